import type { ReactElement } from 'react'
import {
  type BenchmarkReport,
  type BenchmarkState,
  chosenEngine,
  type RunningBenchmark,
  shownReport,
} from '../../state/benchmark.ts'
import { useActions, useBenchmark } from '../context.ts'
import { formatClock, formatDay, formatDuration } from '../format.ts'
import { ErrorLines } from '../shell/ErrorLines.tsx'
import { Notice } from '../shell/Notice.tsx'
import { BenchmarkTabs } from './BenchmarkTabs.tsx'
import { formatSize, processName } from './figure-texts.ts'
import { findingOf } from './finding.ts'
import { MeasuringProgress } from './MeasuringProgress.tsx'
import { engineWords } from './machine-facts.ts'

/** What is shown and what it says in words; how far a running benchmark is; what went wrong. */
export function BenchmarkHead(): ReactElement {
  const running = useBenchmark((state) => state.running)
  const report = useBenchmark(shownReport)
  const error = useBenchmark((state) => state.error)
  const state = useBenchmark(stateText)
  return (
    <div className="column-head">
      <div className="row">
        <h1>Benchmark</h1>
        <BenchmarkTabs />
        <span className="chip" role="status" data-testid="benchmark-state">
          {state}
        </span>
        <span className="grow" />
        <RunButton />
      </div>
      {error !== null && (
        <Notice kind="error">
          <ErrorLines error={error} />
        </Notice>
      )}
      {running !== null ? (
        <Progress running={running} />
      ) : report !== null ? (
        <>
          <Finding report={report} />
          <RunFacts report={report} />
        </>
      ) : (
        <Invitation />
      )}
    </div>
  )
}

function RunButton(): ReactElement {
  const actions = useActions()
  const plan = useBenchmark((state) => state.form.plan)
  const isRunning = useBenchmark((state) => state.running !== null)
  const isReady = useBenchmark((state) => chosenEngine(state) !== null)
  return (
    <button
      type="button"
      className={isRunning ? 'btn large' : 'btn primary large'}
      disabled={!isReady}
      title={isReady ? undefined : 'The browser has not told its adapter yet'}
      onClick={(event) => {
        // The second click of a double click would cancel what the first began.
        if (event.detail > 1) return
        if (isRunning) actions.cancelBenchmark()
        else actions.startBenchmark()
      }}
    >
      {isRunning ? 'Cancel' : `Run ${plan} benchmark`}
    </button>
  )
}

function RunFacts({ report }: { readonly report: BenchmarkReport }): ReactElement {
  const isOfLast = useBenchmark(({ outcome }) => outcome === null || outcome === 'done')
  const started = new Date(report.startedAt)
  return (
    <p className="dim small">
      {!isOfLast && 'Shown below: '}
      {formatDay(started, new Date())} {formatClock(started)}, took {formatDuration(report.seconds)},{' '}
      {report.isQuick ? 'quick' : 'full'}, {engineWords(report.engine)}
    </p>
  )
}

function Finding({ report }: { readonly report: BenchmarkReport }): ReactElement | null {
  const finding = findingOf(report)
  if (finding === null) return null
  return (
    <p className="bound" data-testid="finding">
      {finding.lead} <span className="finding-rest">{finding.rest}</span>
    </p>
  )
}

function Invitation(): ReactElement {
  return (
    <p className="mut">
      No benchmark has run in this browser. It needs no dataset: the gathers are made, and the same on every machine.
    </p>
  )
}

function Progress({ running: { step, startedAt } }: { readonly running: RunningBenchmark }): ReactElement {
  const what = step === null ? 'Opening the engine' : `Measuring ${processName(step.name)}, ${formatSize(step)}`
  return (
    <MeasuringProgress what={what} label="Benchmark" stepTestId="benchmark-step" step={step} startedAt={startedAt} />
  )
}

function stateText({ running, outcome, shownId, runs }: BenchmarkState): string {
  if (running !== null) return 'running'
  if (outcome !== null) return outcome
  if (shownId === null) return 'not started'
  return shownId === runs[0]?.id ? 'last run' : 'earlier run'
}
