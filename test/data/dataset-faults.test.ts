// Plan: each fault of a dataset on opening (F21 broken tables, F22 index against array, F23 header rows, F37 hostile
// metadata) is a problem with file, place, found and expected, and what can still be read is read. The validator on
// random sound indexes finds nothing, and on any one of them altered finds something.
import fc from 'fast-check'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import { openDataset } from '../../src/data/dataset.ts'
import { validateIndex } from '../../src/data/index-validation.ts'
import { writeColumns } from '../../src/data/parquet/write-table.ts'
import { v2ArrayMetadata } from '../../src/data/zarr-v2-writer.ts'
import { MemoryFolder } from '../memory-folder.ts'
import { indexFile, type SmallDataset, smallDataset, table } from './small-dataset.ts'

const LINE: SmallDataset = {
  nSamples: 2,
  nTraces: 100,
  chunkTraces: 50,
  index: [
    [0, 39],
    [40, 99],
  ],
  headers: { offset: Array.from({ length: 100 }, (_, trace) => trace) },
}

async function problemsOf(dataset: SmallDataset, files: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {}) {
  const folder = smallDataset(dataset)
  for (const [path, bytes] of Object.entries(files)) await folder.write(path, bytes)
  return (await openDataset(folder)).info.problems
}

const rowlessIndex = () => writeColumns({ start_trace: new Float64Array(0), end_trace: new Float64Array(0) }, 1)

describe('index against array', () => {
  it.each<[string, NonNullable<SmallDataset['index']>, string, string, string]>([
    [
      'gap',
      [
        [0, 39],
        [45, 99],
      ],
      'index-gap',
      'row 1',
      'start_trace 40: traces 40 to 44 are in no gather',
    ],
    [
      'gap at the end',
      [
        [0, 39],
        [40, 89],
      ],
      'index-gap',
      'row 1',
      'traces 90 to 99 in a gather; they are in none',
    ],
    [
      'overlap',
      [
        [0, 45],
        [40, 99],
      ],
      'index-overlap',
      'row 1',
      'start_trace 46',
    ],
    [
      'unsorted',
      [
        [40, 99],
        [0, 39],
      ],
      'index-unsorted',
      'row 1',
      'start_trace after 40, as in row 0',
    ],
    [
      'end before start',
      [
        [0, 99],
        [60, 40],
      ],
      'index-reversed',
      'row 1',
      'end_trace not before start_trace',
    ],
    [
      'beyond the array',
      [
        [0, 39],
        [40, 100],
      ],
      'index-beyond',
      'row 1',
      'traces inside 0 to 99',
    ],
    [
      'negative',
      [
        [-1, 39],
        [40, 99],
      ],
      'index-beyond',
      'row 0',
      'traces inside 0 to 99',
    ],
    [
      'wrong n_traces',
      [
        [0, 39, 41],
        [40, 99],
      ],
      'index-count',
      'row 0',
      'n_traces 40',
    ],
    [
      'fractions',
      [
        [0, 39.5],
        [40, 99],
      ],
      'index-not-whole',
      'row 0',
      'whole trace numbers',
    ],
  ])('%s', async (_, index, fault, place, expected) => {
    const problems = await problemsOf({ ...LINE, index })
    const where = `ensemble_index.parquet ${place}`
    expect(problems).toContainEqual(expect.objectContaining({ severity: 'error', fault, where, expected }))
  })

  it('a gather without traces is a warning', async () => {
    const problems = await problemsOf({
      ...LINE,
      index: [
        [0, 39],
        [40, 39],
        [40, 99],
      ],
    })
    expect(problems).toMatchObject([
      { severity: 'warning', fault: 'index-empty', where: 'ensemble_index.parquet row 1' },
    ])
  })

  it('names ten rows and counts the others', async () => {
    const index = Array.from({ length: 20 }, (_, row) => [row * 5, row * 5 + 4, 99] as const)
    const [problem] = await problemsOf({ ...LINE, index })
    expect(problem?.where).toBe('ensemble_index.parquet rows 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 10 more')
    expect(problem?.found).toBe('row 0: n_traces 99, traces 0 to 4')
  })

  it('bad rows are cut to the array, so that the rest can be looked at', async () => {
    const source = await openDataset(
      smallDataset({
        ...LINE,
        index: [
          [0, 39],
          [90, 130],
          [60, 40],
          [200, 300],
        ],
      }),
    )
    const spans = [0, 1, 2, 3].map((gather) => source.readGather(gather))
    expect((await Promise.all(spans)).map(({ nTraces }) => nTraces)).toEqual([40, 10, 0, 0])
  })

  it('an index without rows, or without its columns, is an error', async () => {
    const rowless = { 'ensemble_index.parquet': await rowlessIndex() }
    expect(await problemsOf(LINE, rowless)).toMatchObject([{ fault: 'index-gap', found: '0 rows' }])
    const files = { 'ensemble_index.parquet': new Uint8Array(table({ first: [0], last: [99] })) }
    expect(await problemsOf(LINE, files)).toMatchObject([{ severity: 'error', fault: 'index-unreadable' }])
  })

  it('sound indexes pass, altered ones do not', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 40 })
    const columnsOf = (counts: readonly number[]) => {
      const first = counts.map((_, row) => counts.slice(0, row).reduce((sum, n) => sum + n, 0))
      return {
        start_trace: Float64Array.from(first),
        end_trace: Float64Array.from(first, (start, row) => start + counts[row]! - 1),
        n_traces: Float64Array.from(counts),
      }
    }
    const nTracesOf = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0)
    fc.assert(
      fc.property(sizes, (counts) => {
        expect(validateIndex(columnsOf(counts), nTracesOf(counts), 'index')).toEqual([])
      }),
    )
    const alteration = fc.tuple(fc.nat(), fc.constantFrom('start_trace', 'end_trace', 'n_traces'), fc.integer())
    fc.assert(
      fc.property(sizes, alteration, (counts, [row, column, by]) => {
        fc.pre(by !== 0)
        const columns = columnsOf(counts)
        const at = row % counts.length
        columns[column as 'n_traces'][at] = columns[column as 'n_traces'][at]! + by
        expect(validateIndex(columns, nTracesOf(counts), 'index')).not.toEqual([])
      }),
    )
  })
})

