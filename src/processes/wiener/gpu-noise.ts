import { N_CLASSES } from '../../dsp/power-histogram.ts'
import type { KernelSpec } from '../../gpu/kernel.ts'
import type { BufferSlice } from '../../gpu/recorder.ts'
import type { GatherRecording } from '../gpu-process.ts'
import { FRAME_LENGTHS } from './patch-length.ts'

const CLEAR = { shader: 'gather/clear.wgsl' } as const
const NOISE = { shader: 'wiener/noise_power.wgsl' } as const
const IN_SHAPE = { shader: 'wiener/noise_in_shape.wgsl' } as const
const LENGTH = { shader: 'wiener/patch_length.wgsl' } as const

export const NOISE_KERNELS: readonly KernelSpec[] = [CLEAR, NOISE, IN_SHAPE, LENGTH]

/** Where the noise powers of `nBins` go, and by which quantile of all powers they are found. */
export interface NoiseOfCells {
  readonly nBins: number
  readonly quantile: number
  readonly to: BufferSlice
}

/** `counts` of all cells, which `count` adds up -> their noise. */
export function recordNoise(
  recording: GatherRecording,
  shape: BufferSlice,
  noise: NoiseOfCells,
  count: () => void,
): void {
  recordQuantile(recording, shape, { ...noise, unit: 1 / -Math.log(1 - noise.quantile) }, count)
}

/** `counts` of powers, which `count` adds up -> `unit` times their quantile, of each of `nBins`, at most as many as the shape has. */
export function recordQuantile(
  { recorder, buffer }: GatherRecording,
  shape: BufferSlice,
  { nBins, quantile, unit, to }: NoiseOfCells & { readonly unit: number },
  count: () => void,
): void {
  const counts = buffer('counts')
  recorder.dispatch({ kernel: CLEAR, params: { nTraces: N_CLASSES * nBins, nRows: 1 }, bindings: [counts] })
  count()
  recorder.dispatch({
    kernel: NOISE,
    params: { nTraces: nBins, quantile, unit },
    bindings: [shape, counts, to],
    workgroups: [nBins, 1, 1],
  })
}

/** Powers of the surveyed frames -> which of the candidates, frames of FRAME_LENGTHS or as many others, is `to`. */
export function recordFrameLength(
  { plan, recorder }: GatherRecording,
  surveyed: { readonly shape: BufferSlice; readonly powers: BufferSlice },
  candidates: BufferSlice,
  to: BufferSlice,
): void {
  recorder.dispatch({
    kernel: LENGTH,
    params: { nTraces: plan.shape.nTraces, shortest: FRAME_LENGTHS[0]! },
    bindings: [surveyed.shape, surveyed.powers, candidates, to],
    workgroups: [1, 1, 1],
  })
}

/** Frames of one shape, and the noise in them. */
export interface NoiseInShape {
  readonly shape: BufferSlice
  readonly noise: BufferSlice
}

/** The noise in frames of one shape -> that in others, whose lateral part gains `gain` times as much of it. */
export function recordNoiseInShape(
  { recorder }: GatherRecording,
  measured: NoiseInShape,
  { shape, noise, nBins, gain }: NoiseInShape & { readonly nBins: number; readonly gain: number },
): void {
  recorder.dispatch({
    kernel: IN_SHAPE,
    params: { nTraces: nBins, nRows: 1, gain },
    bindings: [measured.shape, shape, measured.noise, noise],
  })
}
