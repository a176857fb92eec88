// Plan: rows in another order, across the borders of batches, with and without nulls, keep value, null and type through a
// Parquet file, in every type that one can hold: integers to the ends of their range, halves, text, dates, times, time stamps
// to the nanosecond, decimals, bytes, lists, structs, maps, and dictionaries of which each batch has its own. Views of text
// become text. No rows at all are a table of no rows. Run ends are refused.
import * as arrow from '@uwdata/flechette'
import { describe, expect, it } from 'vitest'
import { takeParquetRows } from '../../../src/data/output/parquet-rows.ts'
import { takeRows } from '../../../src/data/output/taken-rows.ts'
import { openParquet } from '../../../src/data/parquet/parquet-table.ts'
import { writeParquetTable } from '../../../src/data/parquet/write-table.ts'
import { MemoryFolder } from '../../memory-folder.ts'

const GROUP_ROWS = 5
const NANOSECOND = 1_700_000_000_123_456_789n
const TEXTS = ['', 'shot', 'Zürich', '<b>', 'a line longer than twelve bytes']

/** A type, and seven values of it as a builder takes them. */
const COLUMNS: Readonly<Record<string, readonly [arrow.DataType, readonly unknown[]]>> = {
  int8: [arrow.int8(), [-128, 127, 0, 1, 2, 3, 4]],
  uint8: [arrow.uint8(), [0, 255, 0, 1, 2, 3, 4]],
  int16: [arrow.int16(), [-32768, 32767, 0, 1, 2, 3, 4]],
  uint16: [arrow.uint16(), [0, 65535, 0, 1, 2, 3, 4]],
  int32: [arrow.int32(), [-(2 ** 31), 2 ** 31 - 1, 0, 1, 2, 3, 4]],
  uint32: [arrow.uint32(), [0, 2 ** 32 - 1, 0, 1, 2, 3, 4]],
  int64: [arrow.int64(), [-(2n ** 63n), 2n ** 63n - 1n, 0n, 1n, 2n, 3n, 4n]],
  uint64: [arrow.uint64(), [0n, 2n ** 64n - 1n, 0n, 1n, 2n, 3n, 4n]],
  half: [arrow.float16(), [0.5, -2, 65504, 0, 1, 2, 3]],
  single: [arrow.float32(), [Math.fround(0.1), -1, 2, Number.NaN, Number.POSITIVE_INFINITY, 5, 6]],
  double: [arrow.float64(), [0.1, -1, 2, Number.NaN, Number.POSITIVE_INFINITY, 5, 6]],
  truth: [arrow.bool(), [true, false, false, true, true, false, true]],
  text: [arrow.utf8(), [...TEXTS, 'x', 'y']],
  largeText: [arrow.largeUtf8(), [...TEXTS, 'x', 'y']],
  bytes: [arrow.binary(), [1, 2, 3, 0, 5, 6, 7].map((length) => new Uint8Array(length).fill(length))],
  fixedBytes: [arrow.fixedSizeBinary(3), [1, 2, 3, 4, 5, 6, 7].map((byte) => Uint8Array.of(byte, 0, byte))],
  day: [arrow.dateDay(), [-1, 0, 1, 20_000, 4, 5, 6].map((day) => day * 86_400_000)],
  time: [arrow.timeMillisecond(), [0, 1, 2, 86_399_999, 4, 5, 6]],
  stamp: [arrow.timestamp(arrow.TimeUnit.MILLISECOND), [-1, 0, 1, 1_700_000_000_123, 4, 5, 6]],
  decimal: [arrow.decimal(20, 2), [-1n, 10n ** 19n, -(10n ** 19n), 0n, 150n, 5n, 6n]],
  list: [arrow.list(arrow.int32()), [[1, 2], [], [3], [4, 5, 6], [7], [8], [9, 10]]],
  lists: [arrow.list(arrow.list(arrow.utf8())), [[['a'], []], [], [['b', 'c']], [[]], [['d']], [['e']], [['f']]]],
  pair: [arrow.fixedSizeList(arrow.int64(), 2), [0n, 1n, 2n, 3n, 4n, 5n, 6n].map((low) => [low, low + 1n])],
  place: [
    arrow.struct({ x: arrow.float64(), line: arrow.utf8() }),
    [0, 1, 2, 3, 4, 5, 6].map((x) => ({ x, line: `line ${x}` })),
  ],
  kind: [arrow.dictionary(arrow.utf8()), ['a', 'b', 'a', 'c', 'd', 'b', 'e']],
}

