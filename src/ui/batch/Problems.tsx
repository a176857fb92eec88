import type { ReactElement } from 'react'
import type { QuarantinedGather } from '../../core/batch.ts'
import { useBatch, useSession } from '../context.ts'
import { formatCount } from '../format.ts'
import { GatherTable } from '../tables/GatherTable.tsx'
import { useOpenGather } from './use-open-gather.ts'

const NONE: readonly QuarantinedGather[] = []
/** More rows than anybody reads; the report lists all. */
const MAX_ROWS = 200

/** Gathers that could not be processed, and problems of the dataset that a batch meets. */
export function Problems(): ReactElement {
  const quarantined = useBatch((state) => state.progress?.quarantined ?? NONE)
  const hasRun = useBatch((state) => state.progress !== null)
  const openGather = useOpenGather()
  return (
    <>
      <section className="section batch-problems" aria-label="Gathers set aside">
        <div className="section-head">
          <h2 className="section-title">Set aside</h2>
          {quarantined.length > 0 && <span className="dim small">{formatCount(quarantined.length)}</span>}
        </div>
        {quarantined.length === 0 ? (
          <p className="mut">
            {hasRun ? 'No gather was set aside.' : 'Gathers that cannot be processed are listed here.'}
          </p>
        ) : (
          <GatherTable
            caption="Gathers set aside"
            rows={quarantined}
            columns={[]}
            mostRows={MAX_ROWS}
            rest="in the certificate"
            onOpen={openGather}
          />
        )}
      </section>
      <DatasetFacts />
    </>
  )
}

function DatasetFacts(): ReactElement | null {
  const dataset = useSession((state) => state.dataset)
  if (dataset === null) return null
  const { array } = dataset
  const facts = [
    ['Gathers', formatCount(dataset.gathers.nGathers)],
    ['Traces', formatCount(dataset.nTraces)],
    ['Samples a trace', `${formatCount(dataset.nSamples)}, ${dataset.sampleIntervalMs}\u00a0ms`],
    ['Array', `Zarr v${array.zarrFormat}, ${array.dtype}`],
    ['Chunk', `${formatCount(array.chunkSamples)} × ${formatCount(array.chunkTraces)}`],
    ['Codecs', array.codecs.length === 0 ? 'none' : array.codecs.join(', ')],
  ] as const
  return (
    <section className="section" aria-label="Input">
      <div className="section-head">
        <h2 className="section-title">Input</h2>
        <span className="dim small truncate">{dataset.name}</span>
      </div>
      <dl className="pairs">
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt className="mut">{name}</dt>
            <dd className="truncate">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
