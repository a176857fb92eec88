import type { ReactElement } from 'react'
import { isActive } from '../../state/batch.ts'
import type { SweepShows } from '../../state/sweep.ts'
import { etaText } from '../batch/progress-figures.ts'
import { useBatch, useBenchmark, useGather, useResult, useSession, useSweep, useTuning } from '../context.ts'
import { formatCount, formatMs } from '../format.ts'

interface StatusBarProps {
  onShowKeys(): void
}

export function StatusBar({ onShowKeys }: StatusBarProps): ReactElement {
  const phase = useSession((state) => state.phase)
  const workspace = useSession((state) => state.workspace)
  return (
    <footer className="status-bar">
      {workspace === 'benchmark' && <BenchmarkAdvice />}
      {phase === 'ready' && workspace === 'tune' && <LiveState />}
      {phase === 'ready' && workspace === 'sweep' && <SweepAdvice />}
      {phase === 'ready' && workspace === 'batch' && <BatchAdvice />}
      {phase !== 'ready' && workspace !== 'benchmark' && <span>Nothing is copied, nothing is uploaded</span>}
      <span className="grow" />
      {phase === 'ready' && workspace === 'sweep' && <SweepKeys />}
      <BatchState />
      <button type="button" className="keys-button" onClick={onShowKeys}>
        Keys <kbd className="key">?</kbd>
      </button>
    </footer>
  )
}

const THUMBNAILS: Readonly<Record<SweepShows, (gather: string) => string>> = {
  after: (gather) => `what each recipe left of ${gather}, all with one clip`,
  noise: (gather) => `what each recipe removed from ${gather}, all with one clip`,
  leakage: (gather) => `where After and Noise of ${gather} are alike, dark 0 to pale 1`,
}

function SweepAdvice(): ReactElement {
  const gather = useSweep((state) => state.sheet?.gather ?? null)
  const index = useGather((state) => state.index)
  const shows = useSweep((state) => state.shows)
  const of = `gather ${formatCount((gather ?? index) + 1)}`
  return <span>{`Thumbnails show ${THUMBNAILS[shows](of)}`}</span>
}

function SweepKeys(): ReactElement {
  return (
    <>
      <span>Arrow keys move</span>
      <span className="dim">·</span>
      <span>Enter adopts</span>
      <span className="dim">·</span>
      <span>Space flips</span>
      <span className="dim">·</span>
    </>
  )
}

function BatchAdvice(): ReactElement {
  const isRunning = useBatch((state) => isActive(state.progress))
  return (
    <span>{isRunning ? 'Keep this tab open. It may be in the background' : 'Input files are opened read-only'}</span>
  )
}

function BenchmarkAdvice(): ReactElement {
  const isBenchmarkRunning = useBenchmark((state) => state.running !== null)
  const isTuningRunning = useTuning((state) => state.running !== null)
  const isRunning = isBenchmarkRunning || isTuningRunning
  return (
    <span>
      {isRunning
        ? 'Keep this tab in front, and the machine otherwise idle'
        : 'Times are medians. Other work on this machine makes them longer'}
    </span>
  )
}

function LiveState(): ReactElement {
  const index = useGather((state) => state.index)
  const isLoading = useGather((state) => state.isLoading)
  const isRunning = useResult((state) => state.isRunning)
  const totalMs = useResult((state) => state.totalMs)
  const gather = formatCount(index + 1)
  const text = isLoading ? `Reading gather ${gather}` : `Live: every change re-runs gather ${gather}`
  return (
    <>
      <span data-testid="live-state" data-busy={isLoading || isRunning}>
        {text}
      </span>
      {totalMs !== null && (
        <>
          <span className="dim">·</span>
          <span>Last run {formatMs(totalMs)}</span>
        </>
      )}
    </>
  )
}

function BatchState(): ReactElement | null {
  const progress = useBatch((state) => state.progress)
  if (!isActive(progress) || progress === null) return null
  return (
    <>
      <span>Batch {etaText(progress)}</span>
      <span className="dim">·</span>
    </>
  )
}