const OPTIONS = { useBigInt: true, useBigIntTimestamp: true, useDecimalInt: true }
const ROWS = Uint32Array.of(6, 0, 1, 5, 2, 2)

function built(name: string, withNulls: boolean): arrow.Column<unknown> {
  const [type, values] = COLUMNS[name]!
  return arrow.columnFromArray(
    values.map((value, i) => (withNulls && i % 3 === 1 ? null : value)),
    type,
    OPTIONS,
  )
}

async function file(columns: Readonly<Record<string, arrow.Column<unknown>>>): Promise<MemoryFolder> {
  const fields = Object.entries(columns).map(([name, { type }]) => arrow.field(name, type) as arrow.Field)
  const bytes = await writeParquetTable({ fields, columns: Object.values(columns) }, GROUP_ROWS)
  return new MemoryFolder('survey', { files: { 'headers.parquet': bytes } })
}

async function read(folder: MemoryFolder): Promise<arrow.Table> {
  const parquet = await openParquet(folder, 'headers.parquet')
  const { table } = await parquet.readTable({ start: 0, end: parquet.nRows })
  parquet.close()
  return table
}

async function takenFrom(folder: MemoryFolder, rows: Uint32Array): Promise<arrow.Table> {
  const bytes = await takeParquetRows(folder, 'headers.parquet', rows, () => ({}))
  return await read(new MemoryFolder('survey', { files: { 'headers.parquet': bytes } }))
}

/** A list of numbers comes as an array of them or as a typed array, by whether its batch has a null anywhere. */
function plain(value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<unknown>) : value
}

describe.each([false, true])('with nulls: %s', (withNulls) => {
  it.each(Object.keys(COLUMNS))('%s', async (name) => {
    const before = await read(await file({ [name]: built(name, withNulls) }))
    const after = await takenFrom(await file({ [name]: built(name, withNulls) }), ROWS)
    const [from, to] = [before.getChildAt(0), after.getChildAt(0)]
    expect(from.nullCount).toBe(withNulls ? 2 : 0)
    expect(Array.from(to, plain)).toEqual(Array.from(ROWS, (row) => plain(from.at(row))))
    expect(after.schema.fields[0]).toEqual(before.schema.fields[0])
  })
})

it('time stamps to the nanosecond, which no number holds', async () => {
  const stamps = BigInt64Array.from({ length: 7 }, (_, i) => NANOSECOND + BigInt(i))
  const [batch] = arrow.columnFromArray(stamps, undefined, OPTIONS).data
  const type = arrow.timestamp(arrow.TimeUnit.NANOSECOND, 'UTC')
  const after = await takenFrom(await file({ stamp: new arrow.Column([batch!], type) }), ROWS)
  expect(Array.from(after.getChildAt(0))).toEqual(Array.from(ROWS, (row) => stamps[row]))
  expect(after.schema.fields[0]?.type).toEqual(type)
})

it('views of text become text', () => {
  const views = new Uint8Array(16 * TEXTS.length)
  const long = new TextEncoder().encode(TEXTS.at(-1))
  for (const [i, text] of TEXTS.entries()) {
    const bytes = new TextEncoder().encode(text)
    new DataView(views.buffer).setInt32(16 * i, bytes.length, true)
    views.set(bytes.subarray(0, bytes.length > 12 ? 4 : 12), 16 * i + 4)
  }
  const type = arrow.utf8View()
  const ViewBatch = arrow.batchType(type)
  const base = { type, length: TEXTS.length, nullCount: 0, validity: new Uint8Array(0) }
  const column = new arrow.Column<unknown>([new ViewBatch({ ...base, values: views, data: [long] })])
  const taken = takeRows(column, Uint32Array.of(4, 2, 0))
  expect(taken.type).toEqual(arrow.utf8())
  expect([...taken]).toEqual([TEXTS[4], TEXTS[2], TEXTS[0]])
})

it('no rows', async () => {
  const names = Object.keys(COLUMNS)
  const after = await takenFrom(
    await file(Object.fromEntries(names.map((name) => [name, built(name, false)]))),
    new Uint32Array(0),
  )
  expect([after.names, after.numRows]).toEqual([names, 0])
})

it('refuses run ends, which Parquet has no word for', () => {
  const column = arrow.columnFromArray([1, 1, 2], arrow.runEndEncoded(arrow.int32(), arrow.int32()))
  expect(() => takeRows(column, Uint32Array.of(0))).toThrow(expect.objectContaining({ code: 'bad-input' }))
})
