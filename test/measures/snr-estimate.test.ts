// Plan: known ratios by hand; where nothing was removed, or all, or there was nothing, there is no answer.
import { expect, it } from 'vitest'
import { snrEstimateDb } from '../../src/measures/snr-estimate/reference.ts'

it.each([
  [10, 1, 10],
  [1, 1, 0],
  [1, 100, -20],
])('%f left and %f removed: %f dB', (after, removed, db) => {
  expect(snrEstimateDb({ after, removed })).toBeCloseTo(db, 12)
})

it.each([
  [1, 0],
  [0, 1],
  [0, 0],
])('%f left and %f removed: no answer', (after, removed) => {
  expect(snrEstimateDb({ after, removed })).toBeNull()
})
