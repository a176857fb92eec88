import type { RecipeStep } from '../../core/recipe.ts'
import { type RobustMode, robustParam, robustReach } from '../robust/param.ts'
import type { ProcessDefinition } from '../schema.ts'
import { BALANCE, PROTECT_SIGNAL } from '../shared-params.ts'
import type { CellShape } from '../wiener/lateral-part.ts'
import { checkQuarters } from '../window-checks.ts'

/** A parsed step of this process, typed. */
export interface FkWienerParams {
  readonly k: number | 'auto'
  /** Length of a patch along time; null: from the gather's own spectrum. */
  readonly patchSamples: number | null
  /** Width of a patch. */
  readonly patchTraces: number
  /** Patches of one shape, or the mean over four. */
  readonly quality: 'one' | 'mean'
  /** Every trace is scaled to the same level first, and back afterwards. */
  readonly balance: boolean
  /** Whether erratic noise is taken out first. */
  readonly robust: RobustMode
  /** Signal that the method takes for noise is put back. */
  readonly protectSignal: boolean
}

/** What k is chosen from, the usual one first. */
export const FK_CHOICES = [2.6, 1.8, 2.2, 3, 3.5] as const

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
      autoMeans: 'the least expected error',
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
    {
      kind: 'choice',
      key: 'quality',
      label: 'Patches',
      hint: 'the mean of four shapes takes four times as long; k 2.5 suits it',
      default: 'one',
      choices: [
        { value: 'one', label: 'One shape' },
        { value: 'mean', label: 'Mean of four shapes' },
      ],
    },
    robustParam,
    BALANCE,
    PROTECT_SIGNAL,
  ],
  summaryKeys: ['k', 'quality', 'robust'],
  thresholdKeys: ['k', 'protectSignal'],
  whyNoPlane: () =>
    'It weighs overlapping patches of many traces by their f-k spectra: no plane of one trace shows what it keeps.',
  // Two stages, each as far as a patch reaches; and the noise is that of the whole gather.
  haloTraces(step) {
    const params = fkWienerParams(step)
    const widest = params.quality === 'one' ? params.patchTraces : toFours((3 / 2) * params.patchTraces)
    return robustReach(params.robust, 2 * (widest - 1))
  },
  check(step, where) {
    const { patchSamples, patchTraces } = fkWienerParams(step)
    checkQuarters({ patchSamples, patchTraces }, where)
  },
}

export function fkWienerParams(step: RecipeStep): FkWienerParams {
  return step as RecipeStep & FkWienerParams
}

/** Of the shapes of a step by its own. */
const SCALES = [
  { samples: 3 / 4, traces: 3 / 4 },
  { samples: 2, traces: 1 },
  { samples: 3 / 2, traces: 3 / 2 },
]

/**
 * The patches of a step, its own shape first. The mean is over patches of P x T, 3/4 P x 3/4 T, 2 P x T and 3/2 P x 3/2 T,
 * rounded to multiples of 4: 32 x 16, 24 x 12, 64 x 16 and 48 x 24 for P = 32 samples and T = 16 traces.
 */
export function patchShapes(
  { quality, patchTraces }: FkWienerParams,
  patchSamples: number,
): readonly [CellShape, ...CellShape[]] {
  const own = { windowSamples: patchSamples, lateralTraces: patchTraces }
  if (quality === 'one') return [own]
  const others = SCALES.map(({ samples, traces }) => ({
    windowSamples: toFours(samples * patchSamples),
    lateralTraces: toFours(traces * patchTraces),
  }))
  return [own, ...others]
}

function toFours(length: number): number {
  return 4 * Math.max(1, Math.round(length / 4))
}
