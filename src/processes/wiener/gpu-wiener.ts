import type { RecipeStep } from '../../core/recipe.ts'
import { balancePart, recordBalance } from '../balance/gpu-balance.ts'
import type { GatherGpuProcess, GatherRecording, GatherShape, PlannedTile } from '../gpu-process.ts'
import { keepingNothing, type PlanPart, planOfParts } from '../plan-parts.ts'
import { protectionPart, recordProtected } from '../protection/gpu-protection.ts'
import { leastRiskFigures, leastRiskParts, type OpenGpuMethod, recordLeastRisk } from '../risk/gpu-least-risk.ts'
import type { Choices } from '../risk/least-risk.ts'
import { type GpuRobustMethod, recordSafeRobust, robustFigures, robustPart } from '../robust/gpu-safe-robust.ts'
import { isEasilyTransformed } from '../window-checks.ts'
import type { GpuLateralPart } from './gpu-lateral-part.ts'
import {
  type FilterInput,
  filterSpectrum,
  type GpuWienerFilter,
  recordFilterInput,
  recordFilterNoise,
  recordFrameLengths,
  recordWienerFilter,
  WIENER_TILE,
  wienerFilterPart,
} from './gpu-wiener-filter.ts'
import type { LateralPart } from './lateral-part.ts'
import { plannedShapes, type ShapesOfStep } from './planned-shapes.ts'

/** What the two-stage Wiener filter has to know of a step. */
export interface GpuWienerStep extends ShapesOfStep {
  readonly k: number | 'auto'
  /** What an automatic k is chosen from, the usual one first. */
  readonly choices: Choices
  readonly isBalanced: boolean
  /** As signal-protection.ts has it. */
  readonly isProtected: boolean
  /** As robust/safe-robust.ts has it. */
  readonly isRobust: boolean
}

/**
 * The two-stage Wiener filter, wiener-filter.ts, on the GPU; nothing is read back in between. Samples are taken again for
 * every pass over several tiles; of a single tile they stay, or its cells, where there is but one shape of them.
 */
export function gpuWiener(
  reference: LateralPart,
  part: GpuLateralPart,
  wienerStep: (step: RecipeStep) => GpuWienerStep,
): GatherGpuProcess {
  const filterOf = (step: RecipeStep) => ({ reference, part, ...wienerStep(step) })
  const partsOf = (step: RecipeStep, shape: GatherShape): readonly PlanPart[] => {
    const filter = filterOf(step)
    const protection = filter.isProtected ? [protectionPart(shape)] : []
    const parts = [wienerFilterPart(filter, shape), balancePart(shape), ...protection]
    // All that could be kept would be replaced while outliers are weighed.
    if (filter.isRobust) return [...parts, robustPart(shape)].map(keepingNothing)
    return filter.k === 'auto' ? [...parts, ...leastRiskParts(shape, filter.choices)] : parts
  }
  return {
    computes(step) {
      // Those of shapes made from a given one may have other factors.
      return plannedShapes(wienerStep(step)).every(({ lengths }) => lengths.every(isEasilyTransformed))
    },

    figures(step) {
      const { k, choices, isBalanced, isRobust } = wienerStep(step)
      if (isRobust) return robustFigures(k === 'auto' ? choices[0] : undefined)
      return k === 'auto' ? leastRiskFigures(choices, isBalanced) : null
    },

    plan: (shape, step, limits) => planOfParts(partsOf(step, shape), step, shape, limits),

    kernels: ({ shape }, step) => partsOf(step, shape).flatMap(({ kernels }) => kernels),

    recordForward(recording, step) {
      const filter = filterOf(step)
      if (filter.isRobust) return
      // The balance leaves the samples of the only tile there.
      const input: FilterInput = { plane: 'input', held: 'samples' }
      recordBalance(recording, filter.isBalanced)
      recordFrameLengths(recording, [filter], input)
      recordFilterNoise(recording, filter, input)
    },

    recordInverse(recording, step) {
      const { plan, put } = recording
      const filter = filterOf(step)
      if (filter.isRobust) {
        recordRobust(recording, filter)
        return
      }
      const { k, choices, isProtected } = filter
      const isAuto = k === 'auto'
      const isOneTile = plan.tiles.length === 1
      const use = (tile: PlannedTile) => {
        if (!isProtected) put(tile, 'result', 'output')
        else if (!isOneTile || isAuto) put(tile, 'result', 'result')
      }
      if (isAuto) recordLeastRisk(recording, openMethod(recording, filter, choices), recording.figures!, use)
      else recordWienerFilter(recording, filter, { k, input: { plane: 'input', held: 'cells' } }, use)
      // The cells of the last stage are of no more use.
      if (isProtected) recordProtected(recording, { plane: 'result', isHeld: !isAuto, means: 'kept' })
      // For the next k.
      if (isAuto) recordFilterInput(recording, filter, 'input')
    },
  }
}

function openMethod(recording: GatherRecording, filter: GpuWienerFilter, choices: Choices): OpenGpuMethod {
  return {
    choices,
    filter(plane, k, use) {
      const input = { plane, held: 'nothing' } as const
      recordWienerFilter(recording, filter, { input, k }, (tile) => use(tile, WIENER_TILE))
    },
  }
}

/** An automatic k is the usual one, as wiener-step.ts has it. */
function recordRobust(recording: GatherRecording, filter: GpuWienerFilter & GpuWienerStep): void {
  const { isBalanced, isProtected, choices } = filter
  const k = filter.k === 'auto' ? choices[0] : filter.k
  const method: GpuRobustMethod = {
    noise(plane) {
      recordFrameLengths(recording, [filter], { plane, held: 'nothing' })
      recordFilterNoise(recording, filter, { plane, held: 'nothing' })
      return filterSpectrum(recording, filter)
    },
    filter(plane, output) {
      const input = { plane, held: 'nothing' } as const
      recordWienerFilter(recording, filter, { k, input }, (tile) => recording.put(tile, 'result', output))
    },
  }
  recordSafeRobust(recording, isBalanced, method, { to: isProtected ? 'filtered' : 'output', shareAt: 0 })
  if (!isProtected) return
  // The protection has its own.
  recordBalance(recording, isBalanced)
  recordProtected(recording, { plane: 'filtered', isHeld: false, means: 'kept' })
}
