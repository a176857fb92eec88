import type { ConstantTable } from '../../gpu/constant-tables.ts'
import { foldedWorkgroups } from '../../gpu/recorder.ts'
import type { GatherRecording, GatherShape, PlannedTile } from '../gpu-process.ts'
import { ownTraces, tileParams } from '../gpu-tiles.ts'
import type { PlanPart } from '../plan-parts.ts'
import { PROTECTION_FLOOR, TIME_WEIGHTS, TRACE_WEIGHTS } from './signal-protection.ts'

const ENERGIES = { shader: 'protection/trace_energies.wgsl' } as const
const FLOOR = { shader: 'protection/energy_floor.wgsl' } as const
const MEANS = { shader: 'protection/time_means.wgsl' } as const
const PUT_BACK = { shader: 'protection/put_back.wgsl' } as const

/** Traces of a workgroup of protection/trace_energies.wgsl. */
const ENERGY_TRACES = 8

/** How far from a trace are those that its protection depends on; even. */
const PROTECTION_HALO_TRACES = 2 * Math.ceil((TRACE_WEIGHTS.length - 1) / 4)

/** What it takes to protect signal. `factors` are another part's. */
export function protectionPart({ nSamples, nTraces }: GatherShape): PlanPart {
  return {
    buffers: [
      { name: 'samples', bytesPerTrace: 4 * nSamples, isKept: true },
      { name: 'result', bytesPerTrace: 4 * nSamples, isKept: false },
    ],
    gatherBuffers: [
      { name: 'energies', bytes: 4 * nTraces, isKept: false },
      { name: 'floor', bytes: 4, isKept: false },
    ],
    planes: ['result'],
    haloTraces: PROTECTION_HALO_TRACES,
    tileStep: 1,
    kernels: [ENERGIES, FLOOR, MEANS, PUT_BACK],
  }
}

/** What a method made of the gather, and where. */
export interface ProtectedResult {
  readonly plane: string
  /** Whether of the only tile, if there is one, it is in buffer `result`, and the input in buffer `samples`. */
  readonly isHeld: boolean
  /** A buffer of a tile, twice as large as samples, to be used. */
  readonly means: string
  /** The buffer of what balances traces for it; `factors` where it is left out. */
  readonly factors?: string
}

/** `input` and what a method made of it -> `output`, protected. */
export function recordProtected(recording: GatherRecording, given: ProtectedResult): void {
  const { plane, isHeld, means, factors = 'factors' } = given
  const { plan, take, put } = recording
  const isHere = isHeld && plan.tiles.length === 1
  for (const tile of plan.tiles) {
    if (!isHere) take(plane, tile, 'result')
    recordEnergies(recording, tile, factors)
  }
  recordFloor(recording)
  for (const tile of plan.tiles) {
    if (!isHere) take('input', tile, 'samples')
    if (!isHere) take(plane, tile, 'result')
    recordProtection(recording, tile, { means, factors })
    put(tile, 'result', 'output')
  }
}

/** `result` of a tile -> its traces' part of `energies`. */
function recordEnergies(recording: GatherRecording, tile: PlannedTile, factors: string): void {
  const { plan, recorder, buffer, tileBuffer } = recording
  const { nTraces, firstTrace } = tileParams(recording, tile)
  recorder.dispatch({
    kernel: ENERGIES,
    params: { nTraces, firstTrace, nSamples: plan.shape.nSamples, ...ownTraces(tile) },
    bindings: [tileBuffer(tile, 'result'), buffer(factors), buffer('energies')],
    workgroups: foldedWorkgroups(
      Math.ceil((tile.endTrace - tile.startTrace) / ENERGY_TRACES),
      plan.limits.workgroupsPerDimension,
    ),
  })
}

/** `energies` of all tiles -> `floor`. */
function recordFloor({ plan, recorder, buffer }: GatherRecording): void {
  const { nSamples, nTraces } = plan.shape
  recorder.dispatch({
    kernel: FLOOR,
    params: { nTraces, part: PROTECTION_FLOOR / (nSamples * nTraces) },
    bindings: [buffer('energies'), buffer('floor')],
    workgroups: [1, 1, 1],
  })
}

/** `samples` and `result` of a tile with its halo -> the protected `result` of its traces; `means`: a buffer to be used. */
function recordProtection(
  recording: GatherRecording,
  tile: PlannedTile,
  { means, factors }: { readonly means: string; readonly factors: string },
): void {
  const { plan, recorder, buffer, tileBuffer, table } = recording
  const { nTraces, firstTrace, gatherTraces } = tileParams(recording, tile)
  const nRows = plan.shape.nSamples
  recorder.dispatch({
    kernel: MEANS,
    params: { nTraces, nRows, firstTrace },
    bindings: [
      tileBuffer(tile, 'samples'),
      tileBuffer(tile, 'result'),
      buffer(factors),
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
