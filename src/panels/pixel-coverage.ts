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
  const buffer = new ArrayBuffer(nPixels * COVERAGE_WORDS * 4)
  const words = new Uint32Array(buffer)
  const weights = new Float32Array(buffer)
  const step = (end - start) / nPixels
  for (let pixel = 0; pixel < nPixels; pixel++) {
    const at = pixel * COVERAGE_WORDS
    if (step <= 1) {
      const centre = start + (pixel + 0.5) * step
      const nearest = Math.floor(centre)
      if (nearest < 0 || nearest >= count) continue
      const upper = Math.floor(centre - 0.5)
      if (isSmooth && upper >= 0 && upper + 1 < count) {
        const part = centre - 0.5 - upper
        words.set([upper, 2, 1], at)
        weights.set([1 - part, 0, part], at + 3)
        continue
      }
      words.set([nearest, 1, 1], at)
      weights.set([1, 1, 1], at + 3)
      continue
    }
    const from = Math.max(0, snap(start + pixel * step))
    const to = Math.min(count, snap(start + (pixel + 1) * step))
    if (to <= from) continue
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
  return { nPixels, words, weights }
}

/** Edges within a millionth of a border lie on it: rounding must not pull a neighbour's sample into a pixel. */
function snap(edge: number): number {
  const border = Math.round(edge)
  return Math.abs(edge - border) < 1e-6 ? border : edge
}
