// Plan: rows taken from a file of several row groups, in any order and across their borders, are those rows;
// text and narrow columns keep their types; a replaced column keeps its type and a new one is int64; a span inside
// one row group is the control case. A replaced column whose type cannot hold the numbers becomes int64.
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, test } from 'vitest'
import { takeParquetRows, wholeNumbersOf } from '../../../src/data/output/parquet-rows.ts'
import { MemoryFolder } from '../../memory-folder.ts'

const N_ROWS = 50
const GROUP_ROWS = 8

function tableBytes(): Uint8Array<ArrayBuffer> {
  const rows = Array.from({ length: N_ROWS }, (_, i) => i)
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'trace_index', data: BigInt64Array.from(rows, BigInt), type: 'INT64' },
      { name: 'offset', data: Float32Array.from(rows, (i) => i * 12.5), type: 'FLOAT' },
      { name: 'line', data: rows.map((i) => `line ${i % 3}`), type: 'STRING' },
    ],
    rowGroupSize: GROUP_ROWS,
  })
  return new Uint8Array(buffer)
}

async function taken(rows: readonly number[]): Promise<Record<string, unknown>[]> {
  const folder = new MemoryFolder('survey', { files: { 'headers.parquet': tableBytes() } })
  const bytes = await takeParquetRows(folder, 'headers.parquet', Uint32Array.from(rows), () => ({
    trace_index: Float64Array.from(rows, (_, i) => i),
    original_trace_index: Float64Array.from(rows),
  }))
  return await parquetReadObjects({ file: bytes.buffer })
}

function expected(rows: readonly number[]): Record<string, unknown>[] {
  return rows.map((row, i) => ({
    trace_index: BigInt(i),
    offset: row * 12.5,
    line: `line ${row % 3}`,
    original_trace_index: BigInt(row),
  }))
}

test('a span inside one row group', async () => {
  expect(await taken([1, 2, 3])).toEqual(expected([1, 2, 3]))
})

test('a span across row groups, in reverse', async () => {
  const rows = Array.from({ length: 21 }, (_, i) => 40 - i)
  expect(await taken(rows)).toEqual(expected(rows))
})

test('the last rows of the last row group', async () => {
  expect(await taken([49, 47, 48])).toEqual(expected([49, 47, 48]))
})

test.each([
  ['FLOAT', Float32Array.of(0.5, 1, 2), [1, 2 ** 24 + 1, 0], 'INT64'],
  ['FLOAT', Float32Array.of(0.5, 1, 2), [1, 2 ** 24, 0], 'FLOAT'],
  ['STRING', ['a', 'b', 'c'], [1, 2, 0], 'INT64'],
  ['INT32', [7, null, 9], [1, 2 ** 31, 0], 'INT64'],
  ['INT32', [7, null, 9], [1, 2 ** 31 - 1, 0], 'INT32'],
] as const)(
  'numbers in place of a %s column keep its type where it holds them',
  async (type, data, numbers, stored) => {
    const file = new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'trace_index', data: [...data], type }] }))
    const folder = new MemoryFolder('survey', { files: { 'headers.parquet': file } })
    const bytes = await takeParquetRows(folder, 'headers.parquet', Uint32Array.of(0, 1, 2), (table, rows) => ({
      trace_index: Float64Array.from(numbers),
      original_trace_index: wholeNumbersOf(table, 'trace_index', rows) ?? Float64Array.of(4, 5, 6),
    }))
    expect(parquetMetadata(bytes.buffer).schema[1]).toMatchObject({ name: 'trace_index', type: stored })
    const rows = await parquetReadObjects({ file: bytes.buffer })
    expect(rows.map((row) => Number(row['trace_index']))).toEqual(numbers)
    expect(rows.map((row) => Number(row['original_trace_index']))).toEqual([4, 5, 6])
  },
)
