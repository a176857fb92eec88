import type { ReactElement, ReactNode } from 'react'
import type { OutputReport } from '../../core/output-report.ts'
import { findOutliers, seriesOf } from '../../state/outliers.ts'
import { useActions } from '../context.ts'
import { countOf, formatBytes, formatCount, formatDuration } from '../format.ts'
import { GatherTable } from '../tables/GatherTable.tsx'
import { engineKindOf } from './bound-sentence.ts'
import { GatherPlots } from './GatherPlots.tsx'
import { ReportRecipe } from './ReportRecipe.tsx'
import { ReportStages } from './ReportStages.tsx'
import { RunCourse } from './RunCourse.tsx'
import { countFacts, estimateRows, type Fact, jobFacts, proofFacts } from './report-facts.ts'

/** All that a finished output says of itself, on pages that can be printed. */
export function ReportPage({ report }: { readonly report: OutputReport }): ReactElement {
  const actions = useActions()
  const { run, counts, quarantined } = report
  const series = seriesOf(report.gathers)
  const outliers = findOutliers(series)
  return (
    <main className="report">
      <article>
        <header className="report-head">
          <div className="row">
            <h1 className="truncate">{report.name}</h1>
            <span className="grow" />
            <button type="button" className="btn large screen-only" onClick={actions.closeReport}>
              Back to the batch
            </button>
            <button type="button" className="btn primary large screen-only" onClick={actions.print}>
              Print
            </button>
          </div>
          <p className="mut" data-testid="report-summary">
            {countOf(counts.gathers, 'gather')}
            {run !== null && <> in {formatDuration(run.seconds)}</>}.{' '}
            {quarantined.length === 0 ? 'None was set aside.' : `${countOf(quarantined.length, 'gather')} set aside.`}{' '}
            {countOf(outliers.length, 'outlier')}.
          </p>
        </header>
        <div className="report-columns">
          <Part title="Job">
            <Facts facts={jobFacts(report)} />
          </Part>
          <Part title="Figures">
            <Facts facts={countFacts(report)} />
          </Part>
          <Part title="Estimate and actual">
            <EstimateTable report={report} />
          </Part>
        </div>
        {run !== null && (
          <Part title="Stages">
            <ReportStages run={run} engine={report.engine.kind} />
          </Part>
        )}
        {run?.course !== undefined && run.course.seconds.length > 1 && (
          <Part title="Over time">
            <RunCourse course={run.course} engineKind={engineKindOf({ engine: report.engine.kind })} />
          </Part>
        )}
        <Part title="Gathers">
          <GatherPlots series={series} outliers={outliers} range={report.request} />
        </Part>
        <Part title="Recipe" aside={`digest ${report.recipeDigest.slice(0, 8)}`}>
          <ReportRecipe recipe={report.request.recipe} />
        </Part>
        <Part title="Set aside" aside={quarantined.length > 0 ? formatCount(quarantined.length) : ''}>
          <SetAside report={report} />
        </Part>
        <Part title="Certificate" aside="_SUCCESS.json">
          <Facts facts={proofFacts(report)} isWide />
          <p className="dim">
            Each chunk was read back after it was written and compared with its digest. The certificate was written
            last, over {formatBytes(counts.chunkBytes)} in {countOf(counts.chunks, 'chunk')}.
          </p>
        </Part>
      </article>
    </main>
  )
}

interface PartProps {
  readonly title: string
  readonly aside?: string
  readonly children: ReactNode
}

function Part({ title, aside = '', children }: PartProps): ReactElement {
  return (
    <section className="report-part" aria-label={title}>
      <div className="section-head">
        <h2 className="section-title">{title}</h2>
        {aside !== '' && <span className="dim small mono">{aside}</span>}
      </div>
      {children}
    </section>
  )
}

function Facts({
  facts,
  isWide = false,
}: {
  readonly facts: readonly Fact[]
  readonly isWide?: boolean
}): ReactElement {
  return (
    <dl className={isWide ? 'pairs wide' : 'pairs'}>
      {facts.map(([name, text]) => (
        <div key={name}>
          <dt className="mut">{name}</dt>
          <dd className={isWide ? 'mono' : undefined}>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

function EstimateTable({ report }: { readonly report: OutputReport }): ReactElement {
  const rows = estimateRows(report)
  if (rows === null) return <p className="mut">No estimate was asked for before this batch.</p>
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Figure</span>
          </th>
          <th scope="col" className="right">
            Estimate
          </th>
          <th scope="col" className="right">
            Actual
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, estimate, actual]) => (
          <tr key={name}>
            <td className="mut">{name}</td>
            <td className="right">{estimate}</td>
            <td className="right">{actual}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function SetAside({ report: { quarantined } }: { readonly report: OutputReport }): ReactElement {
  if (quarantined.length === 0) return <p className="mut">No gather was set aside.</p>
  const inputs = new Set(quarantined.filter(({ written }) => written === 'input').map(({ gather }) => gather))
  const text = (gather: number): string => (inputs.has(gather) ? 'its input, unprocessed' : 'zeros')
  return (
    <GatherTable
      caption="Gathers set aside"
      rows={quarantined}
      columns={[{ name: 'Written in its place', kind: 'text', text }]}
      mostRows={quarantined.length}
    />
  )
}
