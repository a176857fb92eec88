import type { ConstantTable } from '../gpu/constant-tables.ts'
import type { BufferSlice, PassRecorder } from '../gpu/recorder.ts'
import { type TraceTile, type TraceTiles, tileSlice } from '../gpu/trace-tiles.ts'
import type { TraceSlice } from '../processes/gpu-process.ts'

export const TAKE = { shader: 'gather/take.wgsl' } as const
export const PUT = { shader: 'gather/put.wgsl' } as const

/** In the place of a survey: samples are copied as they are, but for bad ones. */
export const UNIT_SURVEY: ConstantTable = { key: 'unit-survey', values: Uint32Array.of(0, 0, 0x3f800000, 0) }

/** Traces [startTrace, endTrace) of a gather in the buffer of a tile. */
export interface TileTraces extends TraceSlice {
  readonly startTrace: number
  readonly endTrace: number
}

/** Traces of a gather into a tile of `nRows` rows, scaled by the survey. */
export function recordTake(
  recorder: PassRecorder,
  input: TraceTiles,
  tile: TileTraces,
  nRows: number,
  survey: BufferSlice,
): void {
  for (const { block, start, nTraces } of spans(input, tile)) {
    recorder.dispatch({
      kernel: TAKE,
      params: { ...offsets(tile, block, start), nTraces, nRows, nSamples: input.nSamples },
      bindings: [tileSlice(input, block), survey, tile.slice],
    })
  }
}

/** Traces of a tile to where they belong in a gather, scaled back. */
export function recordPut(recorder: PassRecorder, tile: TileTraces, output: TraceTiles, survey: BufferSlice): void {
  for (const { block, start, nTraces } of spans(output, tile)) {
    recorder.dispatch({
      kernel: PUT,
      params: { ...offsets(tile, block, start), nTraces, nRows: output.nSamples },
      bindings: [tile.slice, survey, tileSlice(output, block)],
    })
  }
}

/** Traces [startTrace, endTrace) where they lie; null where they are not all in one buffer. */
export function traceSlice(tiles: TraceTiles, startTrace: number, endTrace: number): TraceSlice | null {
  const [span, ...others] = spans(tiles, { startTrace, endTrace })
  if (span === undefined || others.length > 0) return null
  return { slice: tileSlice(tiles, span.block), width: span.block.nTraces, offset: startTrace - span.block.startTrace }
}

function offsets(tile: TileTraces, block: TraceTile, start: number) {
  return {
    blockTraces: block.nTraces,
    blockOffset: start - block.startTrace,
    tileTraces: tile.width,
    tileOffset: tile.offset + start - tile.startTrace,
  }
}

/** The buffers that hold some of the traces, with the first trace and how many. */
function spans({ tiles }: TraceTiles, { startTrace, endTrace }: { startTrace: number; endTrace: number }) {
  return tiles.flatMap((block) => {
    const start = Math.max(block.startTrace, startTrace)
    const nTraces = Math.min(block.startTrace + block.nTraces, endTrace) - start
    return nTraces > 0 ? [{ block, start, nTraces }] : []
  })
}
