import { coveringFrames } from '../../dsp/stft.ts'
import { sineWindow } from '../../dsp/windows.ts'
import type { ConstantTable } from '../../gpu/constant-tables.ts'

/** Lengths of frames that a gather's spectrum may choose: powers of two. */
export const FRAME_LENGTHS: readonly number[] = [16, 32, 64, 128, 256]

/** Numbers that shared/frame_fft.wgsl transforms in a workgroup: its FRAME_POINTS. */
export const FRAME_POINTS = 1024

/** Bytes of `struct PatchShape` of shared/patch_shape.wgsl. */
export const FRAME_SHAPE_BYTES = 64

const RADICES: readonly number[] = [4, 2, 3, 5]

/** Radices of a Fourier transform of n numbers; null where n has a prime factor above 5. */
export function frameRadices(n: number): readonly number[] | null {
  const radices: number[] = []
  let rest = n
  for (const radix of RADICES) for (; rest % radix === 0; rest /= radix) radices.push(radix)
  return rest === 1 ? radices : null
}

/** Frames of n samples, as `struct PatchShape` has them, for a trace of nSamples; its tables are of this length alone. */
export function frameShapeTable(n: number, nSamples: number): ConstantTable {
  const radices = frameRadices(n)!
  const columns = Math.floor(FRAME_POINTS / n)
  const frames = coveringFrames(nSamples, n, n / 4)
  const values = new Uint32Array(FRAME_SHAPE_BYTES / 4)
  values.set([n, n / 4, frames, n / 2 + 1, 0, 1, radices.length, columns, ...radices])
  return { key: `frame-shape/${n}/${nSamples}`, values }
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
