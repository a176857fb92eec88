/**
 * Rows of an Arrow column in a new order, buffer by buffer: no value is decoded, so that none is rounded on its way. Types stay,
 * but for views of text, which become text, and the width of a dictionary's indices.
 */
import { type Batch, binary, Column, type DataType, int32, Type, utf8 } from '@uwdata/flechette'
import { SeisError } from '../../core/errors.ts'
import { type StoredBuffers, storedColumn } from '../parquet/write-table.ts'

type StoredBatch = Batch<unknown> & { view?(row: number): Uint8Array; dictionary?: Column<unknown> }

interface Source {
  readonly type: DataType
  readonly batches: readonly StoredBatch[]
  /** The first row of each batch, and the number of rows. */
  readonly offsets: Int32Array
}

/** Row i of the result is row `row[i]` of batch `batch[i]`. */
interface Places {
  readonly batch: Uint32Array
  readonly row: Uint32Array
}

/** Months; days and milliseconds; sixteen bytes of months, days and nanoseconds. */
const INTERVAL_ELEMENTS = { 0: 1, 1: 2, 2: 16 } as const

/** A column of one batch, row i being row `rows[i]` of `column`. Throws bad-input for a type that Parquet has no word for. */
export function takeRows(column: Column<unknown>, rows: Uint32Array): Column<unknown> {
  const source: Source = { type: column.type, batches: column.data, offsets: column.offsets }
  const places = placesOf(column.offsets, rows)
  const validity = column.nullCount === 0 ? {} : takeValidity(source, places)
  return storedColumn(plainType(column.type), rows.length, { ...validity, ...takeBuffers(source, places) })
}

function placesOf(offsets: Int32Array, rows: Uint32Array): Places {
  const batch = new Uint32Array(rows.length)
  const row = new Uint32Array(rows.length)
  let current = 0
  for (const [i, wanted] of rows.entries()) {
    while (wanted < offsets[current]!) current -= 1
    while (wanted >= offsets[current + 1]!) current += 1
    batch[i] = current
    row[i] = wanted - offsets[current]!
  }
  return { batch, row }
}

function plainType(type: DataType): DataType {
  if (type.typeId === Type.Utf8View) return utf8()
  if (type.typeId === Type.BinaryView) return binary()
  return type.typeId === Type.Dictionary ? { ...type, indices: int32() } : type
}

function takeBuffers(source: Source, places: Places): StoredBuffers {
  const { type, batches } = source
  switch (type.typeId) {
    case Type.Null:
      return { nullCount: places.row.length }
    case Type.Bool:
      return { values: takeBits(places, (batch, row) => bitAt(batches[batch]!.values, row)) }
    case Type.Int:
    case Type.Float:
    case Type.Date:
    case Type.Time:
    case Type.Timestamp:
    case Type.Duration:
      return { values: takeValues(source, places, 1) }
    case Type.Decimal:
      return { values: takeValues(source, places, Math.max(1, type.bitWidth / 64)) }
    case Type.Interval:
      return { values: takeValues(source, places, INTERVAL_ELEMENTS[type.unit]) }
    case Type.FixedSizeBinary:
      return { values: takeValues(source, places, type.stride) }
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View:
    case Type.Binary:
    case Type.LargeBinary:
    case Type.BinaryView:
      return takeBytes(source, places)
    case Type.List:
    case Type.LargeList:
    case Type.Map:
      return takeLists(source, places)
    case Type.FixedSizeList:
      return { children: [takeChild(source, 0, places, (_, row) => [row * type.stride, (row + 1) * type.stride])] }
    case Type.Struct:
      return { children: type.children.map((_, i) => takeChild(source, i, places, (__, row) => [row, row + 1])) }
    case Type.Dictionary:
      return takeIndices(source, places)
    default:
      throw new SeisError('bad-input', `Columns of Arrow type ${type.typeId} cannot be put into another order`)
  }
}

function takeValidity({ batches }: Source, places: Places): StoredBuffers {
  let nullCount = 0
  const validity = takeBits(places, (at, row) => {
    const batch = batches[at]!
    const isValid = batch.nullCount === 0 || batch.isValid(row)
    if (!isValid) nullCount += 1
    return isValid
  })
  return { validity, nullCount }
}

