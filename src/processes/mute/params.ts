import type { RecipeStep } from '../../core/recipe.ts'
import type { ProcessDefinition } from '../schema.ts'

/** A parsed step of this process, typed. */
export interface MuteParams {
  /** The mute begins at |offset| / velocity. */
  readonly velocity: number
  /** What is set to zero: all before that time, or all from it on. */
  readonly mode: 'top' | 'bottom'
  /** Over how many samples it fades: after that time, or before it. */
  readonly taperSamples: number
}

export const mute: ProcessDefinition = {
  name: 'mute',
  label: 'Mute',
  params: [
    {
      kind: 'choice',
      key: 'mode',
      label: 'Mute',
      default: 'top',
      choices: [
        { value: 'top', label: 'Top' },
        { value: 'bottom', label: 'Bottom' },
      ],
    },
    {
      kind: 'number',
      key: 'velocity',
      label: 'Velocity',
      hint: 'at offset / velocity: higher is earlier',
      unit: 'm/s',
      default: 1500,
      min: 0,
      minIsExclusive: true,
      max: 100000,
      sliderMin: 100,
      sliderMax: 8000,
      sliderStep: 50,
    },
    {
      kind: 'number',
      key: 'taperSamples',
      label: 'Taper',
      unit: 'samples',
      default: 20,
      min: 0,
      max: 10000,
      sliderMax: 200,
      sliderStep: 1,
      whole: 'any',
    },
  ],
  summaryKeys: ['mode', 'velocity'],
  thresholdKeys: [],
  headersNeeded: ['offset'],
  whyNoPlane: () => 'It weighs samples by their time and offset, without a transform.',
  haloTraces: () => 0,
}

export function muteParams(step: RecipeStep): MuteParams {
  return step as RecipeStep & MuteParams
}
