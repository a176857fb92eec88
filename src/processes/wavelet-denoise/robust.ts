import type { RecipeStep } from '../../core/recipe.ts'
import type { WholeGatherSteps } from '../process.ts'
import { gpuSafeSpans } from '../robust/gpu-robust-spans.ts'
import { safeSpans } from '../robust/robust-spans.ts'
import { stagedWavelet } from './gpu.ts'
import { waveletDenoiseParams, waveletReach } from './params.ts'
import { waveletDenoiseReference } from './reference.ts'

/** Steps that take out erratic noise first. */
export const robustWaveletSteps: WholeGatherSteps = {
  includes: (step) => waveletDenoiseParams(step).robust === 'safe',
  reference: safeSpans({
    name: 'wavelet',
    reference: waveletDenoiseReference,
    reach,
  }),
  gpu: gpuSafeSpans({ staged: stagedWavelet, reach }),
}

function reach(step: RecipeStep): number {
  return waveletReach(waveletDenoiseParams(step))
}
