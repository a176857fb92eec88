/** Plan: weights add up to 1 on every trace, whatever the gather; each window has half its width, or all traces; spans see the windows that they share. */
import { expect, it } from 'vitest'
import { sineWindow } from '../../src/dsp/windows.ts'
import { LateralWindows } from '../../src/processes/windows/lateral-windows.ts'

it.each([1, 5, 16, 33, 50])('covers %i traces', (nTraces) => {
  const windows = new LateralWindows(nTraces, sineWindow(16)).touching(0, nTraces)
  const sums = new Float64Array(nTraces)
  for (const { start, weights } of windows) {
    const here = [...weights.keys()].filter((m) => start + m >= 0 && start + m < nTraces)
    for (const m of here) sums[start + m]! += weights[m]!
    expect(here.length).toBeGreaterThanOrEqual(Math.min(nTraces, 8))
  }
  for (const sum of sums) expect(sum).toBeCloseTo(1, 14)
})

it('gives a span the windows that it has traces of', () => {
  const windows = new LateralWindows(50, sineWindow(16))
  const starts = (from: number, to: number) => windows.touching(from, to).map(({ start }) => start)
  expect(starts(0, 50)).toEqual([-8, -4, 0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 42])
  expect(starts(20, 21)).toEqual([8, 12, 16, 20])
  expect(starts(49, 50)).toEqual([36, 40, 42])
})
