/**
 * Zarr v2 arrays of float32 samples, as the original writes them: shape (n_samples, n_traces), C order, '.' keys,
 * edge chunks stored full-size, fill value 0. Source: Zarr storage specification 2.
 */
import { SeisError } from '../core/errors.ts'
import { ownBytes } from './folders/own-bytes.ts'

/** How a chunk is stored; `none` is what the original writes and reads. */
export type ChunkCodec = 'none' | 'blosc' | 'zstd' | 'lz4'

export const CHUNK_CODECS: readonly ChunkCodec[] = ['none', 'blosc', 'zstd', 'lz4']

export interface V2ArrayShape {
  readonly nSamples: number
  readonly nTraces: number
  readonly chunkSamples: number
  readonly chunkTraces: number
  readonly compressor: ChunkCodec
}

/** numcodecs' configuration of each codec, as it stands in `.zarray`. */
const COMPRESSORS = {
  none: null,
  blosc: { id: 'blosc', cname: 'lz4', clevel: 5, shuffle: 1, blocksize: 0 },
  zstd: { id: 'zstd', level: 1 },
  lz4: { id: 'lz4', acceleration: 1 },
} as const

/** The bytes of `.zarray`. */
export function v2ArrayMetadata(shape: V2ArrayShape): Uint8Array<ArrayBuffer> {
  const metadata = {
    chunks: [shape.chunkSamples, shape.chunkTraces],
    compressor: COMPRESSORS[shape.compressor],
    dtype: '<f4',
    fill_value: 0,
    filters: null,
    order: 'C',
    shape: [shape.nSamples, shape.nTraces],
    zarr_format: 2,
  }
  return new TextEncoder().encode(`${JSON.stringify(metadata, null, 4)}\n`)
}

/** The file name of a chunk, such as `0.12`. */
export function v2ChunkKey(sampleChunk: number, traceChunk: number): string {
  return `${sampleChunk}.${traceChunk}`
}

/**
 * A full chunk (chunkSamples x chunkTraces in C order, edges padded) as stored bytes.
 * With `none` the bytes are a view of `samples`, not a copy.
 */
export async function encodeChunk(
  samples: Float32Array<ArrayBuffer>,
  compressor: ChunkCodec,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength)
  const codec = await loadCodec(compressor)
  if (codec === null) return bytes
  const encoded = await codec.encode(bytes)
  if (encoded.length === 0) throw new SeisError('internal', `${compressor} encoded a chunk to nothing`)
  // A codec may answer with a view of its own (shared, growing) wasm memory.
  return ownBytes(encoded)
}

interface Codec {
  encode(data: Uint8Array): Uint8Array | Promise<Uint8Array>
}

const loadedCodecs = new Map<ChunkCodec, Promise<Codec | null>>()

function loadCodec(compressor: ChunkCodec): Promise<Codec | null> {
  const known = loadedCodecs.get(compressor)
  if (known) return known
  const loading = importCodec(compressor)
  loadedCodecs.set(compressor, loading)
  return loading
}

async function importCodec(compressor: ChunkCodec): Promise<Codec | null> {
  switch (compressor) {
    case 'none':
      return null
    case 'blosc':
      return (await import('numcodecs/blosc')).default.fromConfig(COMPRESSORS.blosc)
    case 'zstd':
      return (await import('numcodecs/zstd')).default.fromConfig(COMPRESSORS.zstd)
    case 'lz4':
      return (await import('numcodecs/lz4')).default.fromConfig(COMPRESSORS.lz4)
  }
}
