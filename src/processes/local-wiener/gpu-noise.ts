import { N_CLASSES } from '../../dsp/power-histogram.ts'
import type { KernelSpec } from '../../gpu/kernel.ts'
import type { BufferSlice } from '../../gpu/recorder.ts'
import type { GatherBuffer, GatherRecording } from '../gpu-process.ts'
import { FRAME_LENGTHS, FRAME_POINTS, FRAME_SHAPE_BYTES, frameSizes } from './frame-shape.ts'

const CLEAR = { shader: 'gather/clear.wgsl' } as const
const NOISE = { shader: 'local_wiener/noise_power.wgsl' } as const
const LENGTH = { shader: 'local_wiener/patch_length.wgsl' } as const

export const NOISE_KERNELS: readonly KernelSpec[] = [CLEAR, NOISE, LENGTH]

/** What is known of the spectrum of a gather whose frames are of one of some lengths. */
export function spectrumBuffers(lengths: readonly number[], nSamples: number): readonly GatherBuffer[] {
  const { nBins } = frameSizes(lengths, nSamples)
  return [
    { name: 'counts', bytes: 4 * N_CLASSES * nBins, isKept: false },
    { name: 'noise', bytes: 8 * nBins, isKept: true },
    { name: 'shape', bytes: FRAME_SHAPE_BYTES, isKept: true },
  ]
}

/** `counts` of all cells, which `count` adds up -> `noise`, from their `quantile`. */
export function recordNoise(
  { recorder, buffer }: GatherRecording,
  shape: BufferSlice,
  { nBins, quantile }: { readonly nBins: number; readonly quantile: number },
  count: () => void,
): void {
  const counts = buffer('counts')
  recorder.dispatch({ kernel: CLEAR, params: { nTraces: N_CLASSES * nBins, nRows: 1 }, bindings: [counts] })
  count()
  recorder.dispatch({
    kernel: NOISE,
    params: { nTraces: nBins, quantile, unit: 1 / -Math.log(1 - quantile) },
    bindings: [shape, counts, buffer('noise')],
    workgroups: [nBins, 1, 1],
  })
}

/** `noise` of the surveyed frames -> `shape` of those that the gather is to be taken in. */
export function recordFrameLength({ plan, recorder, buffer }: GatherRecording, surveyed: BufferSlice): void {
  recorder.dispatch({
    kernel: LENGTH,
    params: {
      nTraces: plan.shape.nTraces,
      nSamples: plan.shape.nSamples,
      shortest: FRAME_LENGTHS[0]!,
      longest: FRAME_LENGTHS.at(-1)!,
      framePoints: FRAME_POINTS,
    },
    bindings: [surveyed, buffer('noise'), buffer('shape')],
    workgroups: [1, 1, 1],
  })
}
