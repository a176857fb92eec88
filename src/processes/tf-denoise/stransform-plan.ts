import type { RecipeStep } from '../../core/recipe.ts'
import type { GatherShape, GpuLimits, PlannedBuffer, StepPlan } from '../gpu-process.ts'
import { doesNotFit, tileCapacity, tileTraces } from '../tiling.ts'
import { tfDenoiseParams } from './params.ts'

/** Samples that one thread of stransform_change sums: its STRETCH. */
const STRETCH_SAMPLES = 64

/** Largest radix that small prime factors are put together to: fewer passes over memory against more work in each. */
const LARGEST_JOINED_RADIX = 10

export function stretchCount(nSamples: number): number {
  return Math.ceil(nSamples / STRETCH_SAMPLES)
}

export interface FourierPass {
  readonly radix: number
  readonly stride: number
}

/** Passes of a Fourier transform of any length; a prime length is one pass. */
export function fourierPasses(n: number): readonly FourierPass[] {
  const radices: number[] = []
  let rest = n
  for (let factor = 2; rest > 1; ) {
    if (rest % factor !== 0) {
      factor = factor * factor > rest ? rest : factor + 1
      continue
    }
    const last = radices.at(-1) ?? LARGEST_JOINED_RADIX
    if (last * factor <= LARGEST_JOINED_RADIX) radices[radices.length - 1] = last * factor
    else radices.push(factor)
    rest /= factor
  }
  if (radices.length === 0) radices.push(1)
  let stride = 1
  return radices.map((radix) => {
    const pass = { radix, stride }
    stride *= radix
    return pass
  })
}

/** One row of the S-transform is in hand at a time, of all traces of the tile. Only the spectra are kept. */
export function planStransform(shape: GatherShape, step: RecipeStep, limits: GpuLimits): StepPlan {
  const { nSamples, nTraces } = shape
  const nBins = Math.floor(nSamples / 2) + 1
  const buffers: PlannedBuffer[] = [
    { name: 'samples', bytesPerTrace: 4 * nSamples, isKept: false },
    { name: 'spectrum', bytesPerTrace: 8 * nBins, isKept: true },
    { name: 'changes', bytesPerTrace: 8 * nBins, isKept: false },
    { name: 'stretches', bytesPerTrace: 8 * stretchCount(nSamples), isKept: false },
    { name: 'even', bytesPerTrace: 8 * nSamples, isKept: false },
    { name: 'odd', bytesPerTrace: 8 * nSamples, isKept: false },
    { name: 'spread', bytesPerTrace: 8 * nSamples, isKept: false },
  ]
  const capacity = tileCapacity(buffers, limits)
  const tiles = tileTraces(nTraces, capacity, (tfDenoiseParams(step).aperture - 1) / 2)
  if (tiles === null) throw doesNotFit('tf-denoise', buffers, limits, 'take a smaller aperture')
  return { kind: 'staged', shape, limits, nRows: nSamples, tiles, buffers }
}
