import type { TraceBlock } from '../core/gather.ts'
import type { PanelName } from '../core/view.ts'
import { colourTable, tableEntry } from './colour-maps.ts'
import { type GainField, gainAt, gained } from './gain.ts'
import { amplitudeLimit, type PanelScene } from './panel-scene.ts'
import { type AxisCoverage, COVERAGE_WORDS, pixelCoverage, traceCoverage } from './pixel-coverage.ts'
import { traceAt } from './trace-places.ts'
import type { PanelSize, Viewport } from './viewport.ts'

/**
 * Mean of the samples that each pixel covers, row by row from the upper left: the box filter of the drawing rule,
 * along time first and along traces next. A pixel that covers a non-finite sample is non-finite; one outside the
 * gather is undefined and must be asked from the coverage. A gain multiplies each sample before that.
 */
export interface PixelMeans {
  readonly rows: AxisCoverage
  readonly columns: AxisCoverage
  readonly means: Float64Array<ArrayBuffer>
}

export function pixelMeans(
  block: TraceBlock,
  viewport: Viewport,
  { width, height }: PanelSize,
  gain: GainField | null = null,
  isSmooth = false,
): PixelMeans {
  const rows = pixelCoverage(viewport.startSample, viewport.endSample, block.nSamples, height, isSmooth)
  const columns = traceCoverage(viewport, block.nTraces, width, isSmooth)
  const means = new Float64Array(width * height)
  // Smooth pixels at the edge read the trace beside the panel.
  const { places } = viewport
  const startTrace = Math.max(0, Math.floor(traceAt(places, viewport.startTrace)) - 1)
  const endTrace = Math.min(block.nTraces, Math.ceil(traceAt(places, viewport.endTrace)) + 1)
  const row = new Float64Array(block.nTraces)
  for (let y = 0; y < height; y++) {
    const at = y * COVERAGE_WORDS
    // Zoomed in, the rows of one sample are equal.
    if (
      y > 0 &&
      rows.words[at + 1] === 1 &&
      rows.words[at] === rows.words[at - COVERAGE_WORDS] &&
      isSingle(rows, y - 1)
    )
      means.copyWithin(y * width, (y - 1) * width, y * width)
    else {
      meanOfSamples(block, gain, rows, y, startTrace, endTrace, row)
      meansOfTraces(row, columns, means, y * width)
    }
  }
  return { rows, columns, means }
}

/** The pixels of one panel as RGBA bytes, row by row, into `pixels` where that is given; transparent outside the gather. */
export function densityPixels(
  before: PixelMeans,
  after: PixelMeans,
  panel: PanelName,
  scene: Pick<PanelScene, 'clip' | 'noiseGain' | 'colourMap' | 'reversed'>,
  into?: Uint8ClampedArray<ArrayBuffer>,
): Uint8ClampedArray<ArrayBuffer> {
  const { rows, columns, means } = panel === 'after' ? after : before
  const taken = panel === 'noise' ? after.means : null
  const table = new Uint32Array(colourTable(scene.colourMap, scene.reversed).buffer)
  const limit = amplitudeLimit(panel, scene)
  const width = columns.nPixels
  const pixels = into === undefined ? new Uint32Array(width * rows.nPixels) : new Uint32Array(into.buffer).fill(0)
  for (let y = 0; y < rows.nPixels; y++) {
    if (rows.words[y * COVERAGE_WORDS + 1] === 0) continue
    for (let x = 0; x < width; x++) {
      if (columns.words[x * COVERAGE_WORDS + 1] === 0) continue
      const pixel = y * width + x
      const value = taken === null ? means[pixel]! : means[pixel]! - taken[pixel]!
      pixels[pixel] = table[tableEntry(value, limit)]!
    }
  }
  return new Uint8ClampedArray(pixels.buffer)
}

function isSingle(coverage: AxisCoverage, pixel: number): boolean {
  return coverage.words[pixel * COVERAGE_WORDS + 1] === 1
}

function meanOfSamples(
  { samples, nTraces }: TraceBlock,
  gain: GainField | null,
  { words, weights }: AxisCoverage,
  y: number,
  startTrace: number,
  endTrace: number,
  row: Float64Array,
): void {
  const at = y * COVERAGE_WORDS
  const count = words[at + 1]!
  row.fill(0, startTrace, endTrace)
  for (let k = 0; k < count; k++) {
    const weight = weights[at + weightWord(k, count)]!
    const sample = words[at]! + k * words[at + 2]!
    const line = sample * nTraces
    if (gain === null)
      for (let trace = startTrace; trace < endTrace; trace++) row[trace]! += weight * samples[line + trace]!
    else
      for (let trace = startTrace; trace < endTrace; trace++)
        row[trace]! += weight * gained(samples[line + trace]!, gainAt(gain, sample, trace))
  }
}

function meansOfTraces(row: Float64Array, { words, weights, nPixels }: AxisCoverage, means: Float64Array, to: number) {
  for (let x = 0; x < nPixels; x++) {
    const at = x * COVERAGE_WORDS
    const count = words[at + 1]!
    let mean = 0
    for (let k = 0; k < count; k++) mean += weights[at + weightWord(k, count)]! * row[words[at]! + k * words[at + 2]!]!
    means[to + x] = mean
  }
}

/** Place of the k-th weight among the words of a pixel. */
function weightWord(k: number, count: number): number {
  return k === 0 ? 3 : k === count - 1 ? 5 : 4
}
