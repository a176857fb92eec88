/** Plan: chunks that suit the gathers are passed over; much too large and much too small ones are told, with the cost. */
import { describe, expect, it } from 'vitest'
import type { ArrayLayout, GatherIndex } from '../../src/core/dataset.ts'
import { chunkFit } from '../../src/data/chunk-fit.ts'

const layout = (chunkSamples: number, chunkTraces: number): ArrayLayout => ({
  path: 'traces.zarr',
  zarrFormat: 2,
  dtype: '<f4',
  axes: 'sample-trace',
  chunkSamples,
  chunkTraces,
  shardTraces: null,
  codecs: [],
  fillValue: 0,
})

const gathersOf = (nGathers: number, nTraces: number): GatherIndex => ({
  nGathers,
  startTrace: Float64Array.from({ length: nGathers }, (_, i) => i * nTraces),
  endTrace: Float64Array.from({ length: nGathers }, (_, i) => (i + 1) * nTraces),
  keys: {},
  origin: 'index',
})

describe('chunks', () => {
  it.each([
    [1000, 240],
    [1000, 3000],
    [1, 1],
  ])('of %d traces suit gathers of %d', (chunkTraces, nTraces) => {
    expect(
      chunkFit(layout(1000, chunkTraces), gathersOf(9, nTraces), { nSamples: 1000, nTraces: 9 * nTraces }),
    ).toBeNull()
  })

  it('that are much larger than a gather are told, with what is read', () => {
    const fit = chunkFit(layout(1000, 5000), gathersOf(1000, 50), { nSamples: 1000, nTraces: 50_000 })
    expect(fit).toEqual({
      severity: 'warning',
      fault: 'chunks-too-large',
      where: 'traces.zarr',
      found: 'chunks of 5000 traces: 100 traces are read for each trace of a gather',
      expected: 'chunks of about 50 traces',
    })
  })

  it('that are thousands of small ones are told', () => {
    const fit = chunkFit(layout(100, 10), gathersOf(1000, 100), { nSamples: 1000, nTraces: 100_000 })
    expect(fit).toMatchObject({ fault: 'chunks-too-small', found: '100000 chunks of 4000 bytes' })
  })

  it('of a dataset without traces are passed over', () => {
    expect(chunkFit(layout(10, 10), gathersOf(0, 0), { nSamples: 10, nTraces: 0 })).toBeNull()
  })
})
