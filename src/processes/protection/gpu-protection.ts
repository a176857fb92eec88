import type { ConstantTable } from '../../gpu/constant-tables.ts'
import type { KernelSpec } from '../../gpu/kernel.ts'
import { foldedWorkgroups } from '../../gpu/recorder.ts'
import type { GatherBuffer, GatherRecording, PlannedTile } from '../gpu-process.ts'
import { ownTraces, tileParams } from '../gpu-tiles.ts'
import { PROTECTION_FLOOR, TIME_WEIGHTS, TRACE_WEIGHTS } from './signal-protection.ts'

const ENERGIES = { shader: 'protection/trace_energies.wgsl' } as const
const FLOOR = { shader: 'protection/energy_floor.wgsl' } as const
const MEANS = { shader: 'protection/time_means.wgsl' } as const
const PUT_BACK = { shader: 'protection/put_back.wgsl' } as const

export const PROTECTION_KERNELS: readonly KernelSpec[] = [ENERGIES, FLOOR, MEANS, PUT_BACK]

/** Traces of a workgroup of protection/trace_energies.wgsl. */
const ENERGY_TRACES = 8

/** How far from a trace are those that its protection depends on; even. */
export const PROTECTION_HALO_TRACES = 2 * Math.ceil((TRACE_WEIGHTS.length - 1) / 4)

export function protectionBuffers(nTraces: number): readonly GatherBuffer[] {
  return [
    { name: 'energies', bytes: 4 * nTraces, isKept: false },
    { name: 'floor', bytes: 4, isKept: false },
  ]
}

/** `result` of a tile -> its traces' part of `energies`. */
export function recordEnergies(recording: GatherRecording, tile: PlannedTile): void {
  const { plan, recorder, buffer, tileBuffer } = recording
  const { nTraces, firstTrace } = tileParams(recording, tile)
  recorder.dispatch({
    kernel: ENERGIES,
    params: { nTraces, firstTrace, nSamples: plan.shape.nSamples, ...ownTraces(tile) },
    bindings: [tileBuffer(tile, 'result'), buffer('factors'), buffer('energies')],
    workgroups: foldedWorkgroups(
      Math.ceil((tile.endTrace - tile.startTrace) / ENERGY_TRACES),
      plan.limits.workgroupsPerDimension,
    ),
  })
}

/** `energies` of all tiles -> `floor`. */
export function recordFloor({ plan, recorder, buffer }: GatherRecording): void {
  const { nSamples, nTraces } = plan.shape
  recorder.dispatch({
    kernel: FLOOR,
    params: { nTraces, part: PROTECTION_FLOOR / (nSamples * nTraces) },
    bindings: [buffer('energies'), buffer('floor')],
    workgroups: [1, 1, 1],
  })
}

/** `samples` and `result` of a tile with its halo -> the protected `result` of its traces; `means`: a buffer to be used. */
export function recordProtection(recording: GatherRecording, tile: PlannedTile, means: string): void {
  const { plan, recorder, buffer, tileBuffer, table } = recording
  const { nTraces, firstTrace, gatherTraces } = tileParams(recording, tile)
  const nRows = plan.shape.nSamples
  recorder.dispatch({
    kernel: MEANS,
    params: { nTraces, nRows, firstTrace },
    bindings: [
      tileBuffer(tile, 'samples'),
      tileBuffer(tile, 'result'),
      buffer('factors'),
      table(weightsTable(TIME_WEIGHTS)),
      tileBuffer(tile, means),
    ],
  })
  recorder.dispatch({
    kernel: PUT_BACK,
    params: { nTraces, nRows, firstTrace, gatherTraces, ...ownTraces(tile) },
    bindings: [
      tileBuffer(tile, means),
      table(weightsTable(TRACE_WEIGHTS)),
      buffer('floor'),
      tileBuffer(tile, 'result'),
    ],
  })
}

function weightsTable(weights: Float64Array): ConstantTable {
  return { key: `gaussian/${weights.length}`, values: Float32Array.from(weights) }
}
