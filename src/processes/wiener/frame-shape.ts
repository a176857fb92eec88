import { coveringFrames } from '../../dsp/stft.ts'
import { sineWindow } from '../../dsp/windows.ts'
import type { ConstantTable } from '../../gpu/constant-tables.ts'

/** Numbers that shared/frame_fft.wgsl transforms in a workgroup: its FRAME_POINTS. */
const FRAME_POINTS = 1024

/** Bytes of `struct PatchShape` of shared/patch_shape.wgsl. */
export const FRAME_SHAPE_BYTES = 64

const RADICES: readonly number[] = [4, 2, 3, 5]

/** Radices of a Fourier transform of n numbers that has no prime factor above 5. */
function frameRadices(n: number): readonly number[] {
  const radices: number[] = []
  let rest = n
  for (const radix of RADICES) for (; rest % radix === 0; rest /= radix) radices.push(radix)
  return radices
}

/**
 * Frames of each of some lengths, as `struct PatchShape` has them, for traces of nSamples. Their tables are those of all the
 * lengths together, and each divides the last.
 */
export function frameShapes(lengths: readonly number[], nSamples: number): ConstantTable {
  const values = new Uint32Array((lengths.length * FRAME_SHAPE_BYTES) / 4)
  let window = 0
  for (const [i, n] of lengths.entries()) {
    const radices = frameRadices(n)
    const frames = coveringFrames(nSamples, n, n / 4)
    const [rootStep, columns] = [lengths.at(-1)! / n, Math.floor(FRAME_POINTS / n)]
    const shape = [n, n / 4, frames, n / 2 + 1, window, rootStep, radices.length, columns, ...radices]
    values.set(shape, (i * FRAME_SHAPE_BYTES) / 4)
    window += n
  }
  return { key: `frame-shapes/${lengths}/${nSamples}`, values }
}

/**
 * Of each length, one after the other, and each sample (the sine window over its sum; the window times its sum, over the
 * numbers of the transform and over 2, which is the sum of the squared windows of four frames).
 */
export function frameWindows(lengths: readonly number[]): ConstantTable {
  const values = lengths.flatMap((n) => {
    const window = sineWindow(n)
    const sum = window.reduce((total, w) => total + w, 0)
    return Array.from(window, (w) => [w / sum, (w * sum) / (2 * n)]).flat()
  })
  return { key: `frame-windows/${lengths}`, values: Float32Array.from(values) }
}

/** What frames of any of the lengths take, at most. */
export interface FrameSizes {
  /** Pairs of frame and bin. */
  readonly nRows: number
  readonly nBins: number
  /** Samples of all frames of a trace. */
  readonly nFrameSamples: number
  /** Workgroups of shared/frame_fft.wgsl for the frames of `nTraces` traces. */
  workgroups(nTraces: number): number
}

export function frameSizes(lengths: readonly number[], nSamples: number): FrameSizes {
  const most = (size: (n: number, nFrames: number) => number) =>
    Math.max(...lengths.map((n) => size(n, coveringFrames(nSamples, n, n / 4))))
  return {
    nRows: most((n, nFrames) => nFrames * (n / 2 + 1)),
    nBins: most((n) => n / 2 + 1),
    nFrameSamples: most((n, nFrames) => nFrames * n),
    workgroups: (nTraces) => most((n, nFrames) => nFrames * Math.ceil(nTraces / (2 * Math.floor(FRAME_POINTS / n)))),
  }
}
