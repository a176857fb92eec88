import { type BufferSlice, foldedWorkgroups } from '../../gpu/recorder.ts'
import type { GatherRecording, GatherShape, PlannedTile } from '../gpu-process.ts'
import { ownTraces, tileParams } from '../gpu-tiles.ts'
import type { PlanPart } from '../plan-parts.ts'
import { PROBE_SIZE } from './noise-probe.ts'

const ERRORS = { shader: 'risk/trace_errors.wgsl' } as const
export const TOTALS = { shader: 'risk/totals.wgsl' } as const

/** Traces of a workgroup of risk/trace_errors.wgsl, auto_denoise/trace_products.wgsl and robust/outlier_shares.wgsl. */
const WORKGROUP_TRACES = 8
/** Numbers of `struct MethodErrors` of shared/method_errors.wgsl. */
const ERROR_VALUES = 3

/** What it takes to find the expected errors of methods: `methods`, and `weights` that come of them. `factors` are another part's. */
export function riskPart({ nSamples, nTraces }: GatherShape, nMethods: number): PlanPart {
  const gatherBuffer = (name: string, nValues: number) => ({ name, bytes: 4 * nValues, isKept: false })
  const samples = { bytesPerTrace: 4 * nSamples, isKept: false }
  return {
    buffers: [
      { ...samples, name: 'samples' },
      { ...samples, name: 'result' },
      { ...samples, name: 'kept' },
      { ...samples, name: 'estimated' },
    ],
    gatherBuffers: [
      gatherBuffer('errors', ERROR_VALUES * nTraces),
      gatherBuffer('methods', ERROR_VALUES * nMethods),
      gatherBuffer('weights', nMethods),
    ],
    planes: [],
    haloTraces: 0,
    tileStep: 1,
    kernels: [ERRORS, TOTALS],
  }
}

/** Buffers of a tile in which a method's input and its result lie. */
export interface HeldTile {
  readonly samples: string
  readonly result: string
}

/** What a tile tells of the error of a method, which made `output` of plane `input`, and of the probe what is held -> `errors`. */
export function recordErrors(
  recording: GatherRecording,
  tile: PlannedTile,
  { input, output }: { readonly input: string; readonly output: string },
  { samples, result }: HeldTile,
): void {
  const { plan, recorder, buffer, tileBuffer, take } = recording
  const { nTraces, firstTrace } = tileParams(recording, tile)
  take(input, tile, 'kept')
  take(output, tile, 'estimated')
  recorder.dispatch({
    kernel: ERRORS,
    params: { nTraces, firstTrace, nSamples: plan.shape.nSamples, ...ownTraces(tile), inverseSize: 1 / PROBE_SIZE },
    bindings: [
      ...['kept', samples, 'estimated', result].map((name) => tileBuffer(tile, name)),
      buffer('factors'),
      buffer('errors'),
    ],
    workgroups: traceWorkgroups(recording, tile),
  })
}

/** `errors` of all tiles -> those of a method among `methods`. */
export function recordErrorTotals(recording: GatherRecording, method: number): void {
  recordTotals(recording, 'errors', ERROR_VALUES, { to: recording.buffer('methods'), at: ERROR_VALUES * method })
}

/** Sums of nValues numbers of each trace, from number `at` of a buffer on. */
export function recordTotals(
  { plan, recorder, buffer }: GatherRecording,
  from: string,
  nValues: number,
  { to, at }: { readonly to: BufferSlice; readonly at: number },
): void {
  recorder.dispatch({
    kernel: TOTALS,
    params: { nTraces: plan.shape.nTraces, nValues, at },
    bindings: [buffer(from), to],
    workgroups: [nValues, 1, 1],
  })
}

export function traceWorkgroups({ plan }: GatherRecording, { startTrace, endTrace }: PlannedTile) {
  return foldedWorkgroups(Math.ceil((endTrace - startTrace) / WORKGROUP_TRACES), plan.limits.workgroupsPerDimension)
}
