import type { RecipeStep } from '../../core/recipe.ts'
import { balancePart, recordBalance } from '../balance/gpu-balance.ts'
import type { GatherGpuProcess, GatherShape, GpuLimits } from '../gpu-process.ts'
import { type GpuSpanMethod, recordSpanMethod, spanMethodPart } from '../gpu-span-method.ts'
import { keepingNothing, planOfParts } from '../plan-parts.ts'
import { leastRiskFigures, leastRiskParts, type OpenGpuMethod, recordLeastRisk } from './gpu-least-risk.ts'
import type { Choices } from './least-risk.ts'

/** A method of spans whose k is to be chosen, tuned-spans.ts, on the GPU; nothing is read back in between. */
export function gpuTunedSpans(method: GpuSpanMethod, choices: Choices): GatherGpuProcess {
  const figures = leastRiskFigures(choices, true)
  const partsOf = (step: RecipeStep, shape: GatherShape, limits: GpuLimits) =>
    [spanMethodPart(method, step, shape, limits), balancePart(shape), ...leastRiskParts(shape, choices)].map(
      keepingNothing,
    )
  return {
    figures: () => figures,

    plan: (shape, step, limits) => planOfParts(partsOf(step, shape, limits), step, shape, limits),

    kernels: ({ shape, limits }, step) => partsOf(step, shape, limits).flatMap(({ kernels }) => kernels),

    recordForward() {},

    recordInverse(recording, step) {
      const { plan, take, put } = recording
      const open: OpenGpuMethod = {
        choices,
        filter(plane, k, use) {
          for (const tile of plan.tiles) {
            recordSpanMethod(recording, tile, method, { ...step, k }, plane)
            take(plane, tile, 'result')
            use(tile, { samples: 'result', result: 'samples' })
          }
        },
      }
      recordBalance(recording, true)
      recordLeastRisk(recording, open, recording.figures!, (tile) => put(tile, 'result', 'output'))
    },
  }
}
