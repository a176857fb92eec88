import type { RecipeStep } from '../../core/recipe.ts'
import { type RobustMode, robustParam, robustReach } from '../robust/param.ts'
import type { ProcessDefinition } from '../schema.ts'
import { BALANCE, PROTECT_SIGNAL } from '../shared-params.ts'
import { checkQuarters } from '../window-checks.ts'

/** A parsed step of this process, typed. */
export interface StftWienerParams {
  readonly k: number | 'auto'
  /** Length of a frame; null: from the gather's own spectrum. */
  readonly windowSamples: number | null
  /** Over how many traces the energy of a cell is averaged; 1: each trace by itself. */
  readonly lateralTraces: number
  /** Every trace is scaled to the same level first, and back afterwards. */
  readonly balance: boolean
  /** Whether erratic noise is taken out first. */
  readonly robust: RobustMode
  /** Signal that the method takes for noise is put back. */
  readonly protectSignal: boolean
}

/** What k is chosen from, the usual one first. */
export const STFT_CHOICES = [1.7, 1.2, 1.4, 2, 2.3] as const

export const stftWiener: ProcessDefinition = {
  name: 'stft-wiener',
  label: 'STFT Wiener filter',
  params: [
    {
      kind: 'number',
      key: 'k',
      label: 'Threshold k',
      hint: 'higher removes more; 2.3 suits one trace at a time',
      unit: 'σ',
      default: 1.7,
      min: 0,
      minIsExclusive: true,
      max: 100,
      sliderMin: 0.1,
      sliderMax: 6,
      sliderStep: 0.1,
      autoMeans: 'the least expected error',
    },
    {
      kind: 'number',
      key: 'windowSamples',
      label: 'Window',
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
      key: 'lateralTraces',
      label: 'Aperture',
      hint: 'energy is averaged over this many traces',
      unit: 'traces',
      default: 7,
      min: 1,
      max: 31,
      sliderStep: 2,
      whole: 'odd',
    },
    robustParam,
    BALANCE,
    PROTECT_SIGNAL,
  ],
  summaryKeys: ['k', 'lateralTraces', 'robust'],
  thresholdKeys: ['k', 'protectSignal'],
  whyNoPlane: () =>
    'It weighs every cell by the energy around it, in two passes, and has no threshold that cells could lie beyond.',
  // Two stages, each as far as the aperture reaches; and the noise is that of the whole gather.
  haloTraces(step) {
    const { lateralTraces, robust } = stftWienerParams(step)
    return robustReach(robust, lateralTraces - 1)
  },
  check(step, where) {
    const { windowSamples } = stftWienerParams(step)
    checkQuarters({ windowSamples }, where)
  },
}

export function stftWienerParams(step: RecipeStep): StftWienerParams {
  return step as RecipeStep & StftWienerParams
}
