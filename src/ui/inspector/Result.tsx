import { type ReactElement, useEffect, useState } from 'react'
import { activeRecipe } from '../../state/recipe.ts'
import { useCompare, useGather, useRecipe, useResult, useSession, useStores } from '../context.ts'
import { countOf, formatChange, formatCount, formatFixed, formatMs, NOTHING } from '../format.ts'
import { Icon } from '../Icon.tsx'
import { missingChunksSentence } from '../missing-chunks.ts'
import { Notice } from '../shell/Notice.tsx'
import { useIsSlow } from '../use-is-slow.ts'
import { MeasureMetrics } from './MeasureMetrics.tsx'
import { Metric } from './Metric.tsx'

/** The last run of a drag is done by then, and its figures are in. */
const ANNOUNCE_AFTER_MS = 500

/** What the recipe does to this gather, in measured figures. */
export function Result(): ReactElement {
  return (
    <section className="result" aria-label="Result">
      <div className="section-head">
        <h2 className="section-title">Result</h2>
        <span className="dim small">
          <ResultOf />
        </span>
      </div>
      <div className="metrics">
        <MeasureMetrics />
        <RunMetric />
        <ForwardMetric />
        <BadSampleMetric />
      </div>
      <GatherNotices />
      <ResultAnnouncer />
    </section>
  )
}

function ResultOf(): string {
  const shown = useCompare((state) => state.shown)
  const isSlow = useIsSlow()
  if (isSlow) return 'this gather · updating'
  if (shown === 'both') return 'this gather · recipe A, recipe B'
  return shown === 'a' ? 'this gather · recipe A' : 'this gather · change since drag start'
}

/** After a drag: what it changed, in one sentence. */
function ResultAnnouncer(): ReactElement {
  const stores = useStores()
  const [text, setText] = useState('')
  useEffect(() => {
    let before: number | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const speak = (): void => {
      const { energyRemovedPercent: percent, leakage } = stores.result.getState()
      if (percent === null) return
      const change = before === null ? '' : `, change ${formatChange(percent - before, 1)}`
      const leaks = leakage === null ? '' : ` Leakage ${formatFixed(leakage, 2)}.`
      setText(`Energy removed ${formatFixed(percent, 1)} percent${change}.${leaks}`)
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

function RunMetric(): ReactElement {
  const totalMs = useResult((state) => state.totalMs)
  const computeMs = useResult((state) => state.computeMs)
  const uploadMs = useResult((state) => state.uploadMs)
  const ofSession = useSession((state) => state.engine?.kind)
  const kind = useResult((state) => state.kind) ?? ofSession
  const label = kind === 'cpu' ? 'Last run, CPU' : 'Last run, GPU'
  if (totalMs === null) return <Metric label={label} value={NOTHING} detail="not run yet" />
  const hasUpload = uploadMs !== null && uploadMs > 0
  // One unit for both: there is no room for more beside the next figure.
  const compute = computeMs === null ? '' : `compute ${hasUpload ? msText(computeMs) : formatMs(computeMs)}`
  const parts = [compute, hasUpload ? `upload ${formatMs(uploadMs)}` : ''].filter((part) => part !== '')
  return <Metric label={label} value={msText(totalMs)} unit="ms" detail={parts.join(', ')} />
}

function msText(ms: number): string {
  return formatFixed(ms, ms < 100 ? 1 : 0)
}

const FORWARD_MEANING =
  'Where only a threshold moves, the transform of the gather is kept from the run before, and the run is shorter.'

function ForwardMetric(): ReactElement {
  const reused = useResult((state) => state.forwardsReused)
  const nSteps = useRecipe((state) => activeRecipe(state).steps.length)
  const hasRun = useResult((state) => state.totalMs !== null)
  const given = { label: 'Forward transform', meaning: FORWARD_MEANING }
  if (!hasRun) return <Metric {...given} value={NOTHING} detail="not run yet" />
  if (reused === null || nSteps === 0) return <Metric {...given} value={NOTHING} detail="none needed" />
  const detail = reused > 0 ? `for ${countOf(reused, 'step')} of ${nSteps}` : 'in the last run'
  return <Metric {...given} value={reused > 0 ? 'Reused' : 'Computed'} detail={detail} />
}

function BadSampleMetric(): ReactElement {
  const bad = useGather((state) => state.badSamples)
  const hasRun = useResult((state) => state.totalMs !== null)
  const isFine = bad.nSamples === 0
  if (isFine && !hasRun) return <Metric label="Bad samples" value={NOTHING} detail="not counted yet" />
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
