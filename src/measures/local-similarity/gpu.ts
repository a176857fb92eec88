import type { BufferSlice } from '../../gpu/recorder.ts'
import { type TraceTile, tileSlice } from '../../gpu/trace-tiles.ts'
import { columnSums } from '../column-sums.ts'
import type { RunOnGpu } from '../run-on-gpu.ts'
import { SILENCE } from '../silence.ts'
import { CELL_SAMPLES, cellCount, TIME_WEIGHTS, TRACE_REACH, TRACE_WEIGHTS } from './cells.ts'

const CELLS = { shader: 'measures/similarity_cells.wgsl' } as const
const TIME_MEANS = { shader: 'measures/similarity_time_means.wgsl' } as const
const SIMILARITY = { shader: 'measures/similarity.wgsl' } as const

export const SIMILARITY_KERNELS = [CELLS, TIME_MEANS, SIMILARITY] as const

const BYTES_PER_CELL = 16

/**
 * Records the local similarity of a run, whose `energies` were recorded before; the returned 4 bytes will hold its sum over
 * all live samples, as float32. Tile by tile, each with as many of its neighbours' traces as the mean reaches.
 */
export function recordSimilarity(run: RunOnGpu, energies: BufferSlice): BufferSlice {
  const { pool, before } = run
  const bytes = 4 * before.nTraces
  const byTrace: BufferSlice = { buffer: pool.acquire(bytes, 'similarities'), bytes }
  for (const tile of before.tiles) recordTile(run, tile, energies, byTrace)
  const sum: BufferSlice = { buffer: pool.acquire(4, 'similarity'), bytes: 4 }
  columnSums(run, byTrace, 1, { slice: sum, at: 0 })
  pool.release(byTrace.buffer)
  return sum
}

function recordTile(run: RunOnGpu, tile: TraceTile, energies: BufferSlice, byTrace: BufferSlice): void {
  const { recorder, pool, tables, before } = run
  const nRows = cellCount(before.nSamples)
  const firstCell = Math.max(0, tile.startTrace - TRACE_REACH)
  const cellTraces = Math.min(before.nTraces, tile.startTrace + tile.nTraces + TRACE_REACH) - firstCell
  const ofCells = (label: string): BufferSlice => {
    const bytes = BYTES_PER_CELL * nRows * cellTraces
    return { buffer: pool.acquire(bytes, label), bytes }
  }
  const weights = (values: Float64Array): BufferSlice => ({
    buffer: tables.get({ key: `similarity/${values.length}`, values: Float32Array.from(values) }),
    bytes: 4 * values.length,
  })
  const cells = ofCells('similarity cells')
  recordCells(run, cells, firstCell, cellTraces)
  const means = ofCells('similarity means')
  const params = { nTraces: cellTraces, nRows }
  recorder.dispatch({ kernel: TIME_MEANS, params, bindings: [cells, weights(TIME_WEIGHTS), means] })
  const { nTraces, startTrace } = tile
  const values: BufferSlice = { buffer: cells.buffer, bytes: 4 * nRows * nTraces }
  recorder.dispatch({
    kernel: SIMILARITY,
    params: {
      nTraces,
      nRows,
      firstTrace: startTrace,
      gatherTraces: before.nTraces,
      meanTraces: cellTraces,
      firstMean: firstCell,
      silence: SILENCE * CELL_SAMPLES,
    },
    bindings: [means, weights(TRACE_WEIGHTS), energies, values],
  })
  columnSums(run, values, nTraces, { slice: byTrace, at: startTrace })
  pool.release(cells.buffer)
  pool.release(means.buffer)
}

/** Fills cells of the traces [firstCell, firstCell + cellTraces) of the gather, from all tiles that have some of them. */
function recordCells(run: RunOnGpu, cells: BufferSlice, firstCell: number, cellTraces: number): void {
  const { recorder, before, after, survey } = run
  before.tiles.forEach((source, index) => {
    const start = Math.max(source.startTrace, firstCell)
    const end = Math.min(source.startTrace + source.nTraces, firstCell + cellTraces)
    if (start >= end) return
    recorder.dispatch({
      kernel: CELLS,
      params: {
        nTraces: end - start,
        nRows: cellCount(before.nSamples),
        nSamples: before.nSamples,
        sourceTraces: source.nTraces,
        sourceStart: start - source.startTrace,
        cellTraces,
        cellStart: start - firstCell,
      },
      bindings: [tileSlice(before, source), tileSlice(after, after.tiles[index]!), survey, cells],
    })
  })
}
