import type { RecipeStep } from '../../core/recipe.ts'
import type { GatherReference } from '../gather-process.ts'
import type { GatherGpuProcess } from '../gpu-process.ts'
import type { WholeGatherSteps } from '../process.ts'
import { gpuTunedSpans } from '../risk/gpu-tuned-spans.ts'
import { tunedSpans } from '../risk/tuned-spans.ts'
import { gpuSafeSpans } from '../robust/gpu-robust-spans.ts'
import { robustFigures } from '../robust/gpu-safe-robust.ts'
import { isRobust } from '../robust/param.ts'
import { safeSpans } from '../robust/robust-spans.ts'
import { stagedWavelet } from './gpu.ts'
import { isAutomatic, USUAL_K, WAVELET_CHOICES, waveletDenoiseParams, waveletReach } from './params.ts'
import { waveletDenoiseReference } from './reference.ts'

const method = { name: 'wavelet', reference: waveletDenoiseReference, reach }
const gpuMethod = { staged: stagedWavelet, reach }

const references = { safe: safeSpans(method), tuned: tunedSpans(method, WAVELET_CHOICES) }
const gpus = { safe: gpuSafeSpans(gpuMethod), tuned: gpuTunedSpans(gpuMethod, WAVELET_CHOICES) }

const reference: GatherReference = {
  *passes(gather, step) {
    if (!isRobust(step)) return yield* references.tuned.passes(gather, step)
    const found = yield* references.safe.passes(gather, usualWhereAutomatic(step))
    return { ...usualIfAutomatic(step), ...found }
  },
  runs: { ...references.safe.runs, ...references.tuned.runs },
}

const gpu: GatherGpuProcess = {
  figures: (step) => (isRobust(step) ? robustFigures(usualIfAutomatic(step).k) : gpus.tuned.figures!(step)),
  plan: (shape, step, limits) => gpuOf(step).plan(shape, step, limits),
  kernels: (plan, step) => gpuOf(step).kernels(plan, step),
  recordForward: (recording, step) => gpuOf(step).recordForward(recording, step),
  recordInverse: (recording, step) => gpuOf(step).recordInverse(recording, usualWhereAutomatic(step)),
}

/** Steps that take out erratic noise first, and those that choose k: where they do both, k is the usual one, as wiener-step.ts has it. */
export const wholeGatherWavelets: WholeGatherSteps = {
  includes: (step) => isRobust(step) || isAutomatic(step),
  reference,
  gpu,
}

function gpuOf(step: RecipeStep): GatherGpuProcess {
  return isRobust(step) ? gpus.safe : gpus.tuned
}

/** What a robust step goes by; others find it out. */
function usualIfAutomatic(step: RecipeStep): { readonly k?: number } {
  return isAutomatic(step) ? { k: USUAL_K } : {}
}

function usualWhereAutomatic(step: RecipeStep): RecipeStep {
  return { ...step, ...usualIfAutomatic(step) }
}

function reach(step: RecipeStep): number {
  return waveletReach(waveletDenoiseParams(step))
}
