/** Plan: equations are solved; plane waves are predicted but for pre-whitening, from one side at the edges; zeros; too few traces. */
import { expect, it } from 'vitest'
import { solveHermitian } from '../../src/dsp/hermitian-solve.ts'
import { Prediction } from '../../src/dsp/prediction.ts'

it('solves equations', () => {
  // [[2, 1 - i], [1 + i, 4]] [3 + i, -i] = [5 + i, 2 + 0i]
  const a = { re: Float64Array.of(2, 0, 1, 4), im: Float64Array.of(0, 0, 1, 0) }
  const b = { re: Float64Array.of(5, 2), im: Float64Array.of(1, 0) }
  solveHermitian(2, a, b)
  expect(b.re[0]).toBeCloseTo(3, 14)
  expect(b.im[0]).toBeCloseTo(1, 14)
  expect(b.re[1]).toBeCloseTo(0, 14)
  expect(b.im[1]).toBeCloseTo(-1, 14)
})

function planeWave(nTraces: number): Prediction {
  const prediction = new Prediction(4, nTraces)
  for (let t = 0; t < nTraces; t++) {
    prediction.traces.re[t] = Math.cos(0.7 * t)
    prediction.traces.im[t] = Math.sin(0.7 * t)
  }
  return prediction
}

it.each([20, 9, 6])('predicts each of %i traces of a plane wave', (nTraces) => {
  const prediction = planeWave(nTraces)
  prediction.run(nTraces)
  // Four equal weights, whose sum the pre-whitening makes 1 / (1 + 0.01 / 4).
  for (let t = 0; t < nTraces; t++) {
    if (!prediction.isPredicted(t, nTraces)) continue
    expect(prediction.predicted.re[t]).toBeCloseTo(Math.cos(0.7 * t) / 1.0025, 12)
    expect(prediction.predicted.im[t]).toBeCloseTo(Math.sin(0.7 * t) / 1.0025, 12)
  }
})

it('tells what is not predicted', () => {
  const of6 = Array.from({ length: 6 }, (_, t) => planeWave(6).isPredicted(t, 6))
  expect(of6).toEqual([true, true, false, false, true, true])
  expect([0, 1, 2, 3].some((t) => planeWave(4).isPredicted(t, 4))).toBe(false)
})

it('predicts zeros from zeros, and nothing from too few', () => {
  const prediction = new Prediction(4, 10)
  prediction.run(10)
  expect([...prediction.predicted.re]).toEqual(new Array(10).fill(0))
  const few = planeWave(4)
  few.run(4)
  expect([...few.predicted.re]).toEqual([0, 0, 0, 0])
})
