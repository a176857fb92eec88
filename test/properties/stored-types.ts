/** Real types as they lie in a Zarr v2 array, with what a reader must make of each value. */
import fc from 'fast-check'
import { indexFile } from '../data/small-dataset.ts'
import { MemoryFolder } from '../memory-folder.ts'

/** A whole number of 64 bits is a bigint; of a half or a float32 the bits stand for the value. */
export type StoredValue = number | bigint

export interface StoredType {
  /** numpy's kind and size: `i2`. */
  readonly name: string
  readonly anyValue: fc.Arbitrary<StoredValue>
  put(view: DataView, at: number, value: StoredValue, isLittleEndian: boolean): void
  /** The float32 nearest to the value, the even one of two. */
  nearest(value: StoredValue): number
}

const whole = (name: string, min: number, max: number, put: StoredType['put']): StoredType => ({
  name,
  anyValue: fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, max, 0)),
  put,
  nearest: (value) => nearestToInteger(BigInt(value)),
})

/** Of 64 bits: any, and some next to halfway between two floats, where rounding twice goes wrong. */
const long = (name: string, min: bigint, max: bigint, put: StoredType['put']): StoredType => ({
  name,
  anyValue: fc.oneof(
    fc.bigInt({ min, max }),
    fc
      .tuple(fc.bigInt({ min: 2n ** 24n, max: 2n ** 25n - 1n }), fc.nat(37), fc.constantFrom(-1n, 0n, 1n))
      .map(([mantissa, shift, more]) => (mantissa << BigInt(shift)) + more),
  ),
  put,
  nearest: (value) => nearestToInteger(BigInt(value)),
})

export const STORED_TYPES: readonly StoredType[] = [
  whole('i1', -128, 127, (view, at, value) => view.setInt8(at, Number(value))),
  whole('u1', 0, 255, (view, at, value) => view.setUint8(at, Number(value))),
  whole('i2', -(2 ** 15), 2 ** 15 - 1, (view, at, value, little) => view.setInt16(at, Number(value), little)),
  whole('u2', 0, 2 ** 16 - 1, (view, at, value, little) => view.setUint16(at, Number(value), little)),
  whole('i4', -(2 ** 31), 2 ** 31 - 1, (view, at, value, little) => view.setInt32(at, Number(value), little)),
  whole('u4', 0, 2 ** 32 - 1, (view, at, value, little) => view.setUint32(at, Number(value), little)),
  long('i8', -(2n ** 63n), 2n ** 63n - 1n, (view, at, value, little) => view.setBigInt64(at, BigInt(value), little)),
  long('u8', 0n, 2n ** 64n - 1n, (view, at, value, little) => view.setBigUint64(at, BigInt(value), little)),
  {
    name: 'f2',
    anyValue: fc.integer({ min: 0, max: 2 ** 16 - 1 }),
    put: (view, at, value, little) => view.setUint16(at, Number(value), little),
    nearest: (value) => valueOfHalf(Number(value)),
  },
  {
    name: 'f4',
    anyValue: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    put: (view, at, value, little) => view.setUint32(at, Number(value), little),
    nearest: (value) => new Float32Array(Uint32Array.of(Number(value)).buffer)[0]!,
  },
  {
    name: 'f8',
    anyValue: fc.double(),
    put: (view, at, value, little) => view.setFloat64(at, Number(value), little),
    nearest: (value) => Math.fround(Number(value)),
  },
]

/** By exact distances, in whole numbers. */
export function nearestToInteger(value: bigint): number {
  const guess = Math.fround(Number(value))
  const bits = new Int32Array(Float32Array.of(guess).buffer)[0]!
  // What lies past the largest float is no candidate, and what lies below 1 is none but 0.
  const candidates = [bits, bits + 1, bits - 1]
    .map((candidate) => ({ candidate, float: new Float32Array(Int32Array.of(candidate).buffer)[0]! }))
    .filter(({ float }) => Number.isInteger(float))
    .map(({ candidate, float }) => ({ float, isEven: candidate % 2 === 0, distance: absolute(value - BigInt(float)) }))
  const evenFirst = candidates.toSorted((a, b) => Number(b.isEven) - Number(a.isEven))
  return evenFirst.reduce((best, other) => (other.distance < best.distance ? other : best)).float
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}

/** By the definition of IEEE 754. */
function valueOfHalf(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 === 1 ? -1 : 1, (bits >> 10) % 32, bits % 1024]
  if (exponent === 31) return fraction === 0 ? sign / 0 : Number.NaN
  return exponent === 0 ? sign * 2 ** -14 * (fraction / 1024) : sign * 2 ** (exponent - 15) * (1 + fraction / 1024)
}

export interface StoredLayout {
  readonly nSamples: number
  readonly nTraces: number
  readonly chunkTraces: number
  readonly isLittleEndian: boolean
  readonly isTraceMajor: boolean
  readonly order: 'C' | 'F'
}

/** A dataset of one gather whose sample i of trace j is values[i * nTraces + j], uncompressed. */
export function datasetOf(type: StoredType, values: readonly StoredValue[], layout: StoredLayout): MemoryFolder {
  const { nSamples, nTraces, chunkTraces, isLittleEndian, isTraceMajor, order } = layout
  const bytes = Number(type.name[1])
  const bySample = <T>(ofSample: T, ofTrace: T) => (isTraceMajor ? [ofTrace, ofSample] : [ofSample, ofTrace])
  const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
  const files: Record<string, Uint8Array> = {
    'traces.zarr/.zattrs': json({ _ARRAY_DIMENSIONS: bySample('sample', 'trace') }),
    'traces.zarr/.zarray': json({
      zarr_format: 2,
      shape: bySample(nSamples, nTraces),
      chunks: bySample(nSamples, chunkTraces),
      dtype: `${bytes === 1 ? '|' : isLittleEndian ? '<' : '>'}${type.name}`,
      compressor: null,
      filters: null,
      fill_value: 0,
      order,
    }),
    'ensemble_index.parquet': indexFile([[0, nTraces - 1]]),
    'metadata.json': json({ sample_rate: 2 }),
  }
  // Samples follow each other in memory where the axis of samples is the last one in C order, the first one in F order.
  const areSamplesClose = isTraceMajor === (order === 'C')
  for (let chunk = 0; chunk * chunkTraces < nTraces; chunk++) {
    const view = new DataView(new ArrayBuffer(bytes * nSamples * chunkTraces))
    for (let j = 0; j < chunkTraces && chunk * chunkTraces + j < nTraces; j++) {
      for (let i = 0; i < nSamples; i++) {
        const at = areSamplesClose ? j * nSamples + i : i * chunkTraces + j
        type.put(view, bytes * at, values[i * nTraces + chunk * chunkTraces + j]!, isLittleEndian)
      }
    }
    files[`traces.zarr/${bySample(0, chunk).join('.')}`] = new Uint8Array(view.buffer)
  }
  return new MemoryFolder('stored', { files })
}
