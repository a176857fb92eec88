import type { TraceBlock } from '../core/gather.ts'

/** Traces transposed at a time: 16 float32 are one cache line of the strided side. */
export const TILE_TRACES = 16

/** tile[t * nSamples + i] = sample i of trace startTrace + t, for traces [startTrace, endTrace). */
export function readTraceTile(block: TraceBlock, startTrace: number, endTrace: number, tile: Float64Array): void {
  const { nSamples, nTraces, samples } = block
  const width = endTrace - startTrace
  for (let i = 0; i < nSamples; i++) {
    const row = i * nTraces + startTrace
    for (let t = 0; t < width; t++) tile[t * nSamples + i] = samples[row + t]!
  }
}

/** The inverse of readTraceTile: rounds to float32. */
export function writeTraceTile(tile: Float64Array, block: TraceBlock, startTrace: number, endTrace: number): void {
  const { nSamples, nTraces, samples } = block
  const width = endTrace - startTrace
  for (let i = 0; i < nSamples; i++) {
    const row = i * nTraces + startTrace
    for (let t = 0; t < width; t++) samples[row + t] = tile[t * nSamples + i]!
  }
}

/** Calls `visit(startTrace, endTrace)` for [0, nTraces) in tiles of TILE_TRACES. */
export function forEachTile(nTraces: number, visit: (startTrace: number, endTrace: number) => void): void {
  for (let start = 0; start < nTraces; start += TILE_TRACES) visit(start, Math.min(nTraces, start + TILE_TRACES))
}
