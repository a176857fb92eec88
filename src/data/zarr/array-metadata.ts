import * as v from 'valibot'
import { SeisError } from '../../core/errors.ts'
import type { ElementType } from './element-type.ts'

/** One step of the codec chain, named as in Zarr v3, in the order of encoding. */
export interface CodecStep {
  readonly name: string
  readonly configuration: Readonly<Record<string, unknown>>
}

export interface ShardMetadata {
  /** Extent of a shard along the two axes, as on disk. */
  readonly shape: readonly [number, number]
  readonly indexAt: 'start' | 'end'
  readonly hasIndexChecksum: boolean
}

/** An array's metadata, of either format, checked and bounded. Axes as on disk. */
export interface ArrayMetadata {
  readonly zarrFormat: 2 | 3
  readonly shape: readonly [number, number]
  /** Extent of what is decoded as one piece: inner chunks when sharded. */
  readonly chunkShape: readonly [number, number]
  readonly shard: ShardMetadata | null
  readonly element: ElementType
  readonly codecs: readonly CodecStep[]
  readonly chunkKey: (row: number, column: number) => string
  readonly fillValue: number
  readonly dimensionNames: readonly (string | null)[] | null
  readonly attributes: Readonly<Record<string, unknown>>
}

/** Samples and traces are counted in 32 bits at most; more is a broken or hostile file. */
const LARGEST_EXTENT = 2 ** 31 - 1
/** A chunk is decoded whole in memory. */
export const LARGEST_CHUNK_BYTES = 2 ** 30

const extent = (least: number) =>
  v.pipe(v.number(), v.integer('an integer is needed'), v.minValue(least), v.maxValue(LARGEST_EXTENT))

export const shapeSchema = v.pipe(v.array(extent(0)), v.maxLength(32))
export const chunkShapeSchema = v.pipe(v.array(extent(1)), v.maxLength(32))
export const separatorSchema = v.picklist(['.', '/'])
export const attributesSchema = v.record(v.string(), v.unknown())

/** Parses by a schema; what does not fit is bad-input that names file, key, what was found and what is expected. */
export function parseMetadata<Schema extends v.GenericSchema>(
  schema: Schema,
  document: unknown,
  where: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, document, { abortEarly: true })
  if (result.success) return result.output
  const issue = result.issues[0]
  const key = v.getDotPath(issue) ?? ''
  const found = issue.received.slice(0, 60)
  const expected = issue.expected ?? issue.message
  const what = key === '' ? 'Metadata' : `The key ${JSON.stringify(key)} of the metadata`
  throw new SeisError('bad-input', `${what} is ${found}, ${expected} is expected`, {
    where,
    todo: 'Restore the metadata of the array from its source',
    fields: { key, found, expected },
  })
}

/** Two extents, or unsupported: only an array of samples by traces is a survey. */
export function twoExtents(shape: readonly number[], key: string, where: string): readonly [number, number] {
  const [rows, columns] = shape
  if (shape.length === 2 && rows !== undefined && columns !== undefined) return [rows, columns]
  throw new SeisError('unsupported', `An array with ${key} (${shape.join(', ')}) has not two dimensions`, {
    where,
    todo: 'Give an array of samples by traces',
    fields: { found: shape.length, expected: 2 },
  })
}

/** Refuses chunks that memory cannot hold as stored, or as float32. */
export function checkChunkBytes(chunkShape: readonly [number, number], elementBytes: number, where: string): void {
  const bytes = chunkShape[0] * chunkShape[1] * Math.max(4, elementBytes)
  if (bytes <= LARGEST_CHUNK_BYTES) return
  throw new SeisError('unsupported', `A chunk of (${chunkShape.join(', ')}) samples takes ${bytes} bytes`, {
    where,
    todo: `Write the array with chunks of at most ${LARGEST_CHUNK_BYTES} bytes`,
    fields: { foundBytes: bytes, expectedBytes: LARGEST_CHUNK_BYTES },
  })
}

/** The codecs that this program decodes besides `bytes`; all others are refused by name. */
const KNOWN_CODECS = ['transpose', 'blosc', 'zstd', 'lz4', 'gzip', 'zlib', 'crc32c', 'delta', 'shuffle']

/** Refuses codecs that are unknown, or in an order that nobody writes and zarrita would decode wrongly. */
export function checkCodecs(codecs: readonly CodecStep[], element: ElementType, where: string): void {
  for (const [position, { name, configuration }] of codecs.entries()) {
    if (!KNOWN_CODECS.includes(name)) throw unsupportedCodec(`The codec ${JSON.stringify(name)} is not read`, where)
    if (name === 'transpose' && position > 0)
      throw unsupportedCodec('A transpose after other codecs is not read', where)
    if (configuration['cname'] === 'snappy') throw unsupportedCodec('Blosc with snappy is not read', where)
    if (name !== 'delta') continue
    const astype = configuration['astype'] ?? element.dtype
    if (element.name === 'float16' || astype !== (configuration['dtype'] ?? element.dtype))
      throw unsupportedCodec('A delta filter between different types is not read', where)
  }
}

export function unsupportedCodec(what: string, where: string): SeisError {
  return new SeisError('unsupported', what, {
    where,
    todo: `Write the array with codecs among ${KNOWN_CODECS.join(', ')}`,
    fields: { expected: KNOWN_CODECS.join(', ') },
  })
}
