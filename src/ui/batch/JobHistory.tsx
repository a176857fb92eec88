import type { ReactElement } from 'react'
import { isActive } from '../../state/batch.ts'
import { type BatchJobEntry, isUnfinished } from '../../state/batch-jobs.ts'
import { useActions, useBatch } from '../context.ts'
import { formatClock, formatCount, formatDay, formatSpan } from '../format.ts'
import { IconMenu } from '../shell/Menu.tsx'
import type { MenuItem } from '../shell/MenuList.tsx'

/** The batches of this browser on the open dataset, and what can be done with each. */
export function JobHistory(): ReactElement {
  const actions = useActions()
  const jobs = useBatch((state) => state.jobs)
  return (
    <section className="section" aria-label="Job history">
      <div className="section-head">
        <h2 className="section-title">Job history</h2>
        {jobs.length > 0 && <span className="dim small">{formatCount(jobs.length)}</span>}
        <span className="grow" />
        <button
          type="button"
          className="btn ghost"
          title="The report of any finished output folder"
          onClick={actions.openReport}
        >
          Open a report
        </button>
      </div>
      {jobs.length === 0 ? (
        <p className="mut">No batch has run on this dataset.</p>
      ) : (
        <table className="jobs">
          <thead>
            <tr>
              <th scope="col">Job</th>
              <th scope="col" className="right">
                Gathers
              </th>
              <th scope="col" className="right">
                Time
              </th>
              <th scope="col">State</th>
              <th scope="col">
                <span className="visually-hidden">What can be done</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => (
              <JobRow key={job.id} job={job} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function JobRow({ job }: { readonly job: BatchJobEntry }): ReactElement {
  const started = new Date(job.startedAt)
  // The list is kept every few seconds; of the batch on the page more is known.
  const progress = useBatch((batch) =>
    job.outcome === 'running' && batch.output?.name === job.output.name ? batch.progress : null,
  )
  const state = stateOf(job, progress?.state === 'paused')
  return (
    <tr aria-current={job.outcome === 'running' ? 'true' : undefined}>
      <td className="truncate" title={`${job.output.name}, ${formatDay(started, new Date())} ${formatClock(started)}`}>
        {nameBeside(job)}
      </td>
      <td className="right" title={`of ${formatCount(job.nGathers)}`}>
        {formatCount(progress?.gathersDone ?? job.gathersDone)}
      </td>
      <td className="right">{formatSpan(job.seconds)}</td>
      <td className={state.style}>{state.text}</td>
      <td className="right">
        <JobMenu job={job} />
      </td>
    </tr>
  )
}

function JobMenu({ job }: { readonly job: BatchJobEntry }): ReactElement {
  const actions = useActions()
  const isBusy = useBatch((state) => isActive(state.progress) || state.waiting !== null)
  const items: readonly MenuItem[] = [
    ...(isUnfinished(job) ? [{ text: 'Resume', isDisabled: isBusy, onSelect: () => actions.resumeJob(job.id) }] : []),
    ...(job.outcome === 'done' ? [{ text: 'Report', onSelect: () => actions.showReportOfJob(job.id) }] : []),
    { text: 'Run again', isDisabled: isBusy, onSelect: () => actions.takeJob(job.id) },
    {
      text: 'Remove from the list',
      isDisabled: job.outcome === 'running',
      onSelect: () => actions.forgetJob(job.id),
    },
  ]
  return <IconMenu icon="dots" label={`${job.output.name}: what can be done`} items={items} />
}

/** What tells outputs of one dataset apart. */
function nameBeside({ output, datasetName }: BatchJobEntry): string {
  const isOfDataset = output.name.length > datasetName.length + 1 && output.name.startsWith(datasetName)
  return isOfDataset ? output.name.slice(datasetName.length).replace(/^[-_. ]+/, '') : output.name
}

function stateOf({ outcome, nSetAside }: BatchJobEntry, isPaused: boolean): { text: string; style: string } {
  if (isPaused) return { text: 'paused', style: 'mut' }
  if (outcome === 'done' && nSetAside > 0) return { text: `${formatCount(nSetAside)} set aside`, style: 'flagged' }
  return { text: outcome, style: outcome === 'stopped' || outcome === 'failed' ? 'faulty' : 'mut' }
}
