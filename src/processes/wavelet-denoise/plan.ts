import type { RecipeStep } from '../../core/recipe.ts'
import { dwtBandLength } from '../../dsp/decimated-level.ts'
import { swtPaddedLength } from '../../dsp/swt.ts'
import { waveletFilters } from '../../dsp/wavelets.ts'
import type { GatherShape, GpuLimits, PlannedBuffer, StepPlan } from '../gpu-process.ts'
import { doesNotFit, tileCapacity, tileTraces } from '../tiling.ts'
import { packetBuffers } from './packet-plan.ts'
import { type WaveletDenoiseParams, waveletDenoiseParams } from './params.ts'
import { waveletLevel } from './trace-plan.ts'

/** Sizes of the dwt and the swt; those of packets are in packet-plan.ts. */
export interface WaveletGeometry {
  readonly nTaps: number
  readonly level: number
  /** Rows of the input: the padded length of the swt, the trace's own of the dwt. */
  readonly nRows: number
  /** Rows of the approximation at level j, for j in [0, level]; lengths[0] is nRows. */
  readonly lengths: readonly number[]
  /** First row of d_j in the buffer of details, for j - 1 in [0, level): finest first. */
  readonly detailStarts: readonly number[]
  readonly detailRows: number
}

export function waveletGeometry(shape: GatherShape, params: WaveletDenoiseParams): WaveletGeometry {
  const nTaps = waveletFilters(params.wavelet).length
  const level = waveletLevel(params, shape.nSamples)
  const isSwt = params.transform === 'swt'
  const nRows = isSwt ? swtPaddedLength(shape.nSamples, level, params.padding) : shape.nSamples
  const lengths = [nRows]
  for (let j = 1; j <= level; j++) lengths.push(isSwt ? nRows : dwtBandLength(lengths[j - 1]!, nTaps))
  const detailStarts: number[] = []
  let detailRows = 0
  for (const length of lengths.slice(1)) {
    detailStarts.push(detailRows)
    detailRows += length
  }
  return { nTaps, level, nRows, lengths, detailStarts, detailRows }
}

export function planWaveletDenoise(shape: GatherShape, step: RecipeStep, limits: GpuLimits): StepPlan {
  const params = waveletDenoiseParams(step)
  const isSpatial = params.sigma === 'spatial'
  const buffers = params.transform === 'wpt' ? packetBuffers(shape, params) : octaveBuffers(shape, params)
  const capacity = tileCapacity(buffers, limits)
  const tiles = tileTraces(shape.nTraces, capacity, isSpatial ? (params.aperture - 1) / 2 : 0)
  const todo = isSpatial ? 'take fewer levels or a smaller aperture' : 'take fewer levels'
  if (tiles === null) throw doesNotFit('wavelet-denoise', buffers, limits, todo)
  return { kind: 'staged', shape, limits, nRows: buffers[0]!.bytesPerTrace / 4, tiles, buffers, findings: null }
}

/** Kept buffers depend on no threshold key, so that they serve any of them. */
function octaveBuffers(shape: GatherShape, params: WaveletDenoiseParams): readonly PlannedBuffer[] {
  const { level, nRows, lengths, detailRows } = waveletGeometry(shape, params)
  const medians: readonly PlannedBuffer[] = [{ name: 'medians', bytesPerTrace: 4 * level, isKept: true }]
  const spatial: readonly PlannedBuffer[] = [
    { name: 'scales', bytesPerTrace: 4 * detailRows, isKept: true },
    { name: 'shrunk', bytesPerTrace: 4 * detailRows, isKept: false },
  ]
  return [
    { name: 'samples', bytesPerTrace: 4 * nRows, isKept: false },
    { name: 'details', bytesPerTrace: 4 * detailRows, isKept: true },
    { name: 'approximation', bytesPerTrace: 4 * lengths[level]!, isKept: true },
    // Approximations of odd and of even levels between the first and the last. Long filters make them grow.
    { name: 'odd', bytesPerTrace: 4 * Math.max(...lengths), isKept: false },
    { name: 'even', bytesPerTrace: 4 * Math.max(...lengths), isKept: false },
    ...(params.sigma === 'spatial' ? spatial : medians),
  ]
}
