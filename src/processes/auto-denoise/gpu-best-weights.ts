import type { BufferSlice } from '../../gpu/recorder.ts'
import type { GatherRecording, GatherShape } from '../gpu-process.ts'
import { ownTraces, tileParams } from '../gpu-tiles.ts'
import type { PlanPart } from '../plan-parts.ts'
import { recordTotals, riskPart, traceWorkgroups } from '../risk/gpu-risk.ts'
import { MOST_OUTLIERS, N_METHODS, RIDGE } from './methods.ts'

const PRODUCTS = { shader: 'auto_denoise/trace_products.wgsl' } as const
const SAFE_WEIGHTS = { shader: 'auto_denoise/safe_weights.wgsl' } as const
const WEIGHTS = { shader: 'auto_denoise/best_weights.wgsl' } as const

/** Numbers that auto_denoise/trace_products.wgsl gives of a trace. */
const PRODUCT_VALUES = 20

/** Where auto_denoise/best_weights.wgsl leaves its figures, and the robust mode its own; how many there are, with that of the noise. */
export const FIGURES_AT = { sure: 1, sureOfSum: 5, weights: 6, windowSamples: 10, outlierShare: 11 }
export const N_FIGURES = 12

/** What it takes to weigh methods, whose errors are known; `planes`: what they make of a gather. `factors` are another part's. */
export function bestWeightsPart(shape: GatherShape, planes: readonly string[]): PlanPart {
  const risk = riskPart(shape, N_METHODS)
  const samples = { bytesPerTrace: 4 * shape.nSamples, isKept: false }
  return {
    ...risk,
    planes,
    buffers: [...risk.buffers, { ...samples, name: 'estimate' }],
    gatherBuffers: [
      ...risk.gatherBuffers,
      { name: 'trace products', bytes: 4 * PRODUCT_VALUES * shape.nTraces, isKept: false },
      { name: 'products', bytes: 4 * PRODUCT_VALUES, isKept: false },
    ],
    kernels: [...risk.kernels, PRODUCTS, WEIGHTS],
  }
}

/** What is weighed. */
export interface WeighedPlanes {
  readonly input: string
  readonly outputs: readonly string[]
  /** The shape of the first method's frames. */
  readonly frames: BufferSlice
}

/** `methods` and the planes -> `weights`, and all figures but the first. */
export function recordBestWeights(
  recording: GatherRecording,
  { input, outputs, frames }: WeighedPlanes,
  figures: BufferSlice,
): void {
  const { plan, recorder, buffer, tileBuffer, take } = recording
  const { nSamples, nTraces } = plan.shape
  const held = ['samples', 'estimate', 'result', 'kept', 'estimated']
  for (const tile of plan.tiles) {
    for (const [i, plane] of [input, ...outputs].entries()) take(plane, tile, held[i]!)
    const { nTraces: width, firstTrace } = tileParams(recording, tile)
    recorder.dispatch({
      kernel: PRODUCTS,
      params: { nTraces: width, firstTrace, nSamples, ...ownTraces(tile) },
      bindings: [...held.map((name) => tileBuffer(tile, name)), buffer('factors'), buffer('trace products')],
      workgroups: traceWorkgroups(recording, tile),
    })
  }
  recordTotals(recording, 'trace products', PRODUCT_VALUES, { to: buffer('products'), at: 0 })
  recorder.dispatch({
    kernel: WEIGHTS,
    params: { nTraces, nSamples, ridge: RIDGE },
    bindings: [buffer('methods'), buffer('products'), frames, buffer('weights'), figures],
    workgroups: [1, 1, 1],
  })
}

/** What it takes to leave a gather with much erratic noise to the robust method alone. */
export function safeWeightsPart(): PlanPart {
  const weights = { name: 'weights', bytes: 4 * (N_METHODS + 1), isKept: false }
  return { buffers: [], gatherBuffers: [weights], planes: [], haloTraces: 0, tileStep: 1, kernels: [SAFE_WEIGHTS] }
}

/** `weights` of the methods -> of them or of what was made robustly, which follows them. */
export function recordSafeWeights({ plan, recorder, buffer }: GatherRecording, figures: BufferSlice): void {
  recorder.dispatch({
    kernel: SAFE_WEIGHTS,
    params: { nTraces: plan.shape.nTraces, shareAt: FIGURES_AT.outlierShare, mostOutliers: MOST_OUTLIERS },
    bindings: [figures, buffer('weights')],
    workgroups: [1, 1, 1],
  })
}
