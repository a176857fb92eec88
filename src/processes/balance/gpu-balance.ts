import { foldedWorkgroups } from '../../gpu/recorder.ts'
import type { GatherRecording, GatherShape } from '../gpu-process.ts'
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
  const { plan, recorder, buffer, tileBuffer, take } = recording
  const { nSamples } = plan.shape
  for (const tile of plan.tiles) {
    const { haloStartTrace, haloEndTrace, startTrace, endTrace } = tile
    take('input', tile, 'samples')
    recorder.dispatch({
      kernel: LEVELS,
      params: {
        nTraces: haloEndTrace - haloStartTrace,
        nSamples,
        firstTrace: haloStartTrace,
        ownStart: startTrace - haloStartTrace,
        ownEnd: endTrace - haloStartTrace,
      },
      bindings: [tileBuffer(tile, 'samples'), buffer('levels')],
      workgroups: foldedWorkgroups(
        Math.ceil((endTrace - startTrace) / LEVEL_TRACES),
        plan.limits.workgroupsPerDimension,
      ),
    })
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
