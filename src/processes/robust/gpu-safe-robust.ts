import { N_CLASSES } from '../../dsp/power-histogram.ts'
import type { BufferSlice } from '../../gpu/recorder.ts'
import { recordBalance, recordLevels } from '../balance/gpu-balance.ts'
import type { GatherRecording, GatherShape, GpuFigures, PlannedTile } from '../gpu-process.ts'
import { ownTraces, tileParams } from '../gpu-tiles.ts'
import type { PlanPart } from '../plan-parts.ts'
import { recordTotals, TOTALS, traceWorkgroups } from '../risk/gpu-risk.ts'
import { recordQuantile } from '../wiener/gpu-noise.ts'
import { ITERATIONS, START_REACH } from './reaches.ts'

const BALANCED = { shader: 'robust/balanced.wgsl' } as const
const SPREADS = { shader: 'robust/running_spreads.wgsl' } as const
const MEDIAN = { shader: 'robust/running_median.wgsl' } as const
const CLIP = { shader: 'robust/clip.wgsl' } as const
const FACTORS = { shader: 'robust/level_factors.wgsl' } as const
const START = { shader: 'robust/start.wgsl' } as const
const LEVEL = { shader: 'robust/weighing_level.wgsl' } as const
const WEIGHTS = { shader: 'robust/weights.wgsl' } as const
const SHARES = { shader: 'robust/outlier_shares.wgsl' } as const

/** Samples of a thread of robust/running_median.wgsl. */
const MEDIAN_ROWS = 16

/** Runs of samples, as start.ts and weights.ts have them; beyond `clip` times their level residuals no longer raise theirs. */
const START_RUNS = { shortRun: 27, longRun: 81, clip: 0 }
const WEIGHT_RUNS = { shortRun: 13, longRun: 27, clip: 6 }
const START_STRETCH = 81
const WEIGHT_STRETCH = 101

/** A method against random noise, on the GPU. */
export interface GpuRobustMethod {
  /** Finds the noise in a plane. Returns the frames that it is known in (shared/patch_shape.wgsl), and of each bin (power, -). */
  noise(plane: string): { readonly shape: BufferSlice; readonly noise: BufferSlice }
  /** What the method makes of a plane, into another. */
  filter(input: string, output: string): void
}

/** What the robust mode needs beside its method. `factors` and what they are found with are another part's (balancePart). */
export function robustPart({ nSamples, nTraces }: GatherShape): PlanPart {
  const ofSamples = ['samples', 'result', 'residual', 'medians', 'residual floor', 'weights']
  return {
    buffers: [
      ...ofSamples.map((name) => ({ name, bytesPerTrace: 4 * nSamples, isKept: false })),
      { name: 'spreads', bytesPerTrace: 8 * nSamples, isKept: false },
    ],
    gatherBuffers: [
      { name: 'counts', bytes: 4 * N_CLASSES, isKept: false },
      { name: 'judged levels', bytes: 4 * nTraces, isKept: false },
      { name: 'median power', bytes: 8, isKept: false },
      { name: 'weighing', bytes: 12, isKept: false },
      { name: 'outlier shares', bytes: 4 * nTraces, isKept: false },
    ],
    planes: ['cleaned', 'floor', 'filtered', 'mask'],
    haloTraces: START_REACH,
    tileStep: 1,
    kernels: [BALANCED, SPREADS, MEDIAN, CLIP, FACTORS, START, LEVEL, WEIGHTS, SHARES, TOTALS],
  }
}

/**
 * A method made safe from erratic noise, safe-robust.ts: `input` -> plane `to`. The last weights are left in plane `mask`,
 * what the method got last in plane `cleaned`, in `factors` what balances the traces, and among the figures, from `shareAt`, the share
 * of samples that were outliers.
 */
