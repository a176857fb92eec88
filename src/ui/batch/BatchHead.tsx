import { type ReactElement, useState } from 'react'
import type { BatchProgress } from '../../core/batch.ts'
import { type BatchPageState, isActive, isRuleBlind } from '../../state/batch.ts'
import { isUnfinished } from '../../state/batch-jobs.ts'
import { useActions, useBatch, useSession } from '../context.ts'
import { countOf, formatBytes, formatClock, formatCount, formatDuration, formatFixed, NOTHING } from '../format.ts'
import { Icon } from '../Icon.tsx'
import { ErrorLines } from '../shell/ErrorLines.tsx'
import { Notice } from '../shell/Notice.tsx'
import { CancelDialog } from './CancelDialog.tsx'
import { OverwriteDialog } from './OverwriteDialog.tsx'
import { gatherRateText, isPausing, pausingText, percentComputed, percentDone } from './progress-figures.ts'
import { useOutliers } from './use-outliers.ts'

/** Name and state of the batch, what can be done now, how far it is and what came of it. */
export function BatchHead(): ReactElement {
  const output = useBatch((state) => state.output)
  const state = useBatch(stateText)
  const progress = useBatch((batch) => batch.progress)
  const error = useBatch((batch) => batch.error)
  const isRunning = state === 'running'
  return (
    <div className="column-head">
      <div className="row">
        <h1 className="truncate">{output?.name ?? 'New batch'}</h1>
        <span className="chip" role="status" data-testid="batch-state">
          {state}
        </span>
        {isRunning && <span className="dim small">resumes after a crash</span>}
        <span className="grow" />
        <BatchButtons />
      </div>
      {progress === null ? <Invitation /> : <Figures progress={progress} />}
      {error !== null && (
        <Notice kind="error" action={error.fields['isEarlierRun'] === true && <OverwriteButton />}>
          <ErrorLines error={error} />
        </Notice>
      )}
      {progress?.paused?.error && (
        <Notice kind={progress.paused.error.code === 'stop-rule' ? 'warning' : 'error'}>
          <ErrorLines error={progress.paused.error} /> The batch waits; nothing is lost.
        </Notice>
      )}
      {progress !== null && <Outcome progress={progress} />}
    </div>
  )
}

function OverwriteButton(): ReactElement {
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <button type="button" className="btn" onClick={() => setAsking(true)}>
        Overwrite…
      </button>
      {isAsking && <OverwriteDialog onClose={() => setAsking(false)} />}
    </>
  )
}

/** The newest job that can go on, or what is missing for a new one. */
function Invitation(): ReactElement {
  const actions = useActions()
  const hasOutput = useBatch((state) => state.output !== null)
  const isWaiting = useBatch((state) => state.waiting !== null)
  const [newest] = useBatch((state) => state.jobs)
  if (newest === undefined || hasOutput || isWaiting || !isUnfinished(newest)) {
    return (
      <p className="mut">{hasOutput ? 'Nothing has run into this folder.' : 'Choose an output folder to start.'}</p>
    )
  }
  const resume = (
    <button type="button" className="btn" onClick={() => actions.resumeJob(newest.id)}>
      Resume
    </button>
  )
  return (
    <Notice kind="warning" action={resume}>
      Unfinished batch: {formatCount(newest.gathersDone)} of {countOf(newest.nGathers, 'gather')} are complete in{' '}
      <span className="mono">{newest.output.name}</span>. Resume checks them and goes on from there.
    </Notice>
  )
}

function BatchButtons(): ReactElement {
  const actions = useActions()
  const form = useBatch((state) => state.form)
  const hasOutput = useBatch((state) => state.output !== null)
  const isRunning = useBatch((state) => isActive(state.progress))
  const isOver = useBatch((state) => state.progress !== null && !isActive(state.progress))
  const canResume = useBatch((state) => state.progress !== null && state.progress.state !== 'done')
  const waiting = useBatch((state) => state.waiting)
  const hasErrors = useSession((state) => state.dataset?.problems.some((p) => p.severity === 'error') ?? true)
  const [isAsking, setAsking] = useState(false)
  if (isRunning || waiting !== null) {
    return (
      <>
        {waiting === null && <PauseButton />}
        <button
          type="button"
          className="btn ghost large steady"
          disabled={waiting !== null}
          onClick={() => setAsking(true)}
        >
          {waiting === 'cancelling' ? 'Cancelling' : waiting === 'starting' ? 'Starting' : 'Cancel…'}
        </button>
        {isAsking && <CancelDialog onClose={() => setAsking(false)} />}
      </>
    )
  }
  if (isOver) {
    return (
      <>
        <button type="button" className="btn large" onClick={actions.openOutput}>
          Open result
        </button>
        <button type="button" className="btn large" onClick={actions.resetBatch}>
          New batch
        </button>
        {canResume ? (
          <button type="button" className="btn primary large" onClick={actions.startBatch}>
            Resume
          </button>
        ) : (
          <button type="button" className="btn primary large" onClick={actions.showReport}>
            Report
          </button>
        )}
      </>
    )
  }
  const obstacle = hasErrors
    ? 'The dataset has errors. Correct them first'
    : !hasOutput
      ? 'Choose an output folder first'
      : isRuleBlind(form)
        ? 'The stop rule needs the leakage, which is not measured'
        : undefined
  return (
    <button
      type="button"
      className="btn primary large"
      disabled={obstacle !== undefined}
      title={obstacle}
      onClick={actions.startBatch}
    >
      Run {countOf(form.endGather - form.startGather, 'gather')}
    </button>
  )
}

