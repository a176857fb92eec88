import { SeisError } from '../../core/errors.ts'
import type { RecipeStep } from '../../core/recipe.ts'
import { WAVELET_NAMES } from '../../dsp/wavelet-names.ts'
import { type RobustMode, robustParam, robustReach } from '../robust/param.ts'
import type { ProcessDefinition } from '../schema.ts'

/** A parsed step of this process, typed. */
export interface WaveletDenoiseParams {
  readonly transform: 'dwt' | 'swt' | 'wpt'
  readonly wavelet: string
  /** null: min(6, the maximum for the length), found anew for each gather. */
  readonly level: number | null
  readonly rule: 'soft' | 'hard' | 'garrote'
  /** Where a step has 'auto' instead, a number is put in its place before traces are computed: whole-gather.ts. */
  readonly k: number
  /** What finest and coarsest mean for packets is told by packetNoise in trace-plan.ts. */
  readonly sigma: 'finest' | 'level' | 'coarsest' | 'spatial'
  /** Traces that `sigma` spatial takes the spread over; odd, fewer at the edges of the gather. */
  readonly aperture: number
  /** Packets: each trace in the basis of least entropy, instead of the leaves of the last level. */
  readonly bestBasis: boolean
  /** Packets: shrink the approximation as well, and take it into the noise scale, as SeisProc does. */
  readonly thresholdApproximation: boolean
  readonly padding: 'reflect' | 'reflect-power-of-two'
  /** Whether erratic noise is taken out first. */
  readonly robust: RobustMode
}

/** 1024 leaves: more than a trace of any length in use has a need of. */
const LARGEST_PACKET_LEVEL = 10

/** What an automatic k is chosen from, the usual one first: soft thresholds want to be low, and all by `sigma` spatial high. */
export const WAVELET_CHOICES = [3, 1, 1.2, 1.5, 2, 2.5, 4, 7] as const
export const USUAL_K = WAVELET_CHOICES[0]

const isPackets = (step: RecipeStep) => step['transform'] === 'wpt'

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
        { value: 'wpt', label: 'WPT, packets' },
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
      default: USUAL_K,
      min: 0,
      minIsExclusive: true,
      max: 100,
      sliderMin: 0.1,
      sliderMax: 10,
      sliderStep: 0.1,
      autoMeans: 'the least expected error',
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
        { value: 'spatial', label: 'Neighbouring traces' },
      ],
    },
    {
      kind: 'number',
      key: 'aperture',
      label: 'Aperture',
      unit: 'traces',
      default: 7,
      min: 3,
      max: 31,
      sliderStep: 2,
      whole: 'odd',
      visibleWhen: (step) => step['sigma'] === 'spatial',
    },
    {
      kind: 'flag',
      key: 'bestBasis',
      label: 'Best basis',
      hint: 'of each trace, by least entropy',
      default: false,
      visibleWhen: isPackets,
    },
    {
      kind: 'flag',
      key: 'thresholdApproximation',
      label: 'Lowest band',
      hint: 'is shrunk too (original)',
      default: false,
      visibleWhen: isPackets,
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
    // Beside wavelets the medians of the mode are all that takes time.
    {
      ...robustParam,
      hint: 'safe: bad traces, bursts and spikes are taken out first; takes fifty times as long',
    },
  ],
  summaryKeys: ['wavelet', 'k', 'rule', 'robust'],
  thresholdKeys: ['rule', 'k'],
  whyNoPlane: () => null,
  haloTraces(step) {
    const params = waveletDenoiseParams(step)
    return robustReach(params.robust, waveletReach(params))
  },
  check(step, where) {
    const { level } = waveletDenoiseParams(step)
    if (!isPackets(step) || level === null || level <= LARGEST_PACKET_LEVEL) return
    throw new SeisError('bad-recipe', `level is ${level} with transform wpt`, {
      where,
      todo: `give a whole number from 1 to ${LARGEST_PACKET_LEVEL}, or null, for packets`,
      fields: { key: 'level', value: level, limits: `1 to ${LARGEST_PACKET_LEVEL}` },
    })
  },
}

export function isAutomatic(step: RecipeStep): boolean {
  return step['k'] === 'auto'
}

/** How far from a trace are those that its thresholds depend on. */
export function waveletReach({ sigma, aperture }: WaveletDenoiseParams): number {
  return sigma === 'spatial' ? (aperture - 1) / 2 : 0
}

export function waveletDenoiseParams(step: RecipeStep): WaveletDenoiseParams {
  return step as RecipeStep & WaveletDenoiseParams
}
