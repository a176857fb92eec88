/** Single traces through the plans of src/dsp, from array to array. */
import type { LanePair } from '../src/dsp/lane-fft.ts'
import type { StftPlan } from '../src/dsp/stft.ts'
import type { StransformPlan } from '../src/dsp/stransform.ts'
import type { WaveletPlan } from '../src/dsp/wavelet-plan.ts'

export function waveletForward(plan: WaveletPlan, x: ArrayLike<number>): Float64Array<ArrayBuffer> {
  plan.signal.set(x)
  plan.forward()
  return Float64Array.from(plan.coefficients)
}

export function waveletInverse(plan: WaveletPlan, coefficients: ArrayLike<number>): Float64Array<ArrayBuffer> {
  plan.coefficients.set(coefficients)
  plan.inverse()
  return Float64Array.from(plan.signal)
}

/** All cells, (re, im) at 2 (bin nFrames + frame). */
export function stftForward(plan: StftPlan, x: Float64Array): Float64Array<ArrayBuffer> {
  const { re, im } = buffersOf(plan, plan.nBins * plan.nLanes)
  plan.signal.set(x)
  plan.forward(0, plan.nBins, { re, im })
  const cells = new Float64Array(2 * plan.nBins * plan.nFrames)
  forEachCell(plan, (at, cell) => {
    cells[2 * cell] = re[at]!
    cells[2 * cell + 1] = im[at]!
  })
  return cells
}

export function stftInverse(plan: StftPlan, cells: Float64Array): Float64Array<ArrayBuffer> {
  const { re, im } = buffersOf(plan, plan.nBins * plan.nLanes)
  forEachCell(plan, (at, cell) => {
    re[at] = cells[2 * cell]!
    im[at] = cells[2 * cell + 1]!
  })
  plan.signal.fill(0)
  plan.inverse({ re, im }, 0, plan.nBins)
  return Float64Array.from(plan.signal)
}

/** What these functions take from the heap of a plan: to be given to it as extraFloats. */
export const EXTRA_FLOATS = 2 ** 18

const buffers = new WeakMap<object, LanePair>()

function buffersOf(plan: StftPlan | StransformPlan, length: number): LanePair {
  const known = buffers.get(plan) ?? { re: plan.heap.floats(length), im: plan.heap.floats(length) }
  buffers.set(plan, known)
  return known
}

function forEachCell({ nBins, nLanes, nFrames }: StftPlan, visit: (at: number, cell: number) => void): void {
  for (let bin = 0; bin < nBins; bin++) {
    for (let f = 0; f < nFrames; f++) visit(bin * nLanes + f, bin * nFrames + f)
  }
}

/** Row n of the S-transform of a spectrum. */
export function stransformRow(plan: StransformPlan, n: number, spectrum: Float64Array) {
  const out = buffersOf(plan, plan.nSamples)
  plan.row(n)(spectrum, 0, out)
  return { re: Float64Array.from(out.re), im: Float64Array.from(out.im) }
}
