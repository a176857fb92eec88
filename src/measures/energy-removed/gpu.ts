import type { BufferPool } from '../../gpu/buffers.ts'
import type { BufferSlice, PassRecorder } from '../../gpu/recorder.ts'
import { type TraceTiles, tileSlice } from '../../gpu/trace-tiles.ts'

const BY_TRACE = { shader: 'measures/energy_by_trace.wgsl' } as const
const SUM_PAIRS = { shader: 'measures/sum_pairs.wgsl' } as const
const PAIRS_PER_RUN = 64

export const ENERGY_KERNELS = [BY_TRACE, SUM_PAIRS] as const

/**
 * Records the energy of before - after and of before; the returned 8 bytes will hold both, as float32. `survey` is
 * what gather/survey.wgsl found in `before`; `after` lies in tiles like those of `before`.
 */
export function recordEnergy(
  recorder: PassRecorder,
  pool: BufferPool,
  { before, survey }: { readonly before: TraceTiles; readonly survey: BufferSlice },
  after: TraceTiles,
): BufferSlice {
  let pairs: BufferSlice = { buffer: pool.acquire(8 * before.nTraces, 'energies'), bytes: 8 * before.nTraces }
  before.tiles.forEach((tile, index) => {
    recorder.dispatch({
      kernel: BY_TRACE,
      params: { nTraces: tile.nTraces, nRows: 1, nSamples: before.nSamples, firstTrace: tile.startTrace },
      bindings: [tileSlice(before, tile), tileSlice(after, after.tiles[index]!), survey, pairs],
    })
  })
  while (pairs.bytes > 8) {
    const nPairs = pairs.bytes / 8
    const nRuns = Math.ceil(nPairs / PAIRS_PER_RUN)
    const sums: BufferSlice = { buffer: pool.acquire(8 * nRuns, 'energy sums'), bytes: 8 * nRuns }
    recorder.dispatch({ kernel: SUM_PAIRS, params: { nTraces: nRuns, nRows: 1, nPairs }, bindings: [pairs, sums] })
    pool.release(pairs.buffer)
    pairs = sums
  }
  return pairs
}

/** The two energies as a percentage; null when there was nothing to remove. */
export function percentOf([removed, total]: Float32Array): number | null {
  return removed === undefined || total === undefined || total === 0 ? null : (100 * removed) / total
}
