import type { RecipeStep } from '../../core/recipe.ts'
import type { KernelSpec } from '../../gpu/kernel.ts'
import { workgroupParts } from '../../gpu/stand-ins.ts'
import type { FusedPlan, FusedProcess } from '../gpu-process.ts'
import { type FusedWavelet, fusedWavelet, planFusedWavelet } from './fused-plan.ts'
import { bandTable, filterPairs, RULE_CODES } from './gpu-tables.ts'
import { waveletDenoiseParams } from './params.ts'

/** Whole traces in one kernel: dwt, swt, and packets without a best basis. */
export const fusedWaveletGpu: FusedProcess = {
  plan: (shape, step, limits) => planFusedWavelet(shape, waveletDenoiseParams(step), limits),

  kernels: (plan, step) => [kernelOf(plan, fusedOf(plan, step))],

  record({ plan, tile, recorder, before, after, survey, countsBad, table }, step) {
    const params = waveletDenoiseParams(step)
    const fused = fusedOf(plan, step)
    const nTraces = tile.endTrace - tile.startTrace
    const tables = [filterPairs(params.wavelet), ...(fused.table ? [bandTable(fused.table)] : [])]
    recorder.dispatch({
      kernel: kernelOf(plan, fused),
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
      bindings: [before.slice, ...tables.map(table), survey, after.slice],
      workgroups: [Math.ceil(nTraces / fused.lanes), 1, 1],
    })
  },
}

/** The plan was made because there is one. */
function fusedOf({ shape, limits }: FusedPlan, step: RecipeStep): FusedWavelet {
  return fusedWavelet(shape, waveletDenoiseParams(step), limits)!
}

function kernelOf({ limits }: FusedPlan, { shader, sizes, lanes }: FusedWavelet): KernelSpec {
  return { shader, sizes, parts: workgroupParts(limits.hasSubgroups, lanes) }
}
