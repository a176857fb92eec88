import { ORIGINAL_LAYOUT, type OutputLayout } from '../../core/batch.ts'
import type { BatchJob, ChunkGrid, OutputArray, OutputChunk } from '../../core/sink.ts'
import { encodeChunk, v2ArrayMetadata, v2ChunkKey } from '../zarr-v2-writer.ts'
import { encodeV3, v3ArrayMetadata, v3ChunkKey } from '../zarr-v3-writer.ts'

/** Where each output array stands in the folder, as the original names them. */
export const ARRAY_PATHS: Readonly<Record<OutputArray, string>> = { processed: 'traces.zarr', noise: 'noise.zarr' }

export interface StoredFile {
  readonly path: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** How the arrays of an output are described, and their chunks named and encoded. */
export interface StoredArrays {
  metadata(array: OutputArray): readonly StoredFile[]
  chunkPath(array: OutputArray, sampleBlock: number, traceBlock: number): string
  encode(chunk: OutputChunk): Promise<Uint8Array<ArrayBuffer>>
}

/** By the layout that was asked for. */
export function storedArrays({ request, grid }: Pick<BatchJob, 'request' | 'grid'>): StoredArrays {
  const layout = request.layout ?? ORIGINAL_LAYOUT
  return layout.zarrFormat === 2 ? inV2(grid, layout) : inV3(grid, layout)
}

function inV2(grid: ChunkGrid, { codec }: OutputLayout): StoredArrays {
  const attributes = new TextEncoder().encode(
    `${JSON.stringify({ _ARRAY_DIMENSIONS: ['sample', 'trace'] }, null, 2)}\n`,
  )
  return {
    metadata: (array) => [
      { path: `${ARRAY_PATHS[array]}/.zarray`, bytes: v2ArrayMetadata({ ...grid, compressor: codec }) },
      { path: `${ARRAY_PATHS[array]}/.zattrs`, bytes: attributes },
    ],
    chunkPath: (array, sampleBlock, traceBlock) => `${ARRAY_PATHS[array]}/${v2ChunkKey(sampleBlock, traceBlock)}`,
    encode: ({ samples }) => encodeChunk(samples, codec),
  }
}

function inV3(grid: ChunkGrid, { codec, chunksPerShard }: OutputLayout): StoredArrays {
  const shape = { ...grid, codec, chunksPerShard }
  return {
    metadata: (array) => [{ path: `${ARRAY_PATHS[array]}/zarr.json`, bytes: v3ArrayMetadata(shape) }],
    chunkPath: (array, sampleBlock, traceBlock) => `${ARRAY_PATHS[array]}/${v3ChunkKey(sampleBlock, traceBlock)}`,
    encode: ({ samples, traceBlock }) => encodeV3(samples, shape, grid.nTraces - traceBlock * grid.chunkTraces),
  }
}
