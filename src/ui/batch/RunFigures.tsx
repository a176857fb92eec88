import type { ReactElement } from 'react'
import { useBatch } from '../context.ts'
import { formatBytes, formatCount, formatDuration } from '../format.ts'

/** What the batch has cost so far. */
export function RunFigures(): ReactElement | null {
  const progress = useBatch((state) => state.progress)
  if (progress === null) return null
  const figures = [
    ['Duration', formatDuration(progress.seconds)],
    ['Read', formatBytes(progress.bytesRead)],
    ['Written', formatBytes(progress.bytesWritten)],
    ['Tried again', formatCount(progress.retries)],
    ['Memory, peak', formatBytes(progress.peakMemoryBytes)],
    ['Engine', progress.engine],
    ['Runs on', progress.adapter],
  ] as const
  return (
    <section className="section" aria-label="Figures">
      <div className="section-head">
        <h2 className="section-title">So far</h2>
      </div>
      <dl className="pairs">
        {figures.map(([name, text]) => (
          <div key={name}>
            <dt className="mut">{name}</dt>
            <dd className="truncate" title={text}>
              {text}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
