import { type ReactElement, useState } from 'react'
import { isActive } from '../../state/batch.ts'
import { useBatch, useStores } from '../context.ts'
import { boundSentence, engineKindOf } from './bound-sentence.ts'
import { percentDone } from './progress-figures.ts'

/** Tells a screen reader each quarter of a batch, its end, and every change of what limits it; nothing in between. */
export function BatchAnnouncer(): ReactElement {
  const quarter = useBatch((batch) => Math.floor(percentDone(batch.progress) / 25))
  const state = useBatch((batch) => batch.progress?.state ?? null)
  const bound = useBatch((batch) => batch.progress?.bound ?? null)
  return (
    <div className="visually-hidden" role="status">
      <Sentence key={`${state} ${bound} ${quarter}`} quarter={quarter} />
    </div>
  )
}

/** Made anew for each announcement; the figures in it are those of that moment. */
function Sentence({ quarter }: { readonly quarter: number }): ReactElement | null {
  const stores = useStores()
  const [progress] = useState(() => stores.batch.getState().progress)
  if (progress === null) return null
  const bound = boundSentence(progress, engineKindOf(progress), isActive(progress))
  return (
    <>
      Batch {progress.state}, {quarter * 25} percent. {bound}
    </>
  )
}
