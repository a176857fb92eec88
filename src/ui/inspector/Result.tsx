import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import { activeRecipe } from '../../state/recipe.ts'
import { useGather, useRecipe, useResult, useSession, useStores } from '../context.ts'
import { countOf, formatChange, formatCount, formatFixed, NOTHING } from '../format.ts'
import { Icon } from '../Icon.tsx'
import { missingChunksSentence } from '../missing-chunks.ts'
import { Notice } from '../shell/Notice.tsx'

/** The last run of a drag is done by then, and its figures are in. */
const ANNOUNCE_AFTER_MS = 500

/** What the recipe does to this gather, in measured figures. */
export function Result(): ReactElement {
  return (
    <section className="result" aria-label="Result">
      <div className="section-head">
        <h2 className="section-title">Result</h2>
        <span className="dim small">this gather · change since drag start</span>
      </div>
      <div className="metrics">
        <EnergyMetric />
        <RunMetric />
        <ForwardMetric />
        <BadSampleMetric />
      </div>
      <GatherNotices />
      <ResultAnnouncer />
    </section>
  )
}

/** After a drag: what it changed, in one sentence. */
function ResultAnnouncer(): ReactElement {
  const stores = useStores()
  const [text, setText] = useState('')
  useEffect(() => {
    let before: number | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const speak = (): void => {
      const percent = stores.result.getState().energyRemovedPercent
      if (percent === null) return
      const change = before === null ? '' : `, change ${formatChange(percent - before, 1)}`
      setText(`Energy removed ${formatFixed(percent, 1)} percent${change}.`)
    }
    const stop = stores.recipe.subscribe((state, previous) => {
      if (state.drag !== null && previous.drag === null) before = stores.result.getState().energyRemovedPercent
      if (state.drag !== null || previous.drag === null) return
      clearTimeout(timer)
      timer = setTimeout(speak, ANNOUNCE_AFTER_MS)
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [stores])
  return (
    <div className="visually-hidden" role="status">
      {text}
    </div>
  )
}

interface MetricProps {
  readonly label: string
  readonly value: ReactNode
  readonly unit?: string
  readonly detail: string
}

function Metric({ label, value, unit, detail }: MetricProps): ReactElement {
  return (
    <div className="metric" data-metric={label}>
      <div className="metric-label">{label}</div>
      <div className="metric-value">
        {value}
        {unit !== undefined && <span className="unit"> {unit}</span>}
      </div>
      <div className="metric-detail">{detail}</div>
    </div>
  )
}

function EnergyMetric(): ReactElement {
  const percent = useResult((state) => state.energyRemovedPercent)
  const before = useAtDragStart()
  const hasRun = useResult((state) => state.totalMs !== null)
  if (percent === null) {
    return (
      <Metric label="Energy removed" value={NOTHING} detail={hasRun ? 'no energy in Before' : 'not measured yet'} />
    )
  }
  const change = before === null ? 'Noise over Before' : formatChange(percent - before, 1)
  return <Metric label="Energy removed" value={formatFixed(percent, 1)} unit="%" detail={change} />
}

function RunMetric(): ReactElement {
  const totalMs = useResult((state) => state.totalMs)
  const computeMs = useResult((state) => state.computeMs)
  const uploadMs = useResult((state) => state.uploadMs)
  const ofSession = useSession((state) => state.engine?.kind)
  const kind = useResult((state) => state.kind) ?? ofSession
  const label = kind === 'cpu' ? 'Last run, CPU' : 'Last run, GPU'
  if (totalMs === null) return <Metric label={label} value={NOTHING} detail="not run yet" />
  const parts = [
    ...(computeMs === null ? [] : [`compute ${formatFixed(computeMs, 1)}`]),
    ...(uploadMs === null || uploadMs === 0 ? [] : [`upload ${formatFixed(uploadMs, 1)}`]),
  ]
  return (
    <Metric label={label} value={formatFixed(totalMs, totalMs < 100 ? 1 : 0)} unit="ms" detail={parts.join(', ')} />
  )
}

function ForwardMetric(): ReactElement {
  const reused = useResult((state) => state.forwardsReused)
  const nSteps = useRecipe((state) => activeRecipe(state).steps.length)
  if (reused === null || nSteps === 0) return <Metric label="Forward transform" value={NOTHING} detail="none needed" />
  const detail = reused > 0 ? `reused for ${countOf(reused, 'step')} of ${nSteps}` : 'computed in the last run'
  return <Metric label="Forward transform" value={reused > 0 ? 'Reused' : 'Computed'} detail={detail} />
}

function BadSampleMetric(): ReactElement {
  const bad = useGather((state) => state.badSamples)
  const isFine = bad.nSamples === 0
  const value = isFine ? (
    '0'
  ) : (
    <span className="beyond">
      <Icon name="warning" />
      {formatCount(bad.nSamples)}
    </span>
  )
  return (
    <Metric
      label="Bad samples"
      value={value}
      detail={isFine ? 'NaN or infinite' : `on ${countOf(bad.nTraces, 'trace')}`}
    />
  )
}

function GatherNotices(): ReactElement | null {
  const index = useGather((state) => state.index)
  const bad = useGather((state) => state.badSamples)
  const missing = useGather((state) => state.missingChunks)
  if (bad.nSamples === 0 && missing.length === 0) return null
  return (
    <div className="result-notices">
      {bad.nSamples > 0 && (
        <Notice kind="warning">
          Gather {formatCount(index + 1)} has {countOf(bad.nSamples, 'bad sample')} on {countOf(bad.nTraces, 'trace')}.
          They were set to zero.
        </Notice>
      )}
      {missing.length > 0 && <Notice kind="warning">{missingChunksSentence(missing)}</Notice>}
    </div>
  )
}

/** Energy removed before the last drag or other change of the chain; null before any, and on another gather. */
function useAtDragStart(): number | null {
  const stores = useStores()
  const index = useGather((state) => state.index)
  const [percent, setPercent] = useState<number | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: figures of two gathers are not compared
  useEffect(() => setPercent(null), [index])
  useEffect(
    () =>
      stores.recipe.subscribe((state, previous) => {
        const begins = state.drag !== null && previous.drag === null
        const isOtherChange = state.drag === null && previous.drag === null && state.items !== previous.items
        if (begins || isOtherChange) setPercent(stores.result.getState().energyRemovedPercent)
      }),
    [stores],
  )
  return percent
}
