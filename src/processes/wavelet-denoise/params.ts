import type { RecipeStep } from '../../core/recipe.ts'
import { WAVELET_NAMES } from '../../dsp/wavelets.ts'
import type { ProcessDefinition } from '../schema.ts'

/** A parsed step of this process, typed. */
export interface WaveletDenoiseParams {
  readonly transform: 'dwt' | 'swt'
  readonly wavelet: string
  /** null: min(6, the maximum for the length), found anew for each gather. */
  readonly level: number | null
  readonly rule: 'soft' | 'hard' | 'garrote'
  readonly k: number
  readonly sigma: 'finest' | 'level' | 'coarsest'
  readonly padding: 'reflect' | 'reflect-power-of-two'
}

export const waveletDenoise: ProcessDefinition = {
  name: 'wavelet-denoise',
  label: 'Wavelet denoise',
  params: [
    {
      kind: 'choice',
      key: 'transform',
      label: 'Transform',
      default: 'swt',
      choices: [
        { value: 'dwt', label: 'DWT, decimated' },
        { value: 'swt', label: 'SWT, stationary' },
      ],
    },
    {
      kind: 'choice',
      key: 'wavelet',
      label: 'Wavelet',
      default: 'db4',
      choices: WAVELET_NAMES.map((name) => ({ value: name, label: name })),
    },
    {
      kind: 'number',
      key: 'level',
      label: 'Levels',
      unit: '',
      default: null,
      min: 1,
      max: 16,
      sliderMax: 10,
      sliderStep: 1,
      whole: 'any',
      nullMeans: 'up to 6, as the trace length allows',
    },
    {
      kind: 'choice',
      key: 'rule',
      label: 'Rule',
      default: 'hard',
      choices: [
        { value: 'soft', label: 'Soft' },
        { value: 'hard', label: 'Hard' },
        { value: 'garrote', label: 'Garrote' },
      ],
    },
    {
      kind: 'number',
      key: 'k',
      label: 'Threshold k',
      hint: 'higher removes more',
      unit: 'σ',
      default: 3,
      min: 0,
      minIsExclusive: true,
      max: 100,
      sliderMin: 0.1,
      sliderMax: 10,
      sliderStep: 0.1,
    },
    {
      kind: 'choice',
      key: 'sigma',
      label: 'Noise from',
      default: 'finest',
      choices: [
        { value: 'finest', label: 'Finest band' },
        { value: 'level', label: 'Each band' },
        { value: 'coarsest', label: 'Coarsest band (original)' },
      ],
    },
    {
      kind: 'choice',
      key: 'padding',
      label: 'Padding',
      default: 'reflect',
      choices: [
        { value: 'reflect', label: 'To whole blocks' },
        { value: 'reflect-power-of-two', label: 'To a power of two (original)' },
      ],
      visibleWhen: (step) => step['transform'] === 'swt',
    },
  ],
  summaryKeys: ['wavelet', 'k', 'rule'],
  thresholdKeys: ['rule', 'k', 'sigma'],
  haloTraces: () => 0,
}

export function waveletDenoiseParams(step: RecipeStep): WaveletDenoiseParams {
  return step as RecipeStep & WaveletDenoiseParams
}
