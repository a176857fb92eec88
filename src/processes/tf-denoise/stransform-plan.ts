import type { RecipeStep } from '../../core/recipe.ts'
import { bandBins } from '../band-bins.ts'
import type { GatherShape, GpuLimits, PlannedBuffer, PlannedTile, StepPlan } from '../gpu-process.ts'
import { doesNotFit, keptBytesOf, tileCapacity, tileTraces } from '../tiling.ts'
import { type TfDenoiseParams, tfDenoiseParams } from './params.ts'

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

/**
 * All rows of the band are kept, with their spread, in tiles as narrow as they ask for; where they are too much, one row
 * is in hand at a time, of all traces of the tile, and only the spectra are kept.
 */
export function planStransform(shape: GatherShape, step: RecipeStep, limits: GpuLimits): StepPlan {
  const params = tfDenoiseParams(step)
  const buffers = buffersFor(shape, keptRows(shape, params, limits))
  const tiles = tilesFor(shape, params, limits, buffers)
  if (tiles === null) throw doesNotFit('tf-denoise', buffers, limits, 'take a smaller aperture')
  return { kind: 'staged', shape, limits, nRows: shape.nSamples, tiles, buffers }
}

/** How many rows of the S-transform the plan keeps: all of the band, or none. */
export function keptRows(shape: GatherShape, params: TfDenoiseParams, limits: GpuLimits): number {
  const [startBin, endBin] = bandBins(shape.nSamples, shape.sampleIntervalMs, params)
  const buffers = buffersFor(shape, endBin - startBin)
  const tiles = tilesFor(shape, params, limits, buffers)
  return tiles !== null && keptBytesOf({ buffers, tiles }) <= limits.keptBytes ? endBin - startBin : 0
}

function buffersFor({ nSamples }: GatherShape, nKept: number): readonly PlannedBuffer[] {
  const nBins = Math.floor(nSamples / 2) + 1
  const rowsInHand = Math.max(1, nKept)
  const cells: PlannedBuffer = { name: 'cells', bytesPerTrace: 8 * nSamples * nKept, isKept: true }
  return [
    { name: 'samples', bytesPerTrace: 4 * nSamples, isKept: false },
    { name: 'spectrum', bytesPerTrace: 8 * nBins, isKept: true },
    { name: 'changes', bytesPerTrace: 8 * nBins, isKept: false },
    { name: 'stretches', bytesPerTrace: 8 * stretchCount(nSamples) * rowsInHand, isKept: false },
    { name: 'even', bytesPerTrace: 8 * nSamples, isKept: false },
    { name: 'odd', bytesPerTrace: 8 * nSamples, isKept: false },
    ...(nKept > 0 ? [cells] : []),
    { name: 'spread', bytesPerTrace: 8 * nSamples * rowsInHand, isKept: nKept > 0 },
  ]
}

function tilesFor(
  { nTraces }: GatherShape,
  { aperture }: TfDenoiseParams,
  limits: GpuLimits,
  buffers: readonly PlannedBuffer[],
): readonly PlannedTile[] | null {
  return tileTraces(nTraces, tileCapacity(buffers, limits), (aperture - 1) / 2)
}
