import { type ReactElement, useLayoutEffect, useRef } from 'react'
import type { PanelName } from '../../core/view.ts'
import { useActions, useBatch, useView } from '../context.ts'
import { formatCount, formatWords } from '../format.ts'
import { useOpenGather } from './use-open-gather.ts'

const PANELS: readonly (readonly [panel: PanelName, name: string])[] = [
  ['before', 'Before'],
  ['after', 'After'],
  ['noise', 'Noise'],
]

/** Before, After and Noise of the gather that is picked in a list, computed again when it is. */
export function PickedGather(): ReactElement | null {
  const picked = useBatch((state) => state.picked)
  const hasLists = useBatch((state) => state.progress !== null)
  const isSorted = useBatch((state) => (state.ran?.sort.length ?? 0) > 0)
  const noiseGain = useView((state) => state.noiseGain)
  const openGather = useOpenGather()
  if (!hasLists) return null
  if (picked === null) {
    return (
      <section className="section" aria-label="Picked gather">
        <p className="mut">Pick a gather in a list to see its Before, After and Noise.</p>
      </section>
    )
  }
  const { gather, status, reason } = picked
  return (
    <section className="section" aria-label="Picked gather" aria-busy={status === 'working'}>
      <div className="section-head">
        <h2 className="section-title">Gather {formatCount(gather + 1)}</h2>
        <span className="dim small" role="status">
          {status === 'working' ? 'working' : isSorted ? 'traces as stored' : ''}
        </span>
        <span className="grow" />
        <button type="button" className="btn ghost" onClick={() => openGather(gather)}>
          Open in Tune
        </button>
      </div>
      <div className="picked-pictures">
        {PANELS.map(([panel, name]) => (
          <Picture key={panel} panel={panel} name={`${name} of gather ${formatCount(gather + 1)}`} />
        ))}
      </div>
      <div className="picked-keys small">
        {PANELS.map(([panel, name]) => (
          <span key={panel} className={`picked-key ${panel}`}>
            {name}
            {panel === 'noise' && ` × ${noiseGain}`}
          </span>
        ))}
      </div>
      {status === 'failed' && <p className="faulty small reason">{formatWords(reason)}.</p>}
    </section>
  )
}

function Picture({ panel, name }: { readonly panel: PanelName; readonly name: string }): ReactElement {
  const actions = useActions()
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const element = canvas.current
    if (element === null) return
    actions.attachPicked(element, panel)
    return () => actions.attachPicked(element, null)
  }, [actions, panel])
  return <canvas ref={canvas} role="img" aria-label={name} />
}
