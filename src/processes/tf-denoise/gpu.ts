import type { RecipeStep } from '../../core/recipe.ts'
import type { GpuProcess, StagedProcess } from '../gpu-process.ts'
import { tfDenoiseParams } from './params.ts'
import { stftGpu } from './stft-gpu.ts'
import { stransformGpu } from './stransform-gpu.ts'

export const tfDenoiseGpu: GpuProcess = {
  fused: { plan: () => null, kernels: () => [], record: () => {} },
  staged: {
    plan: (shape, step, limits) => byTransform(step).plan(shape, step, limits),
    kernels: (plan, step) => byTransform(step).kernels(plan, step),
    recordForward: (tile, step) => byTransform(step).recordForward(tile, step),
    recordInverse: (tile, step) => byTransform(step).recordInverse(tile, step),
  },
}

function byTransform(step: RecipeStep): StagedProcess {
  return tfDenoiseParams(step).transform === 'stft' ? stftGpu : stransformGpu
}
