import type { Viewport } from '../core/view.ts'
import { isInGap, traceAt } from './trace-places.ts'

/**
 * Which samples (or traces) each pixel row (or column) of a panel shows, and with what weight: the drawing rule,
 * computed once along each axis and read by both the shader and the canvas path.
 *
 * Six 32-bit words a pixel, little more than the shader's own struct (shaders/panels/box_mean.wgsl): start, count,
 * stride as u32; weights of the first, the inner and the last of them as f32. Weights of a pixel add up to 1.
 * A pixel outside the data has count 0.
 */
export interface AxisCoverage {
  readonly nPixels: number
  readonly words: Uint32Array<ArrayBuffer>
  /** The same memory, for the weights. */
  readonly weights: Float32Array<ArrayBuffer>
}

export const COVERAGE_WORDS = 6

/** Reads along one axis in one pixel are bounded: beyond so many samples, every second, third, ... is read. */
export const MAX_READS = 64

/**
 * Along an axis where a pixel is smaller than a sample it reads the one under its centre, or, smooth, the two whose
 * centres lie around its own, each the more the nearer it is.
 *
 * @param start, end the part [start, end) of the axis that is seen, in samples or traces
 * @param count samples or traces that exist
 * @param nPixels pixels along the axis
 */
export function pixelCoverage(
  start: number,
  end: number,
  count: number,
  nPixels: number,
  isSmooth = false,
): AxisCoverage {
  const coverage = emptyCoverage(nPixels)
  const step = (end - start) / nPixels
  for (let pixel = 0; pixel < nPixels; pixel++) {
    if (step > 1) {
      setMean(coverage, pixel, snap(start + pixel * step), snap(start + (pixel + 1) * step), count)
      continue
    }
    const centre = start + (pixel + 0.5) * step
    const nearest = Math.floor(centre)
    if (nearest < 0 || nearest >= count) continue
    const upper = Math.floor(centre - 0.5)
    if (isSmooth && upper >= 0 && upper + 1 < count) setPair(coverage, pixel, upper, centre - 0.5 - upper)
    else setOne(coverage, pixel, nearest)
  }
  return coverage
}

/**
 * The same along the traces, which may have places of their own. There a pixel smaller than every trace that it touches
 * reads the one under its centre, none in a gap; any other the mean, each trace weighted by the part of it that is
 * in the pixel. Smooth only between neighbours that touch.
 */
export function traceCoverage(viewport: Viewport, nTraces: number, nPixels: number, isSmooth = false): AxisCoverage {
  const { startTrace, endTrace, places } = viewport
  if (places === undefined) return pixelCoverage(startTrace, endTrace, nTraces, nPixels, isSmooth)
  const { starts, centres, ends } = places
  const coverage = emptyCoverage(nPixels)
  const step = (endTrace - startTrace) / nPixels
  const isWide = (trace: number): boolean => ends[trace]! - starts[trace]! >= step * (1 - 1e-9)
  let to = snap(traceAt(places, startTrace))
  for (let pixel = 0; pixel < nPixels; pixel++) {
    const from = to
    to = snap(traceAt(places, startTrace + (pixel + 1) * step))
    let trace = Math.max(0, Math.floor(from))
    while (trace < Math.min(to, nTraces) && isWide(trace)) trace++
    if (trace < Math.min(to, nTraces)) {
      setMean(coverage, pixel, from, to, nTraces)
      continue
    }
    const centre = startTrace + (pixel + 0.5) * step
    const nearest = Math.floor(traceAt(places, centre))
    if (nearest < 0 || nearest >= nTraces || isInGap(places, centre)) continue
    const upper = centre < centres[nearest]! ? nearest - 1 : nearest
    const isBetween = upper >= 0 && upper + 1 < nTraces && ends[upper] === starts[upper + 1]
    if (!isSmooth || !isBetween) setOne(coverage, pixel, nearest)
    else setPair(coverage, pixel, upper, (centre - centres[upper]!) / (centres[upper + 1]! - centres[upper]!))
  }
  return coverage
}

function emptyCoverage(nPixels: number): AxisCoverage {
  const buffer = new ArrayBuffer(nPixels * COVERAGE_WORDS * 4)
  return { nPixels, words: new Uint32Array(buffer), weights: new Float32Array(buffer) }
}

function setOne({ words, weights }: AxisCoverage, pixel: number, index: number): void {
  words.set([index, 1, 1], pixel * COVERAGE_WORDS)
  weights.fill(1, pixel * COVERAGE_WORDS + 3, (pixel + 1) * COVERAGE_WORDS)
}

/** The second of the two counts for `part`. */
function setPair({ words, weights }: AxisCoverage, pixel: number, first: number, part: number): void {
  words.set([first, 2, 1], pixel * COVERAGE_WORDS)
  weights.set([1 - part, 0, part], pixel * COVERAGE_WORDS + 3)
}

/** All from `start` to `end`, as far as there are any. */
function setMean({ words, weights }: AxisCoverage, pixel: number, start: number, end: number, count: number): void {
  const at = pixel * COVERAGE_WORDS
  const [from, to] = [Math.max(0, start), Math.min(count, end)]
  if (to <= from) return
  const first = Math.floor(from)
  const length = Math.ceil(to) - first
  const stride = Math.ceil(length / MAX_READS)
  const reads = Math.ceil(length / stride)
  words.set([first, reads, stride], at)
  if (stride > 1 || reads === 1) weights.fill(1 / reads, at + 3, at + 6)
  else
    weights.set(
      [first + 1 - from, 1, to - (first + length - 1)].map((part) => part / (to - from)),
      at + 3,
    )
}

/** Edges within a millionth of a border lie on it: rounding must not pull a neighbour's sample into a pixel. */
function snap(edge: number): number {
  const border = Math.round(edge)
  return Math.abs(edge - border) < 1e-6 ? border : edge
}
