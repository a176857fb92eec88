/**
 * Plan: memory that is given back serves the next result of about its size, is handed out once, and is dropped when
 * it is too large, too small, or one of too many.
 */
import { expect, it } from 'vitest'
import { SampleMemory } from '../../src/core/sample-memory.ts'

it('hands out again what is given back, once', () => {
  const memory = new SampleMemory()
  const first = memory.take(100)
  expect(first).toMatchObject({ isFresh: true, samples: { length: 100 } })
  memory.give(first.samples)
  const second = memory.take(60)
  expect(second.isFresh).toBe(false)
  expect(second.samples).toHaveLength(60)
  expect(second.samples.buffer).toBe(first.samples.buffer)
  expect(memory.take(60).isFresh).toBe(true)
})

it('leaves what is too small, or more than twice as large', () => {
  const memory = new SampleMemory()
  memory.give(new Float32Array(100))
  expect(memory.take(101).isFresh).toBe(true)
  expect(memory.take(49).isFresh).toBe(true)
  expect(memory.take(50).isFresh).toBe(false)
})

it('keeps the latest four', () => {
  const memory = new SampleMemory()
  const given = Array.from({ length: 6 }, () => new Float32Array(10))
  for (const samples of given) memory.give(samples)
  const taken = Array.from({ length: 5 }, () => memory.take(10))
  expect(taken.map(({ isFresh }) => isFresh)).toEqual([false, false, false, false, true])
  expect(taken[0]!.samples.buffer).toBe(given[2]!.buffer)
})
