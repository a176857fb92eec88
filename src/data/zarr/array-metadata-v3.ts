import * as v from 'valibot'
import { SeisError } from '../../core/errors.ts'
import type { ArrayMetadata, CodecStep, ShardMetadata } from './array-metadata.ts'
import {
  attributesSchema,
  checkChunkBytes,
  checkCodecs,
  chunkShapeSchema,
  parseMetadata,
  separatorSchema,
  shapeSchema,
  twoExtents,
  unsupportedCodec,
} from './array-metadata.ts'
import { parseFillValue, parseZarrType } from './element-type.ts'

/** A name alone, or a name with a configuration. */
const extensionSchema = v.union([
  v.pipe(
    v.string(),
    v.transform((name) => ({ name, configuration: {} as Record<string, unknown> })),
  ),
  v.object({ name: v.string(), configuration: v.optional(attributesSchema, {}) }),
])
const codecsSchema = v.pipe(v.array(extensionSchema), v.minLength(1), v.maxLength(16))

const arraySchema = v.object({
  zarr_format: v.literal(3),
  node_type: v.literal('array'),
  shape: shapeSchema,
  data_type: v.unknown(),
  chunk_grid: v.object({
    name: v.literal('regular'),
    configuration: v.object({ chunk_shape: chunkShapeSchema }),
  }),
  chunk_key_encoding: v.union([
    v.pipe(
      v.picklist(['default', 'v2']),
      v.transform((name) => ({ name, configuration: {} as { separator?: '.' | '/' | undefined } })),
    ),
    v.object({
      name: v.picklist(['default', 'v2']),
      configuration: v.optional(v.object({ separator: v.optional(separatorSchema) }), {}),
    }),
  ]),
  codecs: codecsSchema,
  fill_value: v.unknown(),
  attributes: v.optional(attributesSchema, {}),
  dimension_names: v.optional(v.nullable(v.array(v.nullable(v.string()))), null),
  storage_transformers: v.optional(v.pipe(v.array(v.unknown()), v.maxLength(0)), []),
})

const shardingSchema = v.object({
  chunk_shape: chunkShapeSchema,
  codecs: codecsSchema,
  index_codecs: codecsSchema,
  index_location: v.optional(v.picklist(['start', 'end']), 'end'),
})

/** Metadata of a Zarr v3 array from `zarr.json` (parsed JSON). `where` is the path of `zarr.json`. */
export function parseArrayV3(document: unknown, where: string): ArrayMetadata {
  const found = parseMetadata(arraySchema, document, where)
  const gridShape = twoExtents(found.chunk_grid.configuration.chunk_shape, 'chunk_shape', where)
  const sharding = found.codecs.find((codec) => codec.name === 'sharding_indexed')
  const inner = sharding === undefined ? null : parseSharding(sharding.configuration, gridShape, where)
  if (inner !== null && found.codecs.length > 1) throw unsupportedCodec('Codecs around shards are not read', where)
  const chunkShape = inner?.chunkShape ?? gridShape
  const chain = inner?.codecs ?? found.codecs
  const endian = chain.find((codec) => codec.name === 'bytes')?.configuration['endian']
  const typeName = typeof found.data_type === 'string' ? found.data_type : JSON.stringify(found.data_type)
  const element = parseZarrType(typeName, endian === 'big', where)
  checkChunkBytes(chunkShape, element.bytes, where)
  const codecs = plainCodecs(chain, where)
  checkCodecs(codecs, element, where)
  const { name, configuration } = found.chunk_key_encoding
  const separator = configuration.separator ?? (name === 'default' ? '/' : '.')
  const prefix = name === 'default' ? `c${separator}` : ''
  return {
    zarrFormat: 3,
    shape: twoExtents(found.shape, 'shape', where),
    chunkShape,
    shard: inner?.shard ?? null,
    element,
    codecs,
    chunkKey: (row, column) => `${prefix}${row}${separator}${column}`,
    fillValue: parseFillValue(found.fill_value, element, where),
    dimensionNames: found.dimension_names,
    attributes: found.attributes,
  }
}

/** The chain without `bytes`, names without the prefix of numcodecs, transpositions as permutations of two axes. */
function plainCodecs(chain: readonly CodecStep[], where: string): readonly CodecStep[] {
  const codecs: CodecStep[] = []
  for (const codec of chain) {
    const name = codec.name.replace(/^numcodecs\./, '')
    if (name === 'bytes') continue
    const order = name === 'transpose' ? parseOrder(codec.configuration['order'], where) : null
    codecs.push({ name, configuration: order === null ? codec.configuration : { order } })
  }
  return codecs
}

function parseOrder(order: unknown, where: string): readonly number[] {
  const text = order === 'C' ? '[0,1]' : order === 'F' ? '[1,0]' : JSON.stringify(order)
  if (text === '[0,1]') return [0, 1]
  if (text === '[1,0]') return [1, 0]
  throw new SeisError('bad-input', `A transpose of order ${String(text).slice(0, 60)}`, {
    where,
    todo: 'The order must be [0, 1] or [1, 0]',
  })
}

function parseSharding(configuration: unknown, gridShape: readonly [number, number], where: string) {
  const found = parseMetadata(shardingSchema, configuration, where)
  const chunkShape = twoExtents(found.chunk_shape, 'inner chunk_shape', where)
  if (gridShape[0] % chunkShape[0] !== 0 || gridShape[1] % chunkShape[1] !== 0)
    throw new SeisError('bad-input', `Inner chunks (${chunkShape.join(', ')}) do not fill shards exactly`, {
      where,
      todo: 'Restore the metadata of the array from its source',
      fields: { found: chunkShape.join(', '), expected: `divisors of ${gridShape.join(', ')}` },
    })
  if (found.codecs.some((codec) => codec.name === 'sharding_indexed'))
    throw unsupportedCodec('Shards within shards are not read', where)
  const [bytes, checksum, ...rest] = found.index_codecs
  const isPlain = bytes?.name === 'bytes' && bytes.configuration['endian'] !== 'big' && rest.length === 0
  if (!isPlain || (checksum !== undefined && checksum.name !== 'crc32c'))
    throw unsupportedCodec('Index codecs of shards other than bytes (little) and crc32c are not read', where)
  const shard: ShardMetadata = {
    shape: gridShape,
    indexAt: found.index_location,
    hasIndexChecksum: checksum !== undefined,
  }
  checkIndexSize(gridShape, chunkShape, where)
  return { chunkShape, codecs: found.codecs, shard }
}

/** An index is read and kept whole: 16 bytes an inner chunk. */
const MOST_INNER_CHUNKS = 2 ** 20

function checkIndexSize(gridShape: readonly [number, number], chunkShape: readonly [number, number], where: string) {
  const nInner = (gridShape[0] / chunkShape[0]) * (gridShape[1] / chunkShape[1])
  if (nInner <= MOST_INNER_CHUNKS) return
  throw new SeisError('unsupported', `Shards of ${nInner} inner chunks are not read`, {
    where,
    todo: `Write the array with at most ${MOST_INNER_CHUNKS} inner chunks a shard`,
    fields: { found: nInner, expected: MOST_INNER_CHUNKS },
  })
}
