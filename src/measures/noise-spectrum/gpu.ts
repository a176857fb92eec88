import { rootsOfUnity } from '../../dsp/lane-fft.ts'
import type { BufferSlice } from '../../gpu/recorder.ts'
import { tileSlice } from '../../gpu/trace-tiles.ts'
import { columnSums } from '../column-sums.ts'
import type { RunOnGpu } from '../run-on-gpu.ts'
import type { SegmentPowers } from './reference.ts'
import { SEGMENT_BINS, SEGMENT_SAMPLES, segmentCount, segmentWindow } from './segments.ts'

const POWERS = { shader: 'measures/segment_powers.wgsl', sizes: { POINTS: SEGMENT_SAMPLES, BINS: SEGMENT_BINS } }

const SEGMENTS_PER_RUN = 8
/** A thread takes so many. */
const BINS_PER_ROW = 4
/** For the spectra of single traces; more traces go in several blocks. */
const BLOCK_BYTES = 2 ** 24

export const SPECTRUM_KERNELS = [POWERS] as const

/** Float32 values of the spectra: (of before, of what was removed) for each bin. */
export const SPECTRUM_VALUES = 2 * SEGMENT_BINS

/** Records the spectra of a run, summed over all segments and traces; what is returned will hold SPECTRUM_VALUES. */
export function recordPowers(run: RunOnGpu): BufferSlice {
  const { recorder, pool, tables, before, after, survey } = run
  const { nSamples } = before
  const nSegments = segmentCount(nSamples)
  const nRuns = Math.ceil(nSegments / SEGMENTS_PER_RUN)
  const slice = (floats: number, label: string): BufferSlice => {
    return { buffer: pool.acquire(4 * floats, label), bytes: 4 * floats }
  }
  const tableOf = (name: string, values: Float64Array): BufferSlice => ({
    buffer: tables.get({ key: `${name}/${SEGMENT_SAMPLES}`, values: Float32Array.from(values) }),
    bytes: 4 * values.length,
  })
  const window = tableOf('segment window', segmentWindow(SEGMENT_SAMPLES))
  const roots = tableOf('segment roots', rootsOfUnity(SEGMENT_SAMPLES))
  const blocks = blocksOf(run, Math.max(1, Math.floor(BLOCK_BYTES / (4 * SPECTRUM_VALUES * nRuns))))
  const byBlock = slice(SPECTRUM_VALUES * blocks.length, 'spectra by block')
  blocks.forEach(({ index, start, nTraces }, at) => {
    const source = before.tiles[index]!
    const powers = slice(SPECTRUM_VALUES * nTraces * nRuns, 'segment powers')
    recorder.dispatch({
      kernel: POWERS,
      params: {
        nTraces,
        nRows: (nRuns * SEGMENT_BINS) / BINS_PER_ROW,
        nSamples,
        nSegments,
        sourceTraces: source.nTraces,
        sourceStart: start,
      },
      bindings: [tileSlice(before, source), tileSlice(after, after.tiles[index]!), survey, window, roots, powers],
    })
    columnSums(run, powers, SPECTRUM_VALUES, { slice: byBlock, at: SPECTRUM_VALUES * at })
    pool.release(powers.buffer)
  })
  const sums = slice(SPECTRUM_VALUES, 'spectra')
  columnSums(run, byBlock, SPECTRUM_VALUES, { slice: sums, at: 0 })
  pool.release(byBlock.buffer)
  return sums
}

/** Of each tile, traces [start, start + nTraces), at most `mostTraces` at a time. */
function blocksOf({ before }: RunOnGpu, mostTraces: number) {
  return before.tiles.flatMap((tile, index) =>
    Array.from({ length: Math.ceil(tile.nTraces / mostTraces) }, (_, block) => {
      const start = block * mostTraces
      return { index, start, nTraces: Math.min(mostTraces, tile.nTraces - start) }
    }),
  )
}

/** What was recorded, in scaled units squared. */
export function readPowers(values: Float32Array): SegmentPowers {
  const every = (offset: number): Float64Array =>
    Float64Array.from({ length: SEGMENT_BINS }, (_, k) => values[2 * k + offset]!)
  return { before: every(0), removed: every(1) }
}
