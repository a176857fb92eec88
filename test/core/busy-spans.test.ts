/** Plan: spans apart, touching, overlapping, inside one another and in any order cover what their union covers. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BusySpans } from '../../src/core/busy-spans.ts'

const busy = (spans: readonly (readonly [number, number])[]): number => {
  const all = new BusySpans()
  for (const [start, end] of spans) all.add(start, end)
  return all.seconds
}

it.each([
  [[], 0],
  [[[1, 3]], 2],
  [
    [
      [1, 3],
      [4, 5],
    ],
    3,
  ],
  [
    [
      [1, 3],
      [3, 5],
    ],
    4,
  ],
  [
    [
      [1, 3],
      [2, 5],
    ],
    4,
  ],
  [
    [
      [1, 9],
      [2, 5],
    ],
    8,
  ],
  [
    [
      [4, 5],
      [1, 2],
      [0, 9],
    ],
    9,
  ],
] as const)('%j cover %d s', (spans, seconds) => {
  expect(busy(spans)).toBe(seconds)
})

it('is the number of whole seconds that any span holds', () => {
  const span = fc.tuple(fc.nat(40), fc.nat(10)).map(([start, length]) => [start, start + length] as const)
  fc.assert(
    fc.property(fc.array(span, { maxLength: 30 }), (spans) => {
      const seconds = Array.from({ length: 60 }, (_, i) => i).filter((i) => spans.some(([a, b]) => a <= i && i < b))
      expect(busy(spans)).toBe(seconds.length)
    }),
  )
})
