/** Plan: tasks that overlap, and spans of other threads over and beside them, count the time that they cover together, once. */
import { expect, it } from 'vitest'
import { StageMeter } from '../../src/pipeline/stage-meter.ts'

it('counts time in which anything is worked at once', async () => {
  let now = 0
  const meter = new StageMeter(() => now)
  meter.begin()
  now = 1
  meter.begin()
  now = 3
  meter.end(10)
  expect(meter.figures).toEqual({ busySeconds: 3, bytes: 10, inFlight: 1 })
  now = 4
  meter.end(20)
  meter.addSpan({ start: 2, end: 6 }, 5)
  meter.addSpan({ start: 8, end: 9 }, 5)
  now = 20
  expect(meter.figures).toEqual({ busySeconds: 7, bytes: 40, inFlight: 0 })
})

it('counts no bytes of a task that fails', async () => {
  const meter = new StageMeter(() => 0)
  await expect(meter.measure(7, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(meter.figures).toEqual({ busySeconds: 0, bytes: 0, inFlight: 0 })
})
