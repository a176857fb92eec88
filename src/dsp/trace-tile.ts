import type { TraceRows } from '../core/gather.ts'

/** Traces transposed at a time: 16 float32 are one cache line of the strided side. */
export const TILE_TRACES = 16

/** tile[t * nSamples + i] = sample i of trace startTrace + t, for traces [startTrace, endTrace). */
export function readTraceTile(block: TraceRows, startTrace: number, endTrace: number, tile: Float64Array): void {
  const { nSamples, nTraces, samples } = block
  const width = endTrace - startTrace
  for (let i = 0; i < nSamples; i++) {
    const row = i * nTraces + startTrace
    for (let t = 0; t < width; t++) tile[t * nSamples + i] = samples[row + t]!
  }
}

/** The inverse of readTraceTile: rounds to float32. */
export function writeTraceTile(tile: Float64Array, block: TraceRows, startTrace: number, endTrace: number): void {
  const { nSamples, nTraces, samples } = block
  const width = endTrace - startTrace
  for (let i = 0; i < nSamples; i++) {
    const row = i * nTraces + startTrace
    for (let t = 0; t < width; t++) samples[row + t] = tile[t * nSamples + i]!
  }
}

/** Calls `visit(startTrace, endTrace)` for [firstTrace, endTrace) in tiles of TILE_TRACES. */
export function forEachTile(
  firstTrace: number,
  endTrace: number,
  visit: (startTrace: number, endTrace: number) => void,
): void {
  for (let start = firstTrace; start < endTrace; start += TILE_TRACES) {
    visit(start, Math.min(endTrace, start + TILE_TRACES))
  }
}
