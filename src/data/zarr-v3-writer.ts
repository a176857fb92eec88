/**
 * Zarr v3 arrays of float32 samples: shape (n_samples, n_traces), C order, '/' keys, a checksum (crc32c) in every chunk;
 * several chunks in a file where they are sharded. Sources: Zarr core specification 3.0, its codecs, and ZEP 2 for shards.
 */
import { crc32c } from './zarr/codecs/crc32c.ts'
import { encodeChunk } from './zarr-v2-writer.ts'

export type V3Codec = 'none' | 'lz4' | 'zstd'

export interface V3ArrayShape {
  readonly nSamples: number
  readonly nTraces: number
  /** Of a file. */
  readonly chunkSamples: number
  readonly chunkTraces: number
  /** Chunks of a file, along the traces; 1 without shards. */
  readonly chunksPerShard: number
  readonly codec: V3Codec
}

/** lz4 has no codec of its own in Zarr v3: it comes in frames of blosc. */
const COMPRESSORS = {
  none: null,
  lz4: {
    name: 'blosc',
    configuration: { typesize: 4, cname: 'lz4', clevel: 5, shuffle: 'shuffle', blocksize: 0 },
  },
  zstd: { name: 'zstd', configuration: { level: 1, checksum: false } },
} as const

const LITTLE_ENDIAN = { name: 'bytes', configuration: { endian: 'little' } } as const
const CHECKSUM = { name: 'crc32c' } as const
const CHECKSUM_BYTES = 4
/** Offset and length of a chunk that is not in its shard. */
const ABSENT = 2n ** 64n - 1n

/** The bytes of `zarr.json`. */
export function v3ArrayMetadata(shape: V3ArrayShape): Uint8Array<ArrayBuffer> {
  const { nSamples, nTraces, chunkSamples, chunkTraces, chunksPerShard, codec } = shape
  const compressor = COMPRESSORS[codec]
  const chunkCodecs = [LITTLE_ENDIAN, ...(compressor === null ? [] : [compressor]), CHECKSUM]
  const sharding = {
    name: 'sharding_indexed',
    configuration: {
      chunk_shape: [chunkSamples, chunkTraces / chunksPerShard],
      codecs: chunkCodecs,
      index_codecs: [LITTLE_ENDIAN, CHECKSUM],
      index_location: 'end',
    },
  }
  const metadata = {
    zarr_format: 3,
    node_type: 'array',
    shape: [nSamples, nTraces],
    data_type: 'float32',
    chunk_grid: { name: 'regular', configuration: { chunk_shape: [chunkSamples, chunkTraces] } },
    chunk_key_encoding: { name: 'default', configuration: { separator: '/' } },
    fill_value: 0,
    codecs: chunksPerShard > 1 ? [sharding] : chunkCodecs,
    dimension_names: ['sample', 'trace'],
    attributes: {},
  }
  return new TextEncoder().encode(`${JSON.stringify(metadata, null, 2)}\n`)
}

/** The path of a chunk below its array, such as `c/0/12`. */
export function v3ChunkKey(sampleChunk: number, traceChunk: number): string {
  return `c/${sampleChunk}/${traceChunk}`
}

/**
 * A file's samples (chunkSamples x chunkTraces in C order, edges padded) as stored bytes; of a shard, chunks that begin at
 * or after trace `tracesThere` are left out.
 */
export async function encodeV3(
  samples: Float32Array<ArrayBuffer>,
  { chunkSamples, chunkTraces, chunksPerShard, codec }: V3ArrayShape,
  tracesThere: number,
): Promise<Uint8Array<ArrayBuffer>> {
  if (chunksPerShard === 1) return encodeWithChecksum(samples, codec)
  const width = chunkTraces / chunksPerShard
  const chunks: Uint8Array<ArrayBuffer>[] = []
  for (let first = 0; first < Math.min(chunkTraces, tracesThere); first += width) {
    chunks.push(await encodeWithChecksum(takeTraces(samples, chunkSamples, chunkTraces, first, width), codec))
  }
  return joined([...chunks, shardIndex(chunks, chunksPerShard)])
}

async function encodeWithChecksum(
  samples: Float32Array<ArrayBuffer>,
  codec: V3Codec,
): Promise<Uint8Array<ArrayBuffer>> {
  return withChecksum(await encodeChunk(samples, codec === 'lz4' ? 'blosc' : codec))
}

function takeTraces(
  samples: Float32Array<ArrayBuffer>,
  nRows: number,
  nTraces: number,
  first: number,
  width: number,
): Float32Array<ArrayBuffer> {
  const taken = new Float32Array(nRows * width)
  for (let row = 0; row < nRows; row++) {
    taken.set(samples.subarray(row * nTraces + first, row * nTraces + first + width), row * width)
  }
  return taken
}

/** Where each chunk lies, from the start of the shard: it is the last thing in it. */
function shardIndex(chunks: readonly Uint8Array<ArrayBuffer>[], nChunks: number): Uint8Array<ArrayBuffer> {
  const index = new DataView(new ArrayBuffer(16 * nChunks))
  let offset = 0
  for (let i = 0; i < nChunks; i++) {
    const length = chunks[i]?.length
    index.setBigUint64(16 * i, length === undefined ? ABSENT : BigInt(offset), true)
    index.setBigUint64(16 * i + 8, length === undefined ? ABSENT : BigInt(length), true)
    offset += length ?? 0
  }
  return withChecksum(new Uint8Array(index.buffer))
}

function withChecksum(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const checksum = new Uint8Array(CHECKSUM_BYTES)
  new DataView(checksum.buffer).setUint32(0, crc32c(bytes), true)
  return joined([bytes, checksum])
}

function joined(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
