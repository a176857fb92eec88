import { SeisError } from '../../core/errors.ts'
import type { RecipeStep } from '../../core/recipe.ts'
import { isInvertible, periodicHann } from '../../dsp/windows.ts'
import type { ProcessDefinition } from '../schema.ts'

/** A parsed step of this process, typed. */
export interface TfDenoiseParams {
  readonly transform: 'stft' | 'stransform'
  readonly windowSamples: number
  readonly hopSamples: number
  readonly boundary: 'zeros' | 'reflect'
  readonly fminHz: number
  readonly fmaxHz: number
  readonly aperture: number
  readonly rule: 'hard' | 'scaled' | 'adaptive' | 'soft'
  readonly k: number
  readonly protection: 'off' | 'low-amplitude' | 'never-inflate'
  readonly protectionFactor: number
  /** Width of the box mean of median and MAD along time, in frames (stransform: samples); 1 is none. */
  readonly timeSmoothing: number
}

const isStft = (step: RecipeStep) => step['transform'] === 'stft'

export const tfDenoise: ProcessDefinition = {
  name: 'tf-denoise',
  label: 'Time-frequency denoise',
  params: [
    {
      kind: 'choice',
      key: 'transform',
      label: 'Transform',
      default: 'stft',
      choices: [
        { value: 'stft', label: 'STFT' },
        { value: 'stransform', label: 'S-transform' },
      ],
    },
    {
      kind: 'choice',
      key: 'rule',
      label: 'Rule',
      default: 'adaptive',
      choices: [
        { value: 'hard', label: 'Hard' },
        { value: 'scaled', label: 'Scaled' },
        { value: 'adaptive', label: 'Adaptive' },
        { value: 'soft', label: 'Soft' },
      ],
    },
    {
      kind: 'number',
      key: 'k',
      label: 'Threshold k',
      hint: 'lower removes more',
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
      kind: 'number',
      key: 'aperture',
      label: 'Aperture',
      unit: 'traces',
      default: 7,
      min: 1,
      max: 31,
      sliderStep: 2,
      whole: 'odd',
    },
    {
      kind: 'number',
      key: 'fminHz',
      label: 'Band from',
      unit: 'Hz',
      default: 5,
      min: 0,
      max: 100000,
      sliderMax: 250,
      sliderStep: 1,
    },
    {
      kind: 'number',
      key: 'fmaxHz',
      label: 'Band to',
      unit: 'Hz',
      default: 100,
      min: 0,
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
      max: 512,
      sliderStep: 2,
      whole: 'even',
      visibleWhen: isStft,
    },
    {
      kind: 'number',
      key: 'hopSamples',
      label: 'Hop',
      unit: 'samples',
      default: 32,
      min: 1,
      max: 511,
      sliderMax: 256,
      sliderStep: 1,
      whole: 'any',
      visibleWhen: isStft,
    },
    {
      kind: 'choice',
      key: 'boundary',
      label: 'Boundary',
      default: 'zeros',
      choices: [
        { value: 'zeros', label: 'Zeros' },
        { value: 'reflect', label: 'Reflect' },
      ],
      visibleWhen: isStft,
    },
    {
      kind: 'choice',
      key: 'protection',
      label: 'Protect',
      default: 'low-amplitude',
      choices: [
        { value: 'off', label: 'Off' },
        { value: 'low-amplitude', label: 'Low amplitudes' },
        { value: 'never-inflate', label: 'Never inflate' },
      ],
    },
    {
      kind: 'number',
      key: 'protectionFactor',
      label: 'Protect weak',
      unit: '',
      default: 0.3,
      min: 0,
      max: 1,
      sliderStep: 0.01,
      visibleWhen: (step) => step['protection'] === 'low-amplitude',
    },
    {
      kind: 'number',
      key: 'timeSmoothing',
      label: 'Smoothing',
      unit: 'frames',
      default: 1,
      min: 1,
      max: 101,
      sliderMax: 15,
      sliderStep: 1,
      whole: 'any',
    },
  ],
  summaryKeys: ['k', 'aperture', 'rule'],
  thresholdKeys: ['rule', 'k', 'protection', 'protectionFactor'],
  whyNoPlane: () => null,
  haloTraces: (step) => (tfDenoiseParams(step).aperture - 1) / 2,
  check(step, where) {
    const { fminHz, fmaxHz, windowSamples, hopSamples } = tfDenoiseParams(step)
    if (fminHz > fmaxHz) {
      throw new SeisError('bad-recipe', `fminHz is ${fminHz} and fmaxHz ${fmaxHz}`, {
        where,
        todo: 'give fminHz no larger than fmaxHz',
        fields: { key: 'fminHz', value: fminHz, limits: `0 to ${fmaxHz}` },
      })
    }
    if (isStft(step) && !isInvertible(periodicHann(windowSamples), hopSamples)) {
      throw new SeisError('bad-recipe', `hopSamples is ${hopSamples}`, {
        where,
        todo: `give a whole number from 1 to ${windowSamples - 1}, so that the windows of ${windowSamples} samples overlap`,
        fields: { key: 'hopSamples', value: hopSamples, limits: `1 to ${windowSamples - 1}` },
      })
    }
  },
}

export function tfDenoiseParams(step: RecipeStep): TfDenoiseParams {
  return step as RecipeStep & TfDenoiseParams
}