export function recordSafeRobust(
  recording: GatherRecording,
  isBalanced: boolean,
  method: GpuRobustMethod,
  { to, shareAt }: { readonly to: 'filtered' | 'output'; readonly shareAt: number },
): void {
  recordLevelFactors(recording, isBalanced)
  recordStart(recording)
  const spectrum = method.noise('cleaned')
  for (let i = 0; i < ITERATIONS; i++) {
    method.filter('cleaned', 'filtered')
    recordWeights(recording, spectrum, i)
  }
  recordTotals(recording, 'outlier shares', 1, { to: recording.figures!, at: shareAt })
  method.filter('cleaned', to)
}

/** What a step finds out that is a method made safe; `usualK`: what it goes by where it leaves k open. */
export function robustFigures(usualK?: number): GpuFigures {
  const k = usualK === undefined ? {} : { k: usualK }
  return { nValues: 1, read: ([outlierShare]) => ({ ...k, outlierShare: outlierShare! }) }
}

/** `input` -> `factors`, as levels.ts has them. */
function recordLevelFactors(recording: GatherRecording, isBalanced: boolean): void {
  const { plan, recorder, buffer, tileBuffer, take } = recording
  const { nSamples, nTraces } = plan.shape
  // Which traces are live.
  recordBalance(recording, false)
  for (const tile of plan.tiles) {
    take('input', tile, 'samples')
    recordBalanced(recording, tile, { isFiltered: false, isCounted: false })
    recordSpreads(recording, tile, { ...START_RUNS, longRun: START_RUNS.shortRun })
    recorder.dispatch({
      kernel: CLIP,
      params: { ...tileParams(recording, tile), ...ownTraces(tile), nRows: nSamples },
      bindings: [
        tileBuffer(tile, 'residual'),
        tileBuffer(tile, 'spreads'),
        buffer('factors'),
        tileBuffer(tile, 'result'),
      ],
    })
    recordLevels(recording, tile, 'result')
  }
  recorder.dispatch({
    kernel: FACTORS,
    params: { nTraces, firstTrace: 0, gatherTraces: nTraces, isBalanced: Number(isBalanced) },
    bindings: [buffer('levels'), buffer('judged levels'), buffer('factors')],
    workgroups: [1, 1, 1],
  })
}

/** `input` -> planes `cleaned` and `floor`, as start.ts has them. */
function recordStart(recording: GatherRecording): void {
  const { plan, recorder, buffer, tileBuffer, take, put } = recording
  for (const tile of plan.tiles) {
    take('input', tile, 'samples')
    recordBalanced(recording, tile, { isFiltered: false, isCounted: false })
    recordSpreads(recording, tile, START_RUNS)
    recordMedians(recording, tile, START_STRETCH)
    recorder.dispatch({
      kernel: START,
      params: { ...tileParams(recording, tile), ...ownTraces(tile), nRows: plan.shape.nSamples },
      bindings: [
        tileBuffer(tile, 'residual'),
        tileBuffer(tile, 'spreads'),
        tileBuffer(tile, 'medians'),
        buffer('factors'),
        tileBuffer(tile, 'result'),
        tileBuffer(tile, 'residual floor'),
      ],
    })
    put(tile, 'result', 'cleaned')
    put(tile, 'residual floor', 'floor')
  }
}

