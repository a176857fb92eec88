/** Plan: noise is not kept, what is far above it is; erratic powers among them do not matter; without noise all is kept. */
import { expect, it } from 'vitest'
import { signalShare } from '../../src/processes/windows/signal-share.ts'

const share = (powers: readonly number[], noise: number) => signalShare(Float64Array.from(powers), powers.length, noise)

it('judges by the strongest power beneath a fifth of erratic ones', () => {
  const powers = [1, 4, 2, 900, 3, 1000, 0, 1, 2, 5]
  const judged = 5 / Math.log(5)
  expect(share(powers, judged / 2)).toBe(0)
  expect(share(powers, judged / 8)).toBeCloseTo(0.75, 14)
  expect(share(powers, 1e-9)).toBeCloseTo(1, 8)
  expect(share(powers, 0)).toBe(1)
})

it('keeps nothing of zeros', () => {
  expect(share([0, 0, 0], 1)).toBe(0)
})
