/** Plan: zeros and what is no number do not count; without a live sample the level is 0. */
import { expect, it } from 'vitest'
import { liveRms } from '../../src/core/live-rms.ts'

it('is over the live samples alone', () => {
  expect(liveRms({ samples: Float32Array.of(3, 0, -3, Number.NaN, Number.POSITIVE_INFINITY, 0) })).toBe(3)
  expect(liveRms({ samples: Float32Array.of(1, 7) })).toBe(5)
  expect(liveRms({ samples: Float32Array.of(0, Number.NaN) })).toBe(0)
})