/** `input` and planes `filtered` and `floor` -> planes `cleaned` and `mask`, as weights.ts has them. */
function recordWeights(
  recording: GatherRecording,
  { shape, noise }: ReturnType<GpuRobustMethod['noise']>,
  iteration: number,
): void {
  const { plan, recorder, buffer, tileBuffer, take, put } = recording
  const [median, weighing] = [buffer('median power'), buffer('weighing')]
  const recordResidual = (tile: PlannedTile, isCounted: boolean) => {
    take('input', tile, 'samples')
    take('filtered', tile, 'result')
    recordBalanced(recording, tile, { isFiltered: true, isCounted })
  }
  recordQuantile(recording, shape, { nBins: 1, quantile: 0.5, unit: 1, to: median }, () => {
    for (const tile of plan.tiles) recordResidual(tile, true)
  })
  recorder.dispatch({
    kernel: LEVEL,
    params: { nTraces: plan.shape.nTraces, isFirst: Number(iteration === 0) },
    bindings: [shape, noise, median, weighing],
    workgroups: [1, 1, 1],
  })
  for (const tile of plan.tiles) {
    // Those of the only tile are there.
    if (plan.tiles.length > 1) recordResidual(tile, false)
    take('floor', tile, 'residual floor')
    recordSpreads(recording, tile, WEIGHT_RUNS)
    recordMedians(recording, tile, WEIGHT_STRETCH)
    recorder.dispatch({
      kernel: WEIGHTS,
      params: { ...tileParams(recording, tile), ...ownTraces(tile), nRows: plan.shape.nSamples },
      bindings: [
        tileBuffer(tile, 'residual'),
        tileBuffer(tile, 'spreads'),
        tileBuffer(tile, 'medians'),
        tileBuffer(tile, 'residual floor'),
        buffer('factors'),
        weighing,
        tileBuffer(tile, 'weights'),
        tileBuffer(tile, 'result'),
      ],
    })
    put(tile, 'result', 'cleaned')
    put(tile, 'weights', 'mask')
    if (iteration === ITERATIONS - 1) recordShares(recording, tile)
  }
}

/** `weights` of a tile -> its traces' part of `outlier shares`. */
function recordShares(recording: GatherRecording, tile: PlannedTile): void {
  const { plan, recorder, buffer, tileBuffer } = recording
  recorder.dispatch({
    kernel: SHARES,
    params: { ...tileParams(recording, tile), ...ownTraces(tile), nSamples: plan.shape.nSamples },
    bindings: [tileBuffer(tile, 'weights'), buffer('outlier shares')],
    workgroups: traceWorkgroups(recording, tile),
  })
}

/** `samples` of a tile, less `result` if that was filtered from them -> balanced `residual`; its traces' into `counts`. */
function recordBalanced(
  recording: GatherRecording,
  tile: PlannedTile,
  { isFiltered, isCounted }: { readonly isFiltered: boolean; readonly isCounted: boolean },
): void {
  const { plan, recorder, buffer, tileBuffer } = recording
  const { nTraces, firstTrace } = tileParams(recording, tile)
  const { ownStart, ownEnd } = ownTraces(tile)
  recorder.dispatch({
    kernel: BALANCED,
    params: {
      nTraces,
      nRows: plan.shape.nSamples,
      firstTrace,
      isFiltered: Number(isFiltered),
      countStart: ownStart,
      countEnd: isCounted ? ownEnd : ownStart,
    },
    bindings: [
      tileBuffer(tile, 'samples'),
      tileBuffer(tile, 'result'),
      buffer('factors'),
      tileBuffer(tile, 'residual'),
      buffer('counts'),
    ],
  })
}

/** `residual` of a tile -> `spreads`. */
function recordSpreads({ plan, recorder, buffer, tileBuffer }: GatherRecording, tile: PlannedTile, runs: RunLengths) {
  recorder.dispatch({
    kernel: SPREADS,
    params: { nTraces: tile.haloEndTrace - tile.haloStartTrace, nRows: plan.shape.nSamples, ...runs },
    bindings: [
      tileBuffer(tile, 'residual'),
      tileBuffer(tile, 'residual floor'),
      buffer('weighing'),
      tileBuffer(tile, 'spreads'),
    ],
  })
}

type RunLengths = typeof START_RUNS

/** `residual` of a tile -> `medians`. */
function recordMedians({ plan, recorder, tileBuffer }: GatherRecording, tile: PlannedTile, run: number) {
  const { nSamples } = plan.shape
  const nTraces = tile.haloEndTrace - tile.haloStartTrace
  recorder.dispatch({
    kernel: MEDIAN,
    params: { nTraces, nRows: Math.ceil(nSamples / MEDIAN_ROWS), nSamples, run },
    bindings: [tileBuffer(tile, 'residual'), tileBuffer(tile, 'medians')],
  })
}
