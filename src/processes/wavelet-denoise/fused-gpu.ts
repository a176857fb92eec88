import type { RecipeStep } from '../../core/recipe.ts'
import type { KernelSpec } from '../../gpu/kernel.ts'
import { ALIGNED_ROWS, laneParts } from '../../gpu/stand-ins.ts'
import type { FusedPlan, FusedProcess, TraceSlice } from '../gpu-process.ts'
import { type FusedWavelet, fusedWavelet, planFusedWavelet } from './fused-plan.ts'
import { bandTable, filterPairs, RULE_CODES } from './gpu-tables.ts'
import { waveletDenoiseParams } from './params.ts'

/** Whole traces in one kernel: dwt, swt, and packets without a best basis. */
export const fusedWaveletGpu: FusedProcess = {
  plan: (shape, step, limits) => planFusedWavelet(shape, waveletDenoiseParams(step), limits),

  kernels(plan, step) {
    const fused = fusedOf(plan, step)
    // A single tile is a buffer of its own; several may begin anywhere.
    const alignments = plan.tiles.length === 1 ? [plan.shape.nTraces % fused.lanes === 0] : [true, false]
    return alignments.map((alignment) => kernelOf(fused, alignment))
  },

  record({ plan, tile, recorder, before, after, survey, countsBad, table }, step) {
    const params = waveletDenoiseParams(step)
    const fused = fusedOf(plan, step)
    const nTraces = tile.endTrace - tile.startTrace
    const tables = [filterPairs(params.wavelet), ...(fused.table ? [bandTable(fused.table)] : [])]
    recorder.dispatch({
      kernel: kernelOf(fused, isAligned(nTraces, [before, after], fused.lanes)),
      params: {
        nTraces,
        nSamples: plan.shape.nSamples,
        beforeTraces: before.width,
        beforeOffset: before.offset,
        afterTraces: after.width,
        afterOffset: after.offset,
        countsBad: countsBad ? 1 : 0,
        ...fused.params,
        rule: RULE_CODES[params.rule],
        k: params.k,
      },
      bindings: [before.slice, after.slice, ...tables.map(table), survey],
      workgroups: [Math.ceil(nTraces / fused.lanes), 1, 1],
    })
  },
}

/** The plan was made because there is one. */
function fusedOf({ shape, limits }: FusedPlan, step: RecipeStep): FusedWavelet {
  return fusedWavelet(shape, waveletDenoiseParams(step), limits)!
}

function isAligned(nTraces: number, slices: readonly TraceSlice[], lanes: number): boolean {
  return [nTraces, ...slices.flatMap(({ width, offset }) => [width, offset])].every((count) => count % lanes === 0)
}

function kernelOf({ shader, sizes, lanes }: FusedWavelet, alignment: boolean): KernelSpec {
  return { shader, sizes, parts: { ...laneParts(lanes), ...(alignment ? ALIGNED_ROWS : {}) } }
}
