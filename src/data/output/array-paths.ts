import type { OutputArray } from '../../core/sink.ts'
import { v2ChunkKey } from '../zarr-v2-writer.ts'

/** Where each output array stands in the folder, as the original names them. */
export const ARRAY_PATHS: Readonly<Record<OutputArray, string>> = { processed: 'traces.zarr', noise: 'noise.zarr' }

export function chunkPath(array: OutputArray, sampleBlock: number, traceBlock: number): string {
  return `${ARRAY_PATHS[array]}/${v2ChunkKey(sampleBlock, traceBlock)}`
}
