import type { BufferSlice } from '../../gpu/recorder.ts'
import { tileSlice } from '../../gpu/trace-tiles.ts'
import { columnSums } from '../column-sums.ts'
import type { RunOnGpu } from '../run-on-gpu.ts'
import type { RunEnergies } from './reference.ts'

const BY_TRACE = { shader: 'measures/energy_by_trace.wgsl' } as const

export const ENERGY_KERNELS = [BY_TRACE] as const

const COLUMNS = 4

/** Energies as float32, four together: as measures/energy_by_trace.wgsl. */
export interface RecordedEnergies {
  readonly byTrace: BufferSlice
  /** Over the gather, 16 bytes. */
  readonly sums: BufferSlice
}

export function recordEnergies(run: RunOnGpu): RecordedEnergies {
  const { recorder, pool, before, after, survey } = run
  const bytes = 4 * COLUMNS * before.nTraces
  const byTrace: BufferSlice = { buffer: pool.acquire(bytes, 'energies'), bytes }
  before.tiles.forEach((tile, index) => {
    recorder.dispatch({
      kernel: BY_TRACE,
      params: { nTraces: tile.nTraces, nRows: 1, nSamples: before.nSamples, firstTrace: tile.startTrace },
      bindings: [tileSlice(before, tile), tileSlice(after, after.tiles[index]!), survey, byTrace],
    })
  })
  const sums: BufferSlice = { buffer: pool.acquire(4 * COLUMNS, 'energy sums'), bytes: 4 * COLUMNS }
  columnSums(run, byTrace, COLUMNS, { slice: sums, at: 0 })
  return { byTrace, sums }
}

/** What was recorded, in scaled units squared. */
export function readEnergies([removed, before, after, nLive]: Float32Array): RunEnergies {
  return { removed: removed!, before: before!, after: after!, nLive: nLive! }
}
