import type { RecipeStep } from '../../core/recipe.ts'
import { bandBins } from '../band-bins.ts'
import type { GatherShape, GpuLimits, PlannedBuffer, PlannedTile, StepPlan } from '../gpu-process.ts'
import { listedFrom } from '../listed-rows.ts'
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

/** Outliers are listed where there is room for this share of the cells; a larger share is not asked for. */
const LISTED_SHARES = { least: 1 / 64, most: 1 / 8 }

/** Bytes of an outlier: (re, im, median, MAD). */
const OUTLIER_BYTES = 16

/**
 * All rows of the band are kept, with their spread, in tiles as narrow as they ask for. Where they are too much, one row
 * is in hand at a time, of all traces of the tile, and what is kept are the spectra, and as many of the cells that stand
 * out as there is room for.
 */
export function planStransform(shape: GatherShape, step: RecipeStep, limits: GpuLimits): StepPlan {
  const params = tfDenoiseParams(step)
  const nKept = keptRows(shape, params, limits)
  const buffers = buffersFor(shape, nKept)
  const tiles = tilesFor(shape, params, limits, buffers)
  if (tiles === null) throw doesNotFit('tf-denoise', buffers, limits, 'take a smaller aperture')
  const plan = { kind: 'staged', shape, limits, nRows: shape.nSamples, tiles, buffers } as const
  const listed = nKept > 0 ? null : listedBuffers(plan, params)
  if (listed === null) return { ...plan, findings: null }
  const { rule, k } = params
  // The soft rule changes every cell.
  const reach = rule === 'soft' ? null : { kept: listedFrom(k, true), wanted: k }
  return { ...plan, buffers: [...buffers, ...listed], findings: { nWords: 1 + nBandBins(shape, params), reach } }
}

/** How many rows of the S-transform the plan keeps: all of the band, or none. */
export function keptRows(shape: GatherShape, params: TfDenoiseParams, limits: GpuLimits): number {
  const nBins = nBandBins(shape, params)
  const buffers = buffersFor(shape, nBins)
  const tiles = tilesFor(shape, params, limits, buffers)
  return tiles !== null && keptBytesOf({ buffers, tiles }) <= limits.keptBytes ? nBins : 0
}

/** How many outliers the list of a tile has room for. */
export function listCapacity({ bytes }: { readonly bytes: number }): number {
  return Math.floor(bytes / OUTLIER_BYTES)
}

function nBandBins({ nSamples, sampleIntervalMs }: GatherShape, params: TfDenoiseParams): number {
  const [startBin, endBin] = bandBins(nSamples, sampleIntervalMs, params)
  return endBin - startBin
}

/** What the outliers of a plan that keeps no row are listed in; null where that would not be worth it. */
function listedBuffers(
  { shape, limits, tiles, buffers }: Omit<StepPlan, 'findings'>,
  params: TfDenoiseParams,
): readonly PlannedBuffer[] | null {
  const nBins = nBandBins(shape, params)
  const cellBytes = OUTLIER_BYTES * shape.nSamples * nBins
  const placeBytes = 4 * stretchCount(shape.nSamples) * nBins
  const widths = tiles.map(({ haloStartTrace, haloEndTrace }) => haloEndTrace - haloStartTrace)
  const width = Math.max(...widths)
  const freeBytes = limits.keptBytes - keptBytesOf({ buffers, tiles })
  const bytesPerTrace = Math.min(
    LISTED_SHARES.most * cellBytes,
    freeBytes / widths.reduce((sum, tile) => sum + tile, 0) - placeBytes,
    limits.bindingBytes / width,
  )
  const outlierBytes = OUTLIER_BYTES * Math.floor(bytesPerTrace / OUTLIER_BYTES)
  if (outlierBytes <= 0 || outlierBytes < LISTED_SHARES.least * cellBytes) return null
  if (placeBytes * width > limits.bindingBytes) return null
  return [
    { name: 'outliers', bytesPerTrace: outlierBytes, isKept: true },
    { name: 'places', bytesPerTrace: placeBytes, isKept: true },
  ]
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