function PauseButton(): ReactElement {
  const actions = useActions()
  const isPaused = useBatch((state) => state.progress?.state === 'paused')
  if (isPaused) {
    return (
      <button type="button" className="btn primary large steady" aria-keyshortcuts="P" onClick={actions.goOnWithBatch}>
        Go on
        <PauseKey />
      </button>
    )
  }
  return (
    <button type="button" className="btn large steady" aria-keyshortcuts="P" onClick={actions.pauseBatch}>
      <Icon name="pause" />
      Pause
      <PauseKey />
    </button>
  )
}

function PauseKey(): ReactElement {
  return <kbd className="key">P</kbd>
}

function Figures({ progress }: { readonly progress: BatchProgress }): ReactElement {
  const percent = percentDone(progress)
  const ahead = percentComputed(progress)
  const outliers = useOutliers()
  const eta = isActive(progress) ? progress.etaSeconds : null
  return (
    <>
      <div className="batch-figures">
        <div className="percent">
          {formatFixed(percent, 1)}
          <span className="unit"> %</span>
        </div>
        {isActive(progress) ? (
          <>
            <Figure name="Left" text={eta === null ? NOTHING : formatDuration(eta)} />
            <Figure name="Ends" text={eta === null ? NOTHING : formatClock(new Date(Date.now() + eta * 1000))} />
          </>
        ) : (
          <Figure name="Took" text={formatDuration(progress.seconds)} />
        )}
        <Figure
          name="Gathers"
          text={`${formatCount(progress.gathersDone)} of ${formatCount(progress.nGathers)}`}
          about="Written and read back, with every chunk that they touch"
        />
        <Figure
          name="Rate"
          text={gatherRateText(progress)}
          about={`${formatCount(progress.tracesPerSecond)} traces/s`}
        />
        <Figure name="End to end" text={`${formatBytes(progress.bytesPerSecond)}/s in and out`} />
        <Figure
          name="Problems"
          text={problemsText(progress.quarantined.length, outliers.length)}
          isFlagged={progress.quarantined.length + outliers.length > 0}
        />
      </div>
      <div
        className="progress-bar"
        role="progressbar"
        aria-label="Batch"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(percent)}
      >
        {ahead > percent && <i className="ahead" title="Computed, not yet written" style={{ width: `${ahead}%` }} />}
        <i style={{ width: `${percent}%` }} />
      </div>
    </>
  )
}

function problemsText(nSetAside: number, nOutliers: number): string {
  const parts = [
    ...(nSetAside > 0 ? [`${formatCount(nSetAside)} set aside`] : []),
    ...(nOutliers > 0 ? [countOf(nOutliers, 'outlier')] : []),
  ]
  return parts.length === 0 ? 'none' : parts.join(', ')
}

interface FigureProps {
  readonly name: string
  readonly text: string
  readonly isFlagged?: boolean
  readonly about?: string
}

function Figure({ name, text, isFlagged = false, about }: FigureProps): ReactElement {
  return (
    <div className="figure" title={about}>
      <span>{name}</span>
      <b className={isFlagged ? 'flagged' : undefined}>{text}</b>
    </div>
  )
}

function Outcome({ progress }: { readonly progress: BatchProgress }): ReactElement | null {
  const output = useBatch((state) => state.output?.name ?? '')
  const nOutliers = useOutliers().length
  if (progress.state === 'done') {
    const nSetAside = progress.quarantined.length
    return (
      <p className="outcome" data-testid="outcome">
        {countOf(progress.gathersDone, 'gather')} in {formatDuration(progress.seconds)}.{' '}
        {nSetAside + nOutliers === 0 ? 'No problems.' : `${problemsText(nSetAside, nOutliers)}.`}
      </p>
    )
  }
  if (progress.state === 'paused' && progress.paused?.error === null) {
    return (
      <p className="outcome" data-testid="outcome">
        {pausingText(progress) ??
          `Paused at ${formatCount(progress.gathersDone)} of ${countOf(progress.nGathers, 'gather')}. Safe to close.`}
      </p>
    )
  }
  if (progress.state === 'cancelled' || progress.state === 'failed') {
    return (
      <p className="outcome" data-testid="outcome">
        Unfinished batch: {formatCount(progress.gathersDone)} of {countOf(progress.nGathers, 'gather')} are complete in{' '}
        <span className="mono">{output}</span>. The folder has no certificate and is shown as an unfinished run.
      </p>
    )
  }
  return null
}

function stateText(state: BatchPageState): string {
  if (state.waiting !== null) return state.waiting
  if (state.progress === null) return 'not started'
  if (isPausing(state.progress)) return 'pausing'
  return {
    planning: 'planning',
    running: 'running',
    paused: 'paused',
    finishing: 'finishing: writing the certificate',
    done: 'done',
    cancelled: 'cancelled',
    failed: 'failed',
  }[state.progress.state]
}
