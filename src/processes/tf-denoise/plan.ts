import type { RecipeStep } from '../../core/recipe.ts'
import type { GatherShape, GpuLimits, PlannedBuffer, StepPlan } from '../gpu-process.ts'
import { doesNotFit, tileCapacity, tileTraces } from '../tiling.ts'
import { type TfDenoiseParams, tfDenoiseParams } from './params.ts'

export interface TfGeometry {
  readonly nFrames: number
  readonly nBins: number
  /** Bins [firstBin, firstBin + bandBins) are thresholded, the others pass. */
  readonly firstBin: number
  readonly bandBins: number
}

/** Frames and bins of a trace: ceil(n / hop) + 1 frames, as stftPlan; the band has its end frequencies included. */
export function tfGeometry(shape: GatherShape, params: TfDenoiseParams): TfGeometry {
  const { windowSamples, hopSamples, fminHz, fmaxHz } = params
  const nBins = windowSamples / 2 + 1
  const frequencyHz = (bin: number) => (bin * 1000) / (windowSamples * shape.sampleIntervalMs)
  const bins = Array.from({ length: nBins }, (_, bin) => bin)
  const band = bins.filter((bin) => frequencyHz(bin) >= fminHz && frequencyHz(bin) <= fmaxHz)
  return {
    nFrames: Math.ceil(shape.nSamples / hopSamples) + 1,
    nBins,
    firstBin: band[0] ?? 0,
    bandBins: band.length,
  }
}

export function planTfDenoise(shape: GatherShape, step: RecipeStep, limits: GpuLimits): StepPlan {
  const params = tfDenoiseParams(step)
  const { nFrames, nBins, bandBins } = tfGeometry(shape, params)
  const buffers: PlannedBuffer[] = [
    { name: 'samples', bytesPerTrace: 4 * shape.nSamples, isKept: false },
    { name: 'coefficients', bytesPerTrace: 8 * nFrames * nBins, isKept: true },
    // At least something, for a kernel binds it whatever the band.
    { name: 'spread', bytesPerTrace: 8 * nFrames * Math.max(1, bandBins), isKept: true },
    { name: 'frames', bytesPerTrace: 4 * nFrames * params.windowSamples, isKept: false },
  ]
  const capacity = tileCapacity(buffers, limits)
  const tiles = tileTraces(shape.nTraces, capacity, (params.aperture - 1) / 2)
  if (tiles === null) throw doesNotFit('tf-denoise', buffers, limits, 'take a larger hop or a smaller aperture')
  return { kind: 'staged', shape, limits, nRows: shape.nSamples, tiles, buffers, findings: null }
}
