import type { RecipeStep } from '../../core/recipe.ts'
import type { ProcessDefinition } from '../schema.ts'
import { BALANCE, PROTECT_SIGNAL } from '../shared-params.ts'
import { checkQuarters } from '../window-checks.ts'

/** A parsed step of this process, typed. */
export interface CadzowParams {
  /** The noise is taken for this many times as strong as measured. */
  readonly k: number
  /** Above it there is no signal but what is far stronger than the noise. */
  readonly fmaxHz: number
  readonly windowSamples: number
  readonly windowTraces: number
  /** Every trace is scaled to the same level first, and back afterwards. */
  readonly balance: boolean
  /** Signal that the method takes for noise is put back. */
  readonly protectSignal: boolean
}

export const cadzow: ProcessDefinition = {
  name: 'cadzow',
  label: 'Cadzow filter',
  params: [
    {
      kind: 'number',
      key: 'k',
      label: 'Threshold k',
      hint: 'higher removes more',
      unit: 'σ',
      default: 0.95,
      min: 0,
      minIsExclusive: true,
      max: 100,
      sliderMin: 0.1,
      sliderMax: 3,
      sliderStep: 0.05,
    },
    {
      kind: 'number',
      key: 'fmaxHz',
      label: 'Filter up to',
      hint: 'noise above is removed',
      unit: 'Hz',
      default: 120,
      min: 0,
      minIsExclusive: true,
      max: 100000,
      sliderMax: 250,
      sliderStep: 1,
    },
    {
      kind: 'number',
      key: 'windowSamples',
      label: 'Window',
      unit: 'samples',
      default: 48,
      min: 16,
      max: 256,
      sliderStep: 8,
      whole: 'even',
    },
    {
      kind: 'number',
      key: 'windowTraces',
      label: 'Window width',
      unit: 'traces',
      default: 24,
      min: 8,
      max: 64,
      sliderStep: 4,
      whole: 'even',
    },
    BALANCE,
    PROTECT_SIGNAL,
  ],
  summaryKeys: ['k', 'fmaxHz', 'windowTraces'],
  thresholdKeys: ['k', 'fmaxHz', 'protectSignal'],
  whyNoPlane: () => 'It shrinks singular values of patches over many traces, which are no cells of one trace.',
  haloTraces: (step) => cadzowParams(step).windowTraces - 1,
  check(step, where) {
    const { windowSamples, windowTraces } = cadzowParams(step)
    checkQuarters({ windowSamples, windowTraces }, where)
  },
}

export function cadzowParams(step: RecipeStep): CadzowParams {
  return step as RecipeStep & CadzowParams
}
