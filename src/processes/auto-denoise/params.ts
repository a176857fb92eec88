import type { RecipeStep } from '../../core/recipe.ts'
import { type RobustMode, robustParam, robustReach } from '../robust/param.ts'
import type { ProcessDefinition } from '../schema.ts'
import { PROTECT_SIGNAL } from '../shared-params.ts'

/** A parsed step of this process, typed. */
export interface AutoDenoiseParams {
  /** Whether erratic noise is taken out first. */
  readonly robust: RobustMode
  /** Signal that the method takes for noise is put back. */
  readonly protectSignal: boolean
}

/** Width of a patch of the local f-k transform, and over how many traces the energy of the STFT is averaged. */
export const PATCH_TRACES = 16
export const APERTURE = 7

export const autoDenoise: ProcessDefinition = {
  name: 'auto-denoise',
  label: 'Automatic denoise',
  params: [robustParam, PROTECT_SIGNAL],
  summaryKeys: ['robust'],
  thresholdKeys: ['protectSignal'],
  whyNoPlane: () => 'It adds up four filters of patches over many traces: no plane of one trace shows what it keeps.',
  // Two stages, each as far as a patch reaches; and noise and weights are those of the whole gather.
  haloTraces: (step) => robustReach(autoDenoiseParams(step).robust, 2 * (PATCH_TRACES - 1)),
}

export function autoDenoiseParams(step: RecipeStep): AutoDenoiseParams {
  return step as RecipeStep & AutoDenoiseParams
}
