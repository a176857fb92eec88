import type { ProcessDefinition } from '../schema.ts'

/** Width of a patch of the local f-k transform, and over how many traces the energy of the STFT is averaged. */
export const PATCH_TRACES = 16
export const APERTURE = 7

export const autoDenoise: ProcessDefinition = {
  name: 'auto-denoise',
  label: 'Automatic denoise',
  params: [],
  summaryKeys: [],
  thresholdKeys: [],
  // Two stages, each as far as a patch reaches; and noise and weights are those of the whole gather.
  haloTraces: () => 2 * (PATCH_TRACES - 1),
}