describe('tables', () => {
  const broken = (bytes: Uint8Array) => new Uint8Array(bytes.subarray(0, bytes.length - 10))

  it('a broken index leaves gathers to look at', async () => {
    const folder = smallDataset(LINE)
    await folder.write('ensemble_index.parquet', broken(indexFile([[0, 99]])))
    const { info } = await openDataset(folder)
    expect(info.problems).toMatchObject([
      { severity: 'error', fault: 'index-unreadable', where: 'ensemble_index.parquet' },
    ])
    expect(info.gathers).toMatchObject({ nGathers: 1, origin: 'whole' })
  })

  it('broken headers leave the samples to look at', async () => {
    const problems = await problemsOf(LINE, { 'headers.parquet': broken(table({ offset: [1, 2, 3] })) })
    expect(problems).toMatchObject([{ severity: 'error', fault: 'headers-unreadable', where: 'headers.parquet' }])
  })

  it('header rows are one a trace', async () => {
    const problems = await problemsOf(LINE, { 'headers.parquet': new Uint8Array(table({ offset: [1, 2, 3] })) })
    expect(problems).toMatchObject([
      { severity: 'error', fault: 'header-rows', found: '3 rows', expected: '100 rows, one a trace of the array' },
    ])
  })

  it('a header that ends before the traces asked for is an error, not zeros', async () => {
    const source = await openDataset(smallDataset({ ...LINE, headers: { offset: [1, 2, 3] } }))
    await expect(source.readHeader('offset', { startTrace: 2, endTrace: 5 })).rejects.toMatchObject({
      code: 'bad-input',
      where: 'headers.parquet',
    })
  })

  it('columns of text are passed over', async () => {
    const folder = smallDataset(LINE)
    const line = Array.from({ length: 100 }, () => '<script>alert(1)</script>')
    const offset = Int32Array.from(line, (_, trace) => trace)
    const bytes = parquetWriteBuffer({
      columnData: [
        { name: 'line', data: line, type: 'STRING' },
        { name: 'offset', data: offset, type: 'INT32' },
      ],
    })
    await folder.write('headers.parquet', new Uint8Array(bytes))
    expect((await openDataset(folder)).info).toMatchObject({ headerNames: ['offset'], problems: [] })
  })
})

it('an array that claims 2^31 - 1 traces opens in little memory, and a gather too large is refused', async () => {
  const nTraces = 2 ** 31 - 1
  const shape = { nSamples: 2 ** 20, nTraces, chunkSamples: 1, chunkTraces: 1, compressor: 'none' } as const
  const folder = new MemoryFolder('claims', { files: { '.zarray': v2ArrayMetadata(shape) } })
  const { info } = await openDataset(folder)
  expect(info.gathers).toMatchObject({ nGathers: 2 ** 22, origin: 'size' })
  const source = await openDataset(folder, { gathersBy: 'whole' })
  await expect(source.readGather(0)).rejects.toMatchObject({ code: 'unsupported', where: 'gather 0' })
  await expect(openDataset(folder, { gathersBy: { size: 1 } })).rejects.toMatchObject({ code: 'bad-input' })
})

describe('metadata', () => {
  const text = (value: string) => ({ 'metadata.json': new TextEncoder().encode(value) })

  it('that state another shape', async () => {
    const metadata = { sample_rate: 4, shape: [3, 100], n_traces: '100' }
    expect(await problemsOf({ ...LINE, metadata })).toMatchObject([
      { fault: 'metadata-shape', where: 'metadata.json shape[0]', found: '3', expected: '2, as in the array' },
      { fault: 'metadata-shape', where: 'metadata.json n_traces', found: '"100"', expected: '100, as in the array' },
    ])
  })

  it.each(['{"sample_rate": 0}', '{"sample_rate": -2}', '{"sample_rate": "2 ms"}', '{"sample_rate": NaN}'])(
    'with an interval that is none: %s',
    async (metadata) => {
      expect(await problemsOf(LINE, text(metadata))).toMatchObject([
        { severity: 'error', fault: 'interval-invalid', where: 'metadata.json sample_rate' },
      ])
    },
  )

  it.each([
    ['cut', '{"sample_rate": 4, "sha'],
    ['no object', '[1, 2]'],
  ])('%s', async (_, metadata) => {
    const [problem] = await problemsOf(LINE, text(metadata))
    expect(problem).toMatchObject({ severity: 'error', fault: 'metadata-unreadable', where: 'metadata.json' })
  })

  it('of 10 MB is no fault: runs on many gathers make it', async () => {
    expect(await problemsOf(LINE, text(`{"sample_rate": 4, "text": "${'x'.repeat(10 * 2 ** 20)}"}`))).toEqual([])
  })

  it('cannot reach the prototype of anything', async () => {
    const folder = smallDataset(LINE)
    await folder.write('metadata.json', text('{"sample_rate": 4, "__proto__": {"polluted": 1}}')['metadata.json'])
    const { info } = await openDataset(folder)
    expect(info.metadata?.['polluted']).toBeUndefined()
    expect('polluted' in {}).toBe(false)
  })
})
