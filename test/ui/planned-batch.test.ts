/*
 * Plan: what the batch page says before a batch: a range counts the traces of its gathers, the whole dataset also those
 * outside every gather; bytes follow the type of the input and the arrays that are written; a bare array brings no
 * headers and no index.
 */
import { describe, expect, it } from 'vitest'
import type { DatasetInfo } from '../../src/core/dataset.ts'
import type { BatchForm } from '../../src/state/batch.ts'
import { plannedBatch } from '../../src/ui/batch/planned-batch.ts'

const dataset: DatasetInfo = {
  name: 'small',
  form: 'folder',
  nSamples: 100,
  nTraces: 30,
  sampleIntervalMs: 2,
  array: {
    path: 'traces.zarr',
    zarrFormat: 2,
    dtype: '>i2',
    axes: 'sample-trace',
    chunkSamples: 100,
    chunkTraces: 10,
    shardTraces: null,
    codecs: [],
    fillValue: 0,
  },
  gathers: {
    nGathers: 2,
    startTrace: Float64Array.of(0, 12),
    endTrace: Float64Array.of(12, 25),
    keys: {},
    origin: 'index',
  },
  headerNames: ['offset'],
  metadata: null,
  completeness: 'foreign',
  problems: [],
}
const whole: BatchForm = { write: 'processed', sort: [], startGather: 0, endGather: 2, engine: 'auto' }

describe('planned batch', () => {
  it('of the whole dataset takes the traces outside every gather too', () => {
    const plan = plannedBatch(dataset, whole)
    expect(plan).toMatchObject({ nGathers: 2, nTraces: 30, readBytes: 30 * 100 * 2, writtenBytes: 30 * 100 * 4 })
    expect(plan.files).toEqual([
      'traces.zarr',
      'headers.parquet',
      'ensemble_index.parquet',
      'metadata.json',
      '_SUCCESS.json',
    ])
  })

  it('of a range takes its gathers alone', () => {
    expect(plannedBatch(dataset, { ...whole, startGather: 1 })).toMatchObject({ nGathers: 1, nTraces: 13 })
  })

  it('writes two arrays for both', () => {
    const plan = plannedBatch(dataset, { ...whole, write: 'both' })
    expect(plan.writtenBytes).toBe(2 * 30 * 100 * 4)
    expect(plan.files.slice(0, 2)).toEqual(['traces.zarr', 'noise.zarr'])
  })

  it('of gathers that no file gave writes their index too', () => {
    const bySize: DatasetInfo = { ...dataset, gathers: { ...dataset.gathers, origin: 'size' } }
    expect(plannedBatch(bySize, whole).files).toContain('ensemble_index.parquet')
  })

  it('of a bare array has no headers and no index', () => {
    const bare: DatasetInfo = { ...dataset, form: 'array', headerNames: [] }
    expect(plannedBatch(bare, whole).files).toEqual(['traces.zarr', 'metadata.json', '_SUCCESS.json'])
  })
})