function takeBits({ batch, row }: Places, isSet: (batch: number, row: number) => boolean): Uint8Array {
  const bits = new Uint8Array(Math.ceil(row.length / 8))
  for (let i = 0; i < row.length; i += 1) if (isSet(batch[i]!, row[i]!)) bits[i >> 3]! |= 1 << (i & 7)
  return bits
}

function bitAt(bits: ArrayLike<number | bigint>, row: number): boolean {
  return (Number(bits[row >> 3]) & (1 << (row & 7))) !== 0
}

type Elements = Uint8Array | Int32Array | Float64Array | BigInt64Array

/** Rows of `width` elements each. */
function takeValues({ batches }: Source, { batch, row }: Places, width: number): Elements {
  const sources = batches.map(({ values }) => values as Elements)
  const ElementArray = (sources[0]?.constructor ?? Uint8Array) as new (length: number) => Elements
  const taken = new ElementArray(row.length * width)
  for (let i = 0; i < row.length; i += 1) {
    const from = sources[batch[i]!]!
    for (let k = 0; k < width; k += 1) taken[i * width + k] = from[row[i]! * width + k]!
  }
  return taken
}

function takeBytes({ type, batches }: Source, { batch, row }: Places): StoredBuffers {
  const bytesAt = (i: number): Uint8Array => {
    const from = batches[batch[i]!]!
    const [start, end] = from.view === undefined ? listSpan(from, row[i]!) : [0, 0]
    return from.view?.(row[i]!) ?? (from.values as Uint8Array).subarray(start, end)
  }
  const starts = startsOf(row.length, (i) => bytesAt(i).length)
  const values = new Uint8Array(starts[row.length]!)
  for (let i = 0; i < row.length; i += 1) values.set(bytesAt(i), starts[i])
  return { offsets: offsetsAs(type, starts), values }
}

/** Where each of `count` runs of elements begins, and where the last one ends. */
function startsOf(count: number, lengthOf: (i: number) => number): Float64Array {
  const starts = new Float64Array(count + 1)
  for (let i = 0; i < count; i += 1) starts[i + 1] = starts[i]! + lengthOf(i)
  return starts
}

function offsetsAs(type: DataType, starts: Float64Array): Int32Array | BigInt64Array {
  const isWide = type.typeId === Type.LargeUtf8 || type.typeId === Type.LargeBinary || type.typeId === Type.LargeList
  return isWide ? BigInt64Array.from(starts, BigInt) : Int32Array.from(starts)
}

type SpanOf = (batch: StoredBatch, row: number) => readonly [start: number, end: number]

const listSpan: SpanOf = ({ offsets }, row) => [Number(offsets[row]), Number(offsets[row + 1])]

function takeLists(source: Source, places: Places): StoredBuffers {
  const { batch, row } = places
  const starts = startsOf(row.length, (i) => {
    const [start, end] = listSpan(source.batches[batch[i]!]!, row[i]!)
    return end - start
  })
  return { offsets: offsetsAs(source.type, starts), children: [takeChild(source, 0, places, listSpan)] }
}

/** The rows of child `at` that the wanted rows are made of. */
function takeChild({ type, batches }: Source, at: number, { batch, row }: Places, spanOf: SpanOf): StoredBatch {
  const { children } = type as Extract<DataType, { children: unknown }>
  const child = new Column(
    batches.map((from) => from.children[at]!),
    children[at]!.type,
  )
  const rows: number[] = []
  for (let i = 0; i < row.length; i += 1) {
    const [start, end] = spanOf(batches[batch[i]!]!, row[i]!)
    for (let k = start; k < end; k += 1) rows.push(child.offsets[batch[i]!]! + k)
  }
  return takeRows(child, Uint32Array.from(rows)).data[0]!
}

/** Indices into the dictionaries of all batches, one after the other. */
function takeIndices({ type, batches }: Source, { batch, row }: Places): StoredBuffers {
  const dictionaries = batches.map(({ dictionary }) => dictionary!)
  const starts = startsOf(dictionaries.length, (i) => dictionaries[i]!.length)
  const all = new Column(
    dictionaries.flatMap(({ data }) => data),
    (type as Extract<DataType, { dictionary: unknown }>).dictionary,
  )
  const values = Int32Array.from(row, (at, i) => starts[batch[i]!]! + Number(batches[batch[i]!]!.values[at]))
  return {
    values,
    dictionary: takeRows(
      all,
      Uint32Array.from({ length: all.length }, (_, i) => i),
    ),
  }
}
