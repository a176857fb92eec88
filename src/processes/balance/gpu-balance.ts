import { foldedWorkgroups } from '../../gpu/recorder.ts'
import type { GatherRecording, GatherShape, PlannedTile } from '../gpu-process.ts'
import { ownTraces, tileParams } from '../gpu-tiles.ts'
import type { PlanPart } from '../plan-parts.ts'
import { LEVEL } from './trace-balance.ts'

const LEVELS = { shader: 'balance/trace_levels.wgsl' } as const
const FACTORS = { shader: 'balance/balance_factors.wgsl' } as const

/** Traces of a workgroup of balance/trace_levels.wgsl. */
const LEVEL_TRACES = 8

/** What it takes to balance traces: `factors`. */
export function balancePart({ nSamples, nTraces }: GatherShape): PlanPart {
  return {
    buffers: [{ name: 'samples', bytesPerTrace: 4 * nSamples, isKept: false }],
    gatherBuffers: [
      { name: 'levels', bytes: 4 * nTraces, isKept: false },
      { name: 'factors', bytes: 8 * nTraces, isKept: true },
    ],
    planes: [],
    haloTraces: 0,
    tileStep: 1,
    kernels: [LEVELS, FACTORS],
  }
}

/**
 * `input` -> `factors`, by which each trace is brought within the factor `level` of the gather's: its samples times the first, and
 * the second to undo it. Leaves `samples` of the only tile there.
 */
export function recordBalance(recording: GatherRecording, isBalanced: boolean, level = LEVEL): void {
  const { plan, take } = recording
  for (const tile of plan.tiles) {
    take('input', tile, 'samples')
    recordLevels(recording, tile, 'samples')
  }
  recordFactors(recording, isBalanced, level, 'factors')
}

/** The levels that `recordBalance` found -> a buffer like its factors. */
export function recordFactors(
  { plan, recorder, buffer }: GatherRecording,
  isBalanced: boolean,
  level: number,
  to: string,
): void {
  recorder.dispatch({
    kernel: FACTORS,
    params: { nTraces: plan.shape.nTraces, isBalanced: Number(isBalanced), within: level },
    bindings: [buffer('levels'), buffer(to)],
    workgroups: [1, 1, 1],
  })
}

/** Samples of a tile, in a buffer of that name -> its traces' part of `levels`, root mean squares. */
export function recordLevels(recording: GatherRecording, tile: PlannedTile, name: string): void {
  const { plan, recorder, buffer, tileBuffer } = recording
  const { nTraces, firstTrace } = tileParams(recording, tile)
  const nGroups = Math.ceil((tile.endTrace - tile.startTrace) / LEVEL_TRACES)
  recorder.dispatch({
    kernel: LEVELS,
    params: { nTraces, firstTrace, nSamples: plan.shape.nSamples, ...ownTraces(tile) },
    bindings: [tileBuffer(tile, name), buffer('levels')],
    workgroups: foldedWorkgroups(nGroups, plan.limits.workgroupsPerDimension),
  })
}
