import type { ReactElement } from 'react'
import { isActive } from '../../state/batch.ts'
import { activeRecipe } from '../../state/recipe.ts'
import type { RunningTuning, TuningResult, TuningState } from '../../state/tuning.ts'
import { useActions, useBatch, useBenchmark, useRecipe, useSession, useTuning } from '../context.ts'
import { formatClock, formatDay, formatDuration } from '../format.ts'
import { ErrorLines } from '../shell/ErrorLines.tsx'
import { Notice } from '../shell/Notice.tsx'
import { BenchmarkTabs } from './BenchmarkTabs.tsx'
import { MeasuringProgress } from './MeasuringProgress.tsx'
import { settingsFinding, settingTexts, unrestSentence } from './settings-texts.ts'

/** What the search for settings found, how far it is, and what went wrong. */
export function SettingsHead(): ReactElement {
  const running = useTuning((state) => state.running)
  const result = useTuning((state) => state.result)
  const error = useTuning((state) => state.error)
  const state = useTuning(stateText)
  return (
    <div className="column-head">
      <div className="row">
        <h1>Benchmark</h1>
        <BenchmarkTabs />
        <span className="chip" role="status" data-testid="tuning-state">
          {state}
        </span>
        <span className="grow" />
        <FindButton />
      </div>
      {error !== null && (
        <Notice kind="error">
          <ErrorLines error={error} />
        </Notice>
      )}
      {running !== null ? <Progress running={running} /> : result !== null ? <Found result={result} /> : <Invitation />}
    </div>
  )
}

function FindButton(): ReactElement {
  const actions = useActions()
  const isRunning = useTuning((state) => state.running !== null)
  const hasDataset = useSession((state) => state.phase === 'ready')
  const isBatchRunning = useBatch((state) => isActive(state.progress))
  const isBenchmarkRunning = useBenchmark((state) => state.running !== null)
  const reason = !hasDataset
    ? 'No dataset is open'
    : isBatchRunning
      ? 'A batch is running'
      : isBenchmarkRunning
        ? 'A benchmark is running'
        : null
  return (
    <button
      type="button"
      className={isRunning ? 'btn large' : 'btn primary large'}
      disabled={!isRunning && reason !== null}
      title={isRunning ? undefined : (reason ?? undefined)}
      onClick={(event) => {
        // The second click of a double click would cancel what the first began.
        if (event.detail > 1) return
        if (isRunning) actions.cancelTuning()
        else actions.startTuning()
      }}
    >
      {isRunning ? 'Cancel' : 'Find best settings'}
    </button>
  )
}

function Facts({ result }: { readonly result: TuningResult }): ReactElement {
  const started = new Date(result.startedAt)
  return (
    <p className="dim small">
      {formatDay(started, new Date())} {formatClock(started)}, took {formatDuration(result.seconds)}
    </p>
  )
}

function Found({ result }: { readonly result: TuningResult }): ReactElement {
  const finding = settingsFinding(result.figures)
  const unrest = unrestSentence(result.figures)
  const isOfRecipe = useRecipe((state) => JSON.stringify(activeRecipe(state).steps) === result.steps)
  return (
    <>
      <p className="bound" data-testid="settings-finding">
        {finding.lead} <span className="finding-rest">{finding.rest}</span>
      </p>
      <Facts result={result} />
      {unrest !== '' && <Notice kind="warning">{unrest}</Notice>}
      {!isOfRecipe && <p className="mut">Measured with another recipe than the current one.</p>}
    </>
  )
}

function Invitation(): ReactElement {
  const name = useSession((state) => state.dataset?.name ?? null)
  return (
    <p className="mut">
      {name === null
        ? 'Settings are found on the gathers of a dataset. Open one first.'
        : `Runs batches on a few gathers of ${name}, with one setting after the other, for about a minute. Nothing of yours is written to.`}
    </p>
  )
}

function Progress({ running: { step, startedAt } }: { readonly running: RunningTuning }): ReactElement {
  const texts = step === null ? [] : settingTexts(step.settings).map(([, text]) => text)
  const what = step === null ? 'Opening the dataset' : `Measuring ${texts.join(', ')}`
  return (
    <MeasuringProgress
      what={what}
      label="Settings measured"
      stepTestId="tuning-step"
      step={step}
      startedAt={startedAt}
    />
  )
}

function stateText({ running, outcome, result }: TuningState): string {
  if (running !== null) return 'running'
  if (outcome !== null) return outcome
  return result === null ? 'not started' : 'last run'
}
