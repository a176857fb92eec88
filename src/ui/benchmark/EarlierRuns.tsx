import type { ReactElement } from 'react'
import type { BenchmarkRun } from '../../state/benchmark.ts'
import { useActions, useBenchmark } from '../context.ts'
import { formatClock, formatDay, NOTHING } from '../format.ts'
import { formatPercent, processName } from './figure-texts.ts'
import { nearestToCopy } from './finding.ts'

/** The benchmarks that ran in this browser; a press shows one. */
export function EarlierRuns(): ReactElement {
  const runs = useBenchmark((state) => state.runs)
  const shownId = useBenchmark((state) => (state.running === null ? state.shownId : null))
  return (
    <section className="section" aria-label="Earlier runs">
      <div className="section-head">
        <h2 className="section-title">Earlier runs</h2>
      </div>
      {runs.length === 0 ? (
        <p className="mut">Runs of this browser are listed here.</p>
      ) : (
        <table className="runs">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Plan</th>
              <th scope="col">Engine</th>
              <th scope="col" className="right" title="Of the process that comes nearest to the copy">
                Of copy
              </th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <RunRow key={run.id} run={run} isShown={run.id === shownId} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function RunRow({ run, isShown }: { readonly run: BenchmarkRun; readonly isShown: boolean }): ReactElement {
  const actions = useActions()
  const isRunning = useBenchmark((state) => state.running !== null)
  const { startedAt, isQuick, engine } = run.report
  const started = new Date(startedAt)
  const nearest = nearestToCopy(run.report)
  return (
    <tr>
      <td>
        <button
          type="button"
          aria-current={isShown ? 'true' : undefined}
          disabled={isRunning}
          onClick={() => actions.showBenchmarkRun(run.id)}
        >
          {formatDay(started, new Date())} {formatClock(started)}
        </button>
      </td>
      <td className="mut">{isQuick ? 'quick' : 'full'}</td>
      <td className="mut">
        {engine.kind === 'cpu' ? 'CPU' : 'GPU'}
        {engine.isSoftware && ', software'}
      </td>
      <td className="right" title={nearest === null ? undefined : processName(nearest.variant)}>
        {nearest === null ? NOTHING : formatPercent(nearest.percentOfCopy)}
      </td>
    </tr>
  )
}
