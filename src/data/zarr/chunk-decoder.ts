import { Array as ZarrArray } from 'zarrita'
import { isSeisError } from '../../core/errors.ts'
import type { ArrayMetadata, CodecStep } from './array-metadata.ts'
import { EXACT_LENGTH, OWN_CODECS, ownCodecName, registerOwnCodecs, WrongLength } from './codecs/register.ts'
import type { ElementName } from './element-type.ts'

export type ChunkValues =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array

/** One whole chunk as decoded: element (row, column) is at row * stride[0] + column * stride[1]. */
export interface DecodedChunk {
  /** Halves (float16) come as their bits, in a Uint16Array. */
  readonly data: ChunkValues
  readonly stride: readonly [number, number]
}

/**
 * The codec chain of an array, run by zarrita on bytes that were read before: reading and decoding are timed,
 * checked and named apart. Throws Error with the reason when the bytes cannot be decoded or have a wrong length.
 */
export function createChunkDecoder(metadata: ArrayMetadata): (bytes: Uint8Array) => Promise<DecodedChunk> {
  registerOwnCodecs()
  const { chunkShape, element } = metadata
  const array = new ZarrArray<StoredName, BytesStore>(BYTES_STORE, '/', {
    zarr_format: 3,
    node_type: 'array',
    shape: [...chunkShape],
    data_type: storedName(element.name),
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [...chunkShape] } },
    chunk_key_encoding: { name: 'default' },
    codecs: zarritaCodecs(metadata),
    fill_value: null,
    attributes: {},
  })
  return async (bytes) => {
    const options: GivenBytes = { bytes }
    const chunk = await array.getChunk([0, 0], options).catch((error: unknown) => {
      throw rootCause(error)
    })
    const [row, column] = chunk.stride
    if (row === undefined || column === undefined) throw new Error('a chunk without strides')
    return { data: chunk.data, stride: [row, column] }
  }
}

type StoredName = Exclude<ElementName, 'float16'>

/** Not every engine has Float16Array; the bits pass through as integers. */
function storedName(name: ElementName): StoredName {
  return name === 'float16' ? 'uint16' : name
}

function zarritaCodecs(metadata: ArrayMetadata): { name: string; configuration: Record<string, unknown> }[] {
  const endian = metadata.element.isBigEndian ? 'big' : 'little'
  const expectedBytes = metadata.chunkShape[0] * metadata.chunkShape[1] * metadata.element.bytes
  const arrayCodecs = metadata.codecs.filter((codec) => isArrayCodec(codec))
  const byteCodecs = metadata.codecs.filter((codec) => !isArrayCodec(codec))
  return [
    ...arrayCodecs.map(zarritaCodec),
    { name: 'bytes', configuration: { endian } },
    // zarrita cuts off a part of an element without a word.
    { name: EXACT_LENGTH, configuration: { expectedBytes } },
    ...byteCodecs.map(zarritaCodec),
  ]
}

function isArrayCodec({ name }: CodecStep): boolean {
  return name === 'transpose' || name === 'delta'
}

function zarritaCodec({ name, configuration }: CodecStep): { name: string; configuration: Record<string, unknown> } {
  const own = OWN_CODECS.includes(name) ? ownCodecName(name) : undefined
  return { name: own ?? (name === 'transpose' ? name : `numcodecs.${name}`), configuration: { ...configuration } }
}

interface GivenBytes {
  readonly signal?: AbortSignal
  readonly bytes: Uint8Array
}

/** A store whose only value is what the caller of getChunk brings along. */
const BYTES_STORE = {
  async get(_key: string, options?: object): Promise<Uint8Array | undefined> {
    return options !== undefined && 'bytes' in options && options.bytes instanceof Uint8Array
      ? options.bytes
      : undefined
  },
}
type BytesStore = typeof BYTES_STORE

/** zarrita wraps an error of a codec; a SeisError inside says it better. */
function rootCause(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined
  if (isSeisError(cause) || cause instanceof WrongLength) return cause
  return cause instanceof Error && error instanceof Error && 'codec' in error
    ? new Error(`${String(error.codec).replace(/^(seisproc|numcodecs)\./, '')}: ${cause.message}`, { cause })
    : error
}
