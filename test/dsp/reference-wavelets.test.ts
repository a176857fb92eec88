/*
 * Golden vectors of the wavelet transforms, medians and thresholds, in double precision: one test a case.
 * Border modes that no process offers are fed to the same filter bank as explicitly extended signals.
 */
import { describe, expect, it } from 'vitest'
import { dwtPlan } from '../../src/dsp/dwt.ts'
import { medianAbsolute } from '../../src/dsp/median.ts'
import { NeighbourRows } from '../../src/dsp/neighbour-rows.ts'
import { SimdHeap } from '../../src/dsp/simd-heap.ts'
import { swtPlan } from '../../src/dsp/swt.ts'
import { expandBand, listBand, listedBands, shrinkBand } from '../../src/dsp/thresholds.ts'
import { waveletFilters } from '../../src/dsp/wavelets.ts'
import { wptPlan } from '../../src/dsp/wpt.ts'
import { expectArraysClose } from '../compare-arrays.ts'
import { waveletForward, waveletInverse } from '../plan-runs.ts'
import { casesOfKind, type ReferenceCase, type ReferenceKind, readReference } from '../reference-cases.ts'
import { borderSignal } from './border-bands.ts'

const RUNS = {
  wavedec: runWavedec,
  border: runBorder,
  swt: runSwt,
  wpt: runWpt,
  median: runMedian,
  threshold: runThreshold,
} as const satisfies Partial<Record<ReferenceKind, (reference: ReferenceCase) => void>>

describe.each(Object.entries(RUNS))('golden %s', (kind, run) => {
  const cases = casesOfKind(kind as keyof typeof RUNS)
  it.each(cases.map((reference) => [reference.id, reference] as const))('%s', (_, reference) => run(reference))
})

function output(reference: ReferenceCase, name: string): Float64Array<ArrayBuffer> {
  return Float64Array.from(readReference(reference.outputs[name]!.path).data)
}

function close(reference: ReferenceCase, name: string, actual: ArrayLike<number>, count?: number): void {
  const expected = output(reference, name).subarray(0, count)
  expectArraysClose(actual, expected, { relativeToMax: reference.tolerance.value }, name)
}

function runWavedec(reference: ReferenceCase): void {
  const x = Float64Array.from(readReference(reference.inputs['x']!).data)
  const plan = dwtPlan(x.length, waveletFilters(String(reference.params['wavelet'])), Number(reference.params['level']))
  expect(plan.bandLengths).toEqual(reference.params['lengths'])
  const coefficients = waveletForward(plan, x)
  close(reference, 'coeffs', coefficients)
  close(reference, 'rec', waveletInverse(plan, coefficients), x.length)
}

/** One level of dwt under each border mode of PyWavelets. */
function runBorder(reference: ReferenceCase): void {
  const { transform, wavelet, signal, pick } = borderSignal(reference)
  const filters = waveletFilters(wavelet)
  const plan = transform === 'dwt' ? dwtPlan(signal.length, filters, 1) : swtPlan(signal.length, filters, 1, 'reflect')
  const coefficients = waveletForward(plan, signal)
  const half = plan.nCoefficients / 2
  const [approximation, detail] = [pick(coefficients.subarray(0, half)), pick(coefficients.subarray(half))]
  close(reference, 'cA', approximation)
  close(reference, 'cD', detail)
  if (transform === 'swt') return
  const { length } = readReference(reference.inputs['x']!).data
  close(reference, 'rec', waveletInverse(dwtPlan(length, filters, 1), [...approximation, ...detail]), length)
}

function runSwt(reference: ReferenceCase): void {
  const x = Float64Array.from(readReference(reference.inputs['x']!).data)
  const filters = waveletFilters(String(reference.params['wavelet']))
  const level = Number(reference.params['level'])
  const padded = Number(reference.params['padded'])
  const stored = output(reference, 'coeffs')
  for (let j = 1; j <= level; j++) {
    const plan = swtPlan(x.length, filters, j, 'reflect-power-of-two')
    expect(plan.paddedLength).toBe(padded)
    const coefficients = waveletForward(plan, x)
    const row = stored.subarray(2 * (level - j) * padded, 2 * (level - j + 1) * padded)
    expectArraysClose(coefficients.subarray(0, 2 * padded), row, { relativeToMax: 1e-11 }, `level ${j}`)
    close(reference, 'rec', waveletInverse(plan, coefficients), x.length)
  }
}

function runWpt(reference: ReferenceCase): void {
  const x = Float64Array.from(readReference(reference.inputs['x']!).data)
  const level = Number(reference.params['maxlevel'])
  const plan = wptPlan(x.length, waveletFilters(String(reference.params['wavelet'])), level)
  expect([2 ** level, plan.nodeLengths[level]]).toEqual(reference.outputs['nodes']!.shape)
  const coefficients = waveletForward(plan, x)
  close(reference, 'nodes', coefficients)
  close(reference, 'rec', waveletInverse(plan, coefficients), x.length)
}

/** The values as rows of one cell each, in an aperture that holds them all; and as one row. */
function runMedian(reference: ReferenceCase): void {
  const x = output(reference, 'x')
  const heap = new SimdHeap(2 ** 20)
  const rows = new NeighbourRows(heap, 1, 2 * x.length + 1, () => ({ values: heap.floats(1) }))
  rows.measure(0, x.length, (trace, { values }) => values.fill(x[trace]!))
  const [median, mad] = [rows.median[0]!, rows.mad[0]!]
  const sigma = medianAbsolute(heap, heap.copyOf(x), 0, x.length, heap.floats(x.length)) / 0.6745
  // The last two of the stored six are torch's lower medians, which are fault B15.
  close(reference, 'stats', [median, mad, 1.4826 * mad, sigma], 4)
}

function runThreshold(reference: ReferenceCase): void {
  const x = output(reference, 'x')
  const heap = new SimdHeap(2 ** 20)
  const coefficients = heap.copyOf(x)
  const listed = listedBands(heap, x.length, 1)
  for (const rule of ['soft', 'hard', 'garrote'] as const) {
    coefficients.set(x)
    listBand(heap, coefficients, 0, 0, x.length, listed, 0)
    shrinkBand(heap, rule, Number(reference.params['thr']), listed, 0)
    expandBand(listed, 0, 0, x.length, coefficients)
    close(reference, rule, coefficients)
  }
}
