import type { RecipeStep } from '../../core/recipe.ts'
import { checkFrameLength } from '../frame-length.ts'
import type { ProcessDefinition } from '../schema.ts'

/** A parsed step of this process, typed. */
export interface FkWienerParams {
  readonly k: number
  /** Length of a patch along time; null: from the gather's own spectrum. */
  readonly patchSamples: number | null
  /** Width of a patch. */
  readonly patchTraces: number
  /** Every trace is scaled to the same level first, and back afterwards. */
  readonly balance: boolean
}

export const fkWiener: ProcessDefinition = {
  name: 'fk-wiener',
  label: 'Local f-k Wiener filter',
  params: [
    {
      kind: 'number',
      key: 'k',
      label: 'Threshold k',
      hint: 'higher removes more',
      unit: 'σ',
      default: 2.6,
      min: 0,
      minIsExclusive: true,
      max: 100,
      sliderMin: 0.1,
      sliderMax: 6,
      sliderStep: 0.1,
    },
    {
      kind: 'number',
      key: 'patchSamples',
      label: 'Patch',
      unit: 'samples',
      default: null,
      nullMeans: 'about two periods of the gather',
      min: 16,
      max: 256,
      sliderStep: 8,
      whole: 'even',
    },
    {
      kind: 'number',
      key: 'patchTraces',
      label: 'Patch width',
      unit: 'traces',
      default: 16,
      min: 4,
      max: 64,
      sliderStep: 4,
      whole: 'even',
    },
    { kind: 'flag', key: 'balance', label: 'Balance traces', default: true },
  ],
  summaryKeys: ['k', 'patchSamples', 'patchTraces'],
  thresholdKeys: ['k'],
  // Two stages, each as far as a patch reaches; and the noise is that of the whole gather.
  haloTraces: (step) => 2 * (fkWienerParams(step).patchTraces - 1),
  check(step, where) {
    const { patchSamples, patchTraces } = fkWienerParams(step)
    checkFrameLength('patchSamples', patchSamples, where)
    checkFrameLength('patchTraces', patchTraces, where)
  },
}

export function fkWienerParams(step: RecipeStep): FkWienerParams {
  return step as RecipeStep & FkWienerParams
}
