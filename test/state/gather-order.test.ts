/*
 * Plan: steps go by number or by the values of a column or header, equal ones in gather order and those without a value last,
 * and stay inside; a header that is not there yet is no order; a value is found from the gather on, round at the end, never a near one.
 */
import { expect, it } from 'vitest'
import { gatherAt, gatherOfValue, keyNames, orderBy } from '../../src/state/gather-order.ts'
import { MemorySource } from '../memory-source.ts'

const cdp = Float64Array.of(30, Number.NaN, 10, 20, 10)
const spans = Array.from(cdp, (_, i) => [i, i + 1] as const)
const plain = new MemorySource({ nSamples: 1, nTraces: 5, spans }).info.gathers
const gathers = { ...plain, keys: { cdp } }
const offset = Float64Array.of(3, 4, 2, 5, 1)

const by = (order: string | null) => orderBy(gathers, { order, headerKeys: { offset } })

it('steps in the order of the numbers', () => {
  expect([0, 3, 4].map((from) => gatherAt(by(null), from, 1))).toEqual([1, 4, 4])
  expect(gatherAt(by(null), 2, -9)).toBe(0)
  expect(gatherAt(by('ffid'), 2, 1)).toBe(3)
})

it('steps in the order of a column', () => {
  expect([2, 4, 3, 0, 1].map((from) => gatherAt(by('cdp'), from, 1))).toEqual([4, 3, 0, 1, 1])
  expect([2, 4].map((from) => gatherAt(by('cdp'), from, -1))).toEqual([2, 2])
  expect([-1, 1].map((side) => gatherAt(by('cdp'), 3, side * Number.MAX_SAFE_INTEGER))).toEqual([2, 1])
})

it('steps in the order of a header that was read', () => {
  expect([4, 2, 0, 1, 3].map((from) => gatherAt(by('offset'), from, 1))).toEqual([2, 0, 1, 3, 3])
})

it('names keys before headers, each once', () => {
  expect(keyNames({ gathers, headerNames: ['offset', 'cdp'] })).toEqual(['cdp', 'offset'])
})

it('finds the gathers of a value one after the other, and none of another value', () => {
  expect([0, 2, 4].map((from) => gatherOfValue(cdp, 10, from))).toEqual([2, 4, 2])
  expect(gatherOfValue(cdp, 30, 0)).toBe(0)
  expect(gatherOfValue(cdp, 11, 0)).toBeNull()
})
