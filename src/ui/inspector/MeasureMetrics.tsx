import { type ReactElement, useEffect, useState } from 'react'
import { NO_MEASURES, type RunMeasures } from '../../core/measures.ts'
import type { ResultState } from '../../state/result.ts'
import { useCompare, useGather, useResult, useStores } from '../context.ts'
import { formatChange, formatFixed, NOTHING } from '../format.ts'
import { Metric } from './Metric.tsx'

interface MeasureWords {
  readonly key: keyof RunMeasures
  readonly label: string
  readonly unit?: string
  readonly decimals: number
  /** What it is, where there is no change to be told. */
  readonly isOf: string
  /** Why there is none, though there was a run. */
  readonly missing: string
  readonly meaning: string
}

const MEASURES: readonly MeasureWords[] = [
  {
    key: 'energyRemovedPercent',
    label: 'Energy removed',
    unit: '%',
    decimals: 1,
    isOf: 'Noise over Before',
    missing: 'no energy in Before',
    meaning:
      '100 Σ Noise² / Σ Before², over all samples. It says how much was taken out, not whether it was noise: leakage and coherence tell that.',
  },
  {
    key: 'leakage',
    label: 'Leakage',
    decimals: 2,
    isOf: 'After like Noise, 0 to 1',
    missing: 'no energy in Before',
    meaning:
      'Mean of |G(After · Noise)| / √(G(After²) G(Noise²)), G being a mean over some 10 samples and 2.5 traces. The more of the signal was removed with the noise, the more alike the two are.',
  },
  {
    key: 'snrEstimateDb',
    label: 'SNR estimate',
    unit: 'dB',
    decimals: 1,
    isOf: 'After over Noise',
    missing: 'After or Noise is zero',
    meaning:
      '10 log₁₀ (energy of After / energy of Noise). It takes all of After for signal and all of Noise for noise: what was left makes it too high, what leaked too low.',
  },
  {
    key: 'noiseCoherence',
    label: 'Noise coherence',
    decimals: 2,
    isOf: 'of neighbours, 0 to 1',
    missing: 'nothing was removed',
    meaning:
      'Mean over pairs of neighbouring traces of Noise of their largest correlation, within 4 samples of each other. Random noise has little; events that were removed have much.',
  },
  {
    key: 'noiseWhiteness',
    label: 'Noise whiteness',
    decimals: 2,
    isOf: 'flat spectrum, 0 to 1',
    missing: 'nothing was removed',
    meaning:
      'Geometric over arithmetic mean of the power spectrum of Noise, over the band that holds the middle 90 % of the energy of Before. White noise gives 1; ground roll, hum and signal have spectra with peaks, and give less.',
  },
]

/** What the run did, with the changes since the drag began. */
export function MeasureMetrics(): ReactElement {
  const before = useAtDragStart()
  return (
    <>
      {MEASURES.map((words) => (
        <MeasureMetric key={words.key} words={words} before={before[words.key]} />
      ))}
    </>
  )
}

function MeasureMetric({
  words,
  before,
}: {
  readonly words: MeasureWords
  readonly before: number | null
}): ReactElement {
  const { key, label, unit, decimals, isOf, missing, meaning } = words
  const ofB = useResult((state) => state[key])
  const ofA = useCompare((state) => state.measures[key])
  const shown = useCompare((state) => state.shown)
  const value = shown === 'a' ? ofA : ofB
  const hasRun = useResult((state) => state.totalMs !== null)
  const given = { label, meaning }
  if (shown === 'both') {
    const text = (of: number | null): string => (of === null ? NOTHING : formatFixed(of, decimals))
    const detail = unit === undefined ? isOf : `${unit}, ${isOf}`
    return <Metric {...given} value={text(ofB)} valueOfA={text(ofA)} detail={detail} />
  }
  if (value === null) return <Metric {...given} value={NOTHING} detail={hasRun ? missing : 'not measured yet'} />
  const change = before === null || shown === 'a' ? isOf : formatChange(value - before, decimals)
  return (
    <Metric {...given} value={formatFixed(value, decimals)} {...(unit === undefined ? {} : { unit })} detail={change} />
  )
}

/** What was measured before the last drag or other change of the chain; nothing before any, and on another gather. */
function useAtDragStart(): RunMeasures {
  const stores = useStores()
  const index = useGather((state) => state.index)
  const [measures, setMeasures] = useState<RunMeasures>(NO_MEASURES)
  // biome-ignore lint/correctness/useExhaustiveDependencies: figures of two gathers are not compared
  useEffect(() => setMeasures(NO_MEASURES), [index])
  useEffect(
    () =>
      stores.recipe.subscribe((state, previous) => {
        const begins = state.drag !== null && previous.drag === null
        const isOtherChange = state.drag === null && previous.drag === null && state.items !== previous.items
        if (begins || isOtherChange) setMeasures(measuresIn(stores.result.getState()))
      }),
    [stores],
  )
  return measures
}

function measuresIn(state: ResultState): RunMeasures {
  const { energyRemovedPercent, leakage, noiseCoherence, noiseWhiteness, snrEstimateDb } = state
  return { energyRemovedPercent, leakage, noiseCoherence, noiseWhiteness, snrEstimateDb }
}
