import * as v from 'valibot'
import type { ArrayMetadata, CodecStep } from './array-metadata.ts'
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
import { parseFillValue, parseNumpyType } from './element-type.ts'

const codecSchema = v.looseObject({ id: v.string() })

const arraySchema = v.object({
  zarr_format: v.literal(2),
  shape: shapeSchema,
  chunks: chunkShapeSchema,
  dtype: v.unknown(),
  compressor: v.optional(v.nullable(codecSchema), null),
  filters: v.optional(v.nullable(v.pipe(v.array(codecSchema), v.maxLength(16))), null),
  fill_value: v.optional(v.unknown(), null),
  order: v.picklist(['C', 'F']),
  dimension_separator: v.optional(separatorSchema, '.'),
})

/** Metadata of a Zarr v2 array from `.zarray` and `.zattrs` (parsed JSON). `where` is the path of `.zarray`. */
export function parseArrayV2(document: unknown, attributes: unknown, where: string): ArrayMetadata {
  const found = parseMetadata(arraySchema, document, where)
  // A record type is a list of fields.
  const dtype = typeof found.dtype === 'string' ? found.dtype : JSON.stringify(found.dtype)
  const element = parseNumpyType(dtype, where)
  const chunkShape = twoExtents(found.chunks, 'chunks', where)
  checkChunkBytes(chunkShape, element.bytes, where)
  const codecs: CodecStep[] = []
  if (found.order === 'F') codecs.push({ name: 'transpose', configuration: { order: [1, 0] } })
  for (const { id, ...configuration } of [...(found.filters ?? []), ...(found.compressor ? [found.compressor] : [])]) {
    if (id === 'crc32c' && configuration['location'] === 'start')
      throw unsupportedCodec('A crc32c checksum before the data is not read', where)
    codecs.push({ name: id, configuration })
  }
  checkCodecs(codecs, element, where)
  const separator = found.dimension_separator
  const known = v.is(attributesSchema, attributes) ? attributes : {}
  return {
    zarrFormat: 2,
    shape: twoExtents(found.shape, 'shape', where),
    chunkShape,
    shard: null,
    element,
    codecs,
    chunkKey: (row, column) => `${row}${separator}${column}`,
    fillValue: parseFillValue(found.fill_value, element, where),
    dimensionNames: dimensionNames(known['_ARRAY_DIMENSIONS']),
    attributes: known,
  }
}

function dimensionNames(value: unknown): readonly string[] | null {
  return v.is(v.array(v.string()), value) ? value : null
}
