/*
 * The S-transform against its definition for lengths of every kind (products of small primes take the pruned path,
 * others one whole transform), rows [0, N/2]; rows sum over time to the spectrum; there and back for lengths 1 to 64,
 * 400, 501 and a prime. The golden case is in reference-spectra. Control: the two paths are both taken.
 */
import { expect, it } from 'vitest'
import { fftPlan, isSmooth } from '../../src/dsp/fft.ts'
import { stransformPlan } from '../../src/dsp/stransform.ts'
import { expectArraysClose } from '../compare-arrays.ts'
import { EXTRA_FLOATS, stransformRow } from '../plan-runs.ts'

const every = Array.from({ length: 64 }, (_, i) => i + 1)

function signalOf(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => Math.sin(1.3 * i * i) + 0.3)
}

function transform(signal: Float64Array) {
  const plan = stransformPlan(signal.length, EXTRA_FLOATS)
  const spectrum = new Float64Array(2 * plan.nBins)
  plan.forward(signal, spectrum, 0)
  const rowOf = (n: number) => stransformRow(plan, n, spectrum)
  return { plan, spectrum, rowOf }
}

/** Row n by its definition, from the whole spectrum. */
function definition(signal: Float64Array, n: number): { re: Float64Array; im: Float64Array } {
  const size = signal.length
  const [allRe, allIm] = [signal.slice(), new Float64Array(size)]
  fftPlan(size).forward(allRe, allIm)
  const out = { re: new Float64Array(size), im: new Float64Array(size) }
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) {
      const m = i <= size / 2 ? i : i - size
      const weight = (m === 0 ? 1 : n === 0 ? 0 : Math.exp((-2 * Math.PI ** 2 * m * m) / (n * n))) / size
      const angle = (2 * Math.PI * ((i * j) % size)) / size
      const [re, im] = [allRe[(n + i) % size]!, allIm[(n + i) % size]!]
      out.re[j]! += weight * (re * Math.cos(angle) - im * Math.sin(angle))
      out.im[j]! += weight * (re * Math.sin(angle) + im * Math.cos(angle))
    }
  }
  return out
}

it('is what its definition says, row by row', () => {
  for (const n of [...every.slice(0, 40), 60, 61, 64, 100, 101, 106]) {
    const signal = signalOf(n)
    const { plan, spectrum, rowOf } = transform(signal)
    // The spectrum sets the scale, for a row may be all but empty. 1e-13: rounding of up to a hundred terms.
    const absolute = (1e-13 * Math.max(...spectrum.map(Math.abs))) / Math.sqrt(n)
    for (let row = 0; row < plan.nBins; row++) {
      const expected = definition(signal, row)
      const actual = rowOf(row)
      expectArraysClose(actual.re, expected.re, { absolute }, `length ${n}, row ${row}, re`)
      expectArraysClose(actual.im, expected.im, { absolute }, `length ${n}, row ${row}, im`)
    }
  }
})

it('gives the trace back from the sums of its rows over time', () => {
  for (const n of [...every, 400, 501, 509]) {
    const signal = signalOf(n)
    const { plan, rowOf } = transform(signal)
    const sums = new Float64Array(2 * plan.nBins)
    for (let row = 0; row < plan.nBins; row++) {
      const { re, im } = rowOf(row)
      sums[2 * row] = re.reduce((total, value) => total + value, 0)
      sums[2 * row + 1] = im.reduce((total, value) => total + value, 0)
    }
    const back = new Float64Array(n)
    plan.inverse(sums, 0, back)
    // Sums of n values, n of them: rounding grows with the length.
    expectArraysClose(back, signal, { relativeToMax: 1e-14 * (n + 20) }, `length ${n}`)
  }
})

it('control: both paths are among the lengths', () => {
  expect([60, 64, 400, 501, 509].map(isSmooth)).toEqual([true, true, true, false, false])
})
