import type { BufferSlice } from '../../gpu/recorder.ts'
import { tileSlice } from '../../gpu/trace-tiles.ts'
import { columnSums } from '../column-sums.ts'
import type { RunOnGpu } from '../run-on-gpu.ts'
import { SILENCE } from '../silence.ts'
import { LAGS } from './lags.ts'

const PRODUCTS = { shader: 'measures/neighbour_products.wgsl' } as const
const COHERENCE = { shader: 'measures/pair_coherence.wgsl' } as const

export const COHERENCE_KERNELS = [PRODUCTS, COHERENCE] as const

const SAMPLES_PER_RUN = 64

/**
 * Records the lateral coherence of what a run removed; the returned 8 bytes will hold the sum over the pairs of traces that
 * count, and their number, as float32. `energies`: of each trace, as measures/energy_by_trace.wgsl.
 */
export function recordCoherence(run: RunOnGpu, energies: BufferSlice): BufferSlice {
  const { recorder, pool, before, after, survey } = run
  const { nSamples, nTraces } = before
  const slice = (floats: number, label: string): BufferSlice => {
    return { buffer: pool.acquire(4 * floats, label), bytes: 4 * floats }
  }
  const products = slice(LAGS * nTraces, 'neighbour products')
  before.tiles.forEach((tile, index) => {
    const nRows = Math.ceil(nSamples / SAMPLES_PER_RUN)
    const byRun = slice(LAGS * nRows * tile.nTraces, 'products by run')
    const beside = before.tiles[index + 1]
    const [next, nextAfter] = [beside ?? tile, after.tiles[index + 1] ?? after.tiles[index]!]
    const [own, others] = [
      [tileSlice(before, tile), tileSlice(after, after.tiles[index]!)],
      [tileSlice(before, next), tileSlice(after, nextAfter)],
    ]
    recorder.dispatch({
      kernel: PRODUCTS,
      params: { nTraces: tile.nTraces, nRows, nSamples, nextTraces: beside?.nTraces ?? 0 },
      bindings: [...own, ...others, survey, byRun],
    })
    columnSums(run, byRun, LAGS * tile.nTraces, { slice: products, at: LAGS * tile.startTrace })
    pool.release(byRun.buffer)
  })
  const coherences = slice(2 * nTraces, 'coherences')
  const params = { nTraces, nRows: 1, silence: SILENCE }
  recorder.dispatch({ kernel: COHERENCE, params, bindings: [products, energies, coherences] })
  const sums = slice(2, 'coherence')
  columnSums(run, coherences, 2, { slice: sums, at: 0 })
  pool.release(products.buffer)
  pool.release(coherences.buffer)
  return sums
}
