/** Plan: a system whose solution is known; one whose rows differ by twelve orders. */
import { expect, it } from 'vitest'
import { solveSymmetric } from '../../src/dsp/symmetric-solve.ts'

it.each([1, 1e12])('solves a positive definite system, the last row %f times as large', (size) => {
  const rows = [
    [4, 1, -1 * size],
    [1, 3, 0.5 * size],
    [-1 * size, 0.5 * size, 5 * size ** 2],
  ].map((row) => Float64Array.from(row))
  const b = Float64Array.from([4 + 2 - 3, 1 + 6 + 1.5, (-1 + 1 + 15) * size])
  const x = solveSymmetric(rows, b)
  expect(x[0]).toBeCloseTo(1, 12)
  expect(x[1]).toBeCloseTo(2, 12)
  expect(x[2]! * size).toBeCloseTo(3, 12)
})
