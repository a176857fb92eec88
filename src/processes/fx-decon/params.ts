import { SeisError } from '../../core/errors.ts'
import type { RecipeStep } from '../../core/recipe.ts'
import type { ProcessDefinition } from '../schema.ts'
import { BALANCE, PROTECT_SIGNAL } from '../shared-params.ts'
import { checkQuarters } from '../window-checks.ts'

/** A parsed step of this process, typed. */
export interface FxDeconParams {
  /** Length of the prediction filter, in traces. */
  readonly points: number
  /** Above it nothing is predicted. */
  readonly fmaxHz: number
  readonly windowSamples: number
  /** Width of the windows, each with its own filter. */
  readonly windowTraces: number
  /** Loud and weak traces are scaled towards the same level first, and back afterwards. */
  readonly balance: boolean
  /** Signal that the method takes for noise is put back. */
  readonly protectSignal: boolean
}

export const fxDecon: ProcessDefinition = {
  name: 'fx-decon',
  label: 'f-x deconvolution',
  params: [
    {
      kind: 'number',
      key: 'points',
      label: 'Filter',
      hint: 'longer follows more dips, and more noise',
      unit: 'traces',
      default: 4,
      min: 1,
      max: 16,
      sliderMax: 10,
      sliderStep: 1,
      whole: 'any',
    },
    {
      kind: 'number',
      key: 'fmaxHz',
      label: 'Predict up to',
      hint: 'noise above is removed',
      unit: 'Hz',
      default: 80,
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
      default: 64,
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
      default: 32,
      min: 8,
      max: 128,
      sliderStep: 4,
      whole: 'even',
    },
    BALANCE,
    PROTECT_SIGNAL,
  ],
  summaryKeys: ['points', 'fmaxHz', 'windowTraces'],
  thresholdKeys: ['points', 'fmaxHz', 'windowTraces', 'protectSignal'],
  whyNoPlane: () => 'It predicts each trace from its neighbours, frequency by frequency, and has no threshold.',
  haloTraces: (step) => fxDeconParams(step).windowTraces - 1,
  check(step, where) {
    const { points, windowSamples, windowTraces } = fxDeconParams(step)
    checkQuarters({ windowSamples, windowTraces }, where)
    const fewest = 2 * (2 * points + 1)
    if (windowTraces >= fewest) return
    throw new SeisError('bad-recipe', `windowTraces is ${windowTraces}`, {
      where,
      todo: `give at least ${fewest} for a filter of ${points}: half a window must hold twice the filter and a trace`,
      fields: { key: 'windowTraces', value: windowTraces, limits: `${fewest} or more` },
    })
  },
}

export function fxDeconParams(step: RecipeStep): FxDeconParams {
  return step as RecipeStep & FxDeconParams
}
