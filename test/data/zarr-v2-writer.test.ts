// Plan: metadata is what zarr-python writes for such an array (key by key); keys are '.'-separated;
// every codec's bytes decode back to the same samples bit for bit, and compressors make compressible data smaller.
import Blosc from 'numcodecs/blosc'
import LZ4 from 'numcodecs/lz4'
import Zstd from 'numcodecs/zstd'
import { describe, expect, it } from 'vitest'
import { CHUNK_CODECS, encodeChunk, v2ArrayMetadata, v2ChunkKey } from '../../src/data/zarr-v2-writer.ts'

const DECODERS = { blosc: Blosc, lz4: LZ4, zstd: Zstd }

describe('zarr v2 writer', () => {
  it('writes the metadata of the original layout', () => {
    const bytes = v2ArrayMetadata({
      nSamples: 1600,
      nTraces: 2500,
      chunkSamples: 1600,
      chunkTraces: 1000,
      compressor: 'none',
    })
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual({
      chunks: [1600, 1000],
      compressor: null,
      dtype: '<f4',
      fill_value: 0,
      filters: null,
      order: 'C',
      shape: [1600, 2500],
      zarr_format: 2,
    })
  })

  it('names chunks by sample and trace chunk', () => {
    expect(v2ChunkKey(0, 12)).toBe('0.12')
  })

  it.each(CHUNK_CODECS)('%s decodes back bit for bit', async (compressor) => {
    const samples = Float32Array.from({ length: 3000 }, (_, i) => Math.fround(Math.sin(i / 50)) * (i % 7 === 0 ? 0 : 1))
    samples[5] = Number.NaN
    const encoded = await encodeChunk(samples, compressor)
    const raw = new Uint8Array(samples.buffer)
    if (compressor === 'none') {
      expect(encoded.buffer).toBe(samples.buffer)
      return
    }
    const decoded = await DECODERS[compressor].fromConfig({ id: compressor }).decode(encoded)
    expect(Buffer.compare(Buffer.from(decoded), Buffer.from(raw))).toBe(0)
    expect((await encodeChunk(new Float32Array(3000), compressor)).length).toBeLessThan(1000)
  })
})
