import type { ReactElement } from 'react'
import type { BatchProgress } from '../../core/batch.ts'
import { isActive } from '../../state/batch.ts'
import { useBatch } from '../context.ts'
import { countOf, formatCount, formatDuration } from '../format.ts'

type Fact = readonly [name: string, value: string]

/** What may be relied on: before a batch what will be kept to, then what of it has been done. */
export function Safety(): ReactElement {
  const progress = useBatch((state) => state.progress)
  const facts = progress === null ? PROMISES : factsOf(progress)
  return (
    <section className="section" aria-label="Safety">
      <div className="section-head">
        <h2 className="section-title">Safety</h2>
      </div>
      <dl className="pairs">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="mut">{name}</dt>
            <dd className="right">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const PROMISES: readonly Fact[] = [
  ['Input', 'opened read-only, changes noticed'],
  ['Each chunk', 'written once, read back, compared'],
  ['Journal', 'of finished chunks, every second'],
  ['After a crash', 'Resume: finished chunks are kept'],
  ['A gather that fails', 'tried again, then set aside'],
  ['Certificate', 'last, over every chunk'],
]

function factsOf(progress: BatchProgress): readonly Fact[] {
  const { chunksWritten, chunksReused, chunkProvenAt, seconds, state, retries } = progress
  const isRunning = isActive(progress)
  return [
    ['Input', 'opened read-only'],
    ['Chunks written and checked', formatCount(chunksWritten)],
    ...(chunksReused > 0 ? [['Checked of an earlier run', formatCount(chunksReused)] as const] : []),
    ...(isRunning && chunkProvenAt !== null
      ? [['Last check', `${formatDuration(seconds - chunkProvenAt)} ago`] as const]
      : []),
    ...(retries > 0 ? [['Tried again', countOf(retries, 'time')] as const] : []),
    ...(state === 'done'
      ? []
      : [[isRunning ? 'Kept if it ends now' : 'Kept for Resume', countOf(progress.gathersDone, 'gather')] as const]),
    ['Certificate', CERTIFICATES[state]],
  ]
}

const CERTIFICATES: Readonly<Record<BatchProgress['state'], string>> = {
  planning: 'comes last',
  running: 'comes last',
  paused: 'comes last',
  finishing: 'being written',
  done: 'written, over every chunk',
  cancelled: 'none: unfinished',
  failed: 'none: unfinished',
}
