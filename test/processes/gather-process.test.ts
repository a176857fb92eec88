/** Plan: a pass gets the planes that play its parts, made where it is the first to write; reading what is not there, or what is written, is refused. */
import { expect, it } from 'vitest'
import type { TraceRows } from '../../src/core/gather.ts'
import { type GatherPass, type PlaneNames, passRows } from '../../src/processes/gather-process.ts'

const rowsOf = (value: number): TraceRows => ({ nSamples: 1, nTraces: 1, samples: Float32Array.of(value) })
const pass = (reads: PlaneNames, writes: PlaneNames): GatherPass => ({
  name: 'mix',
  reads,
  writes,
  haloTraces: 0,
  bytesPerTrace: 8,
  given: {},
})

it('gives planes by their parts, and makes those that nobody wrote', () => {
  const planes = new Map([
    ['input', rowsOf(1)],
    ['output', rowsOf(2)],
  ])
  const first = passRows(pass({ data: 'input' }, { cleaned: 'pilot' }), planes, () => rowsOf(3))
  expect(first).toEqual({ data: rowsOf(1), cleaned: rowsOf(3) })
  const second = passRows(pass({ a: 'input', b: 'pilot' }, { c: 'output' }), planes, () => rowsOf(4))
  expect(second['b']).toBe(first['cleaned'])
  expect(second['c']).toBe(planes.get('output'))
  expect(passRows(pass({}, { d: 'pilot' }), planes, () => rowsOf(5))['d']).toBe(first['cleaned'])
})

it('refuses a pass that reads what is not there, or what it writes', () => {
  const planes = new Map([['input', rowsOf(1)]])
  expect(() => passRows(pass({ a: 'pilot' }, {}), planes, () => rowsOf(2))).toThrow('reads pilot, which is not there')
  expect(() => passRows(pass({ a: 'input' }, { b: 'input' }), planes, () => rowsOf(2))).toThrow(
    'reads and writes input',
  )
})
