import type { ReactElement } from 'react'
import { shownReport } from '../../state/benchmark.ts'
import { useActions, useBenchmark } from '../context.ts'

/** The figures that are shown, for another program: in the shape of `seisproc bench --json`. */
export function SaveAsJson(): ReactElement | null {
  const actions = useActions()
  const hasReport = useBenchmark((state) => state.running === null && shownReport(state) !== null)
  const isCopied = useBenchmark((state) => state.copiedId !== null && state.copiedId === state.shownId)
  if (!hasReport) return null
  return (
    <section className="section" aria-label="Figures as JSON">
      <div className="section-head">
        <h2 className="section-title">This run</h2>
        <span className="dim small">as the command line writes it</span>
      </div>
      <div className="row">
        <button type="button" className="btn" onClick={actions.copyBenchmarkRun}>
          {isCopied ? 'Copied as JSON' : 'Copy as JSON'}
        </button>
        <button type="button" className="btn" onClick={actions.saveBenchmarkRun}>
          Save as JSON
        </button>
      </div>
    </section>
  )
}
