// Plan: each form that a dataset may have opens with the right sizes, interval and gathers (original's layout,
// noise only, bare array, group, zip of chunks made by the demo writer); gathers without an index by header, size
// or whole; header aliases; certificates. Text out of the files stays text.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openDataset } from '../../src/data/dataset.ts'
import { writeDemo } from '../../src/data/demo/write-demo.ts'
import { NodeFolder } from '../../src/data/folders/node-folder.ts'
import { findHeader } from '../../src/data/header-aliases.ts'
import { v2ArrayMetadata } from '../../src/data/zarr-v2-writer.ts'
import { MemoryFolder } from '../memory-folder.ts'
import { type SmallDataset, smallDataset } from './small-dataset.ts'

const LINE: SmallDataset = {
  nSamples: 6,
  nTraces: 10,
  chunkTraces: 4,
  index: [
    [0, 2],
    [3, 8],
    [9, 9],
  ],
  headers: { offset: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], FFID: [7, 7, 8, 8, 8, 7, 7, 7, 9, 9] },
}

const fixture = (path: string) => new Uint8Array(readFileSync(new URL(`../fixtures/${path}`, import.meta.url)))
const text = (value: string) => new TextEncoder().encode(value)

describe('forms', () => {
  it('opens the layout of the original', async () => {
    const { info } = await openDataset(smallDataset(LINE))
    expect(info).toMatchObject({
      name: 'line',
      form: 'folder',
      nSamples: 6,
      nTraces: 10,
      sampleIntervalMs: 4,
      headerNames: ['offset', 'FFID'],
      completeness: 'foreign',
      problems: [],
    })
    expect(info.array).toMatchObject({ path: 'traces.zarr', zarrFormat: 2, chunkTraces: 4, chunkSamples: 6 })
    expect(info.gathers).toEqual({
      nGathers: 3,
      startTrace: Float64Array.of(0, 3, 9),
      endTrace: Float64Array.of(3, 9, 10),
      keys: { field_record: Float64Array.of(100, 101, 102) },
      origin: 'index',
    })
  })

  it('opens the tables that the original itself wrote', async () => {
    const shape = { nSamples: 1600, nTraces: 400_000, chunkSamples: 1600, chunkTraces: 1000 }
    const files = Object.fromEntries(
      ['ensemble_index.parquet', 'metadata.json'].map((name) => [name, fixture(`datasets/original/${name}`)]),
    )
    files['traces.zarr/.zarray'] = v2ArrayMetadata({ ...shape, compressor: 'none' })
    const source = await openDataset(new MemoryFolder('benchmark', { files }))
    expect(source.info).toMatchObject({
      problems: [],
      sampleIntervalMs: 2,
      gathers: { nGathers: 100, origin: 'index' },
    })
    expect(await source.readGather(99)).toMatchObject({
      startTrace: 396_000,
      nTraces: 4000,
      missingChunks: ['traces.zarr/0.396', 'traces.zarr/0.397', 'traces.zarr/0.398', 'traces.zarr/0.399'],
    })
  })

  it.each([
    'v2.blosc-lz4.f4.F.slash',
    'v2.none.f4.C.trace-major',
    'v3.sharded.transpose-zstd.float32',
    'v3.none.int16.C.slash',
  ])('opens %s, stored by another program', async (name) => {
    const folder = new NodeFolder(fileURLToPath(new URL(`../fixtures/zarr/${name}/array`, import.meta.url)))
    const { samples } = await (await openDataset(folder)).readGather(0)
    expect(samples).toEqual(new Float32Array(fixture(`zarr/${name}/expected.f4`).buffer))
  })

  it('takes noise.zarr when there is no traces.zarr', async () => {
    const { info } = await openDataset(smallDataset({ ...LINE, path: 'noise.zarr' }))
    expect(info.array.path).toBe('noise.zarr')
  })

  it('opens a bare array as one gather, and says what it assumed', async () => {
    const folder = smallDataset({ nSamples: 6, nTraces: 10, chunkTraces: 4, path: '', metadata: undefined })
    const { info } = await openDataset(folder)
    expect(info).toMatchObject({ form: 'array', sampleIntervalMs: 2, metadata: null, headerNames: [] })
    expect(info.gathers).toMatchObject({ nGathers: 1, origin: 'whole' })
    expect(info.problems.map(({ severity, fault }) => [severity, fault])).toEqual([
      ['warning', 'interval-missing'],
      ['warning', 'index-missing'],
    ])
  })

  it('opens a group with the array inside', async () => {
    const folder = smallDataset({ nSamples: 6, nTraces: 10, chunkTraces: 4, path: 'data', metadata: undefined })
    await folder.write('.zgroup', text('{"zarr_format": 2}'))
    const source = await openDataset(folder)
    expect(source.info).toMatchObject({ form: 'array', nTraces: 10 })
    expect((await source.readGather(0)).samples[11]).toBe(1001)
  })

  it('takes the interval from the attributes of a bare array', async () => {
    const folder = smallDataset({ nSamples: 6, nTraces: 10, chunkTraces: 4, path: '', metadata: undefined })
    await folder.write('.zattrs', text('{"sample_rate": 0.5}'))
    expect((await openDataset(folder)).info.sampleIntervalMs).toBe(0.5)
  })

  it('refuses a folder without an array', async () => {
    const opening = openDataset(new MemoryFolder('holiday', { files: { 'photo.jpg': text('x') } }))
    await expect(opening).rejects.toMatchObject({ code: 'not-found', where: 'holiday' })
  })

  it('stops when told', async () => {
    const opening = openDataset(smallDataset(LINE), { signal: AbortSignal.abort() })
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('gathers without an index', () => {
  const { index: _, ...unindexed } = LINE

  it('changes of a header make gathers, in file order', async () => {
    const { info } = await openDataset(smallDataset(LINE), { gathersBy: { header: 'field_record' } })
    expect(info.gathers).toEqual({
      nGathers: 4,
      startTrace: Float64Array.of(0, 2, 5, 8),
      endTrace: Float64Array.of(2, 5, 8, 10),
      keys: { FFID: Float64Array.of(7, 8, 7, 9) },
      origin: 'header',
    })
  })

  it('a size makes gathers, the last smaller', async () => {
    const { info } = await openDataset(smallDataset(unindexed), { gathersBy: { size: 4 } })
    expect([...info.gathers.startTrace, ...info.gathers.endTrace]).toEqual([0, 4, 8, 4, 8, 10])
  })

  it('all traces make one', async () => {
    const { info } = await openDataset(smallDataset(LINE), { gathersBy: 'whole' })
    expect(info.gathers).toMatchObject({ nGathers: 1, origin: 'whole' })
  })

  it('a shot number is used unasked, with a warning', async () => {
    const { info } = await openDataset(smallDataset(unindexed))
    expect(info.gathers).toMatchObject({ nGathers: 4, origin: 'header' })
    expect(info.problems).toMatchObject([{ severity: 'warning', fault: 'index-missing' }])
  })

  it.each([
    [{ header: 'cdp' }, 'There is no header cdp'],
    [{ size: 0 }, 'Gathers of 0 traces'],
  ])('refuses %o', async (gathersBy, message) => {
    await expect(openDataset(smallDataset(LINE), { gathersBy })).rejects.toThrow(message)
  })
})

describe('headers', () => {
  it('reads spans under any name that the header goes by', async () => {
    const source = await openDataset(smallDataset(LINE))
    expect(await source.readHeader('offset')).toEqual(Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9))
    expect(await source.readHeader('fldr', { startTrace: 4, endTrace: 6 })).toEqual(Float64Array.of(8, 7))
    await expect(source.readHeader('cdp_x')).rejects.toMatchObject({ code: 'bad-input', where: 'headers.parquet' })
  })

  it('prefers the exact name, then the same in another case, then an alias', () => {
    expect(findHeader(['Offset', 'offset'], 'offset')).toBe('offset')
    expect(findHeader(['FFID', 'FLDR'], 'fldr')).toBe('FLDR')
    expect(findHeader(['cdp_x', 'REC_X'], 'receiver_x')).toBe('REC_X')
    expect(findHeader(['cdp_x'], 'cdp')).toBeUndefined()
  })
})

describe('completeness', () => {
  it.each([
    [['_SUCCESS.json', 'job.json'], '{"format": "seisproc-success/1"}', 'certified'],
    [['_SUCCESS.json', 'job.json'], '', 'unfinished'],
    [['job.json'], '{}', 'unfinished'],
    [[], '', 'foreign'],
  ] as const)('%o of %j is %s', async (names, content, completeness) => {
    const folder = smallDataset(LINE)
    for (const name of names) await folder.write(name, text(content))
    const { info } = await openDataset(folder)
    expect(info.completeness).toBe(completeness)
    expect(info.problems.map(({ fault }) => fault)).toEqual(completeness === 'unfinished' ? ['unfinished-run'] : [])
  })

  it('metadata that tell of a processing, without a certificate, are of an unfinished run', async () => {
    const { info } = await openDataset(smallDataset({ ...LINE, metadata: { sample_rate: 4, processing: {} } }))
    expect(info.completeness).toBe('unfinished')
  })
})

it('keeps markup in metadata as it is: text', async () => {
  const markup = '<img src=x onerror=alert(1)>'
  const { info } = await openDataset(smallDataset({ ...LINE, metadata: { sample_rate: 4, survey: markup } }))
  expect(info.metadata?.['survey']).toBe(markup)
})

it('opens what the demo writer wrote, compressed', async () => {
  const folder = new MemoryFolder('demo')
  await writeDemo(folder, { gathers: 2, traces: 10, samples: 20, chunk: 7, codec: 'zstd' })
  const { info } = await openDataset(folder)
  expect(info).toMatchObject({ problems: [], sampleIntervalMs: 2, nSamples: 20 })
})
