import { type ReactElement, useEffect, useState } from 'react'
import type { GatherIndex } from '../../core/dataset.ts'
import { useActions, useGather, useQc, useSession } from '../context.ts'
import { formatCount } from '../format.ts'
import { Icon, type IconName } from '../Icon.tsx'
import { QcHead } from './QcHead.tsx'
import { QcStrip } from './QcStrip.tsx'
import { useQcFigures } from './use-qc-figures.ts'

export const GO_TO_GATHER_ID = 'go-to-gather'

/** Which gather is on the screen, and the way to another. */
export function Navigator(): ReactElement {
  const actions = useActions()
  const gathers = useSession((state) => state.dataset?.gathers ?? null)
  const index = useGather((state) => state.index)
  const nTraces = useGather((state) => state.nTraces)
  const shown = useQcFigures()
  const nGathers = gathers?.nGathers ?? 0
  const isFirst = index <= 0
  const isLast = index >= nGathers - 1
  return (
    <section className="navigator" aria-label="Gather navigator">
      <div className="row">
        <Step
          icon="first"
          label="First gather"
          keys="Home"
          isOff={isFirst}
          isGhost
          onClick={() => actions.goToGather(0)}
        />
        <Step icon="previous" label="Previous gather" keys="Left" isOff={isFirst} onClick={actions.previousGather} />
        <GatherNumber index={index} nGathers={nGathers} />
        <span className="mut nowrap">of {formatCount(nGathers)}</span>
        <Step icon="next" label="Next gather" keys="Right" isOff={isLast} onClick={actions.nextGather} />
        <Step
          icon="last"
          label="Last gather"
          keys="End"
          isOff={isLast}
          isGhost
          onClick={() => actions.goToGather(nGathers - 1)}
        />
        <BookmarkButton index={index} />
        <span className="divider" />
        <div className="gather-facts">
          {gathers !== null && <GatherKeys gathers={gathers} index={index} />}
          <span className="nowrap">
            <span className="dim">traces</span> {formatCount(nTraces)}
          </span>
        </div>
        <QcHead shown={shown} />
      </div>
      <QcStrip shown={shown} index={index} nGathers={nGathers} />
      <div className="gather-axis" aria-hidden="true">
        <span>1</span>
        {nGathers > 1 && <span>{formatCount(nGathers)}</span>}
      </div>
    </section>
  )
}

function BookmarkButton({ index }: { readonly index: number }): ReactElement {
  const actions = useActions()
  const isMarked = useQc((state) => state.bookmarks.includes(index))
  return (
    <button
      type="button"
      className="btn square ghost"
      aria-label="Bookmark gather"
      title="Bookmark gather: M"
      aria-pressed={isMarked}
      onClick={() => actions.toggleBookmark(index)}
    >
      <Icon name="bookmark" />
    </button>
  )
}

function GatherKeys({ gathers, index }: { readonly gathers: GatherIndex; readonly index: number }): ReactElement {
  return (
    <>
      {Object.entries(gathers.keys).map(([name, values]) => (
        <span className="nowrap" key={name}>
          <span className="dim">{name}</span> {formatKey(values[index])}
        </span>
      ))}
    </>
  )
}

function formatKey(value: number | undefined): string {
  if (value === undefined) return ''
  return Number.isInteger(value) ? formatCount(value) : String(value)
}

interface GatherNumberProps {
  readonly index: number
  readonly nGathers: number
}

/** Gathers are numbered from 1 on the page. */
function GatherNumber({ index, nGathers }: GatherNumberProps): ReactElement {
  const actions = useActions()
  const [draft, setDraft] = useState<string | null>(null)
  const typed = Number(draft?.replaceAll(/\s/g, ''))
  const isRefused = draft !== null && draft !== '' && !(Number.isInteger(typed) && typed >= 1 && typed <= nGathers)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another gather on the screen ends the typing
  useEffect(() => setDraft(null), [index])
  const commit = (): void => {
    if (draft !== null && draft !== '' && !isRefused) actions.goToGather(typed - 1)
    if (!isRefused) setDraft(null)
  }
  return (
    <input
      id={GO_TO_GATHER_ID}
      className="go-to"
      aria-label="Go to gather"
      title={isRefused ? `Gathers are numbered 1 to ${nGathers}` : 'Go to gather: G'}
      aria-invalid={isRefused}
      inputMode="numeric"
      autoComplete="off"
      value={draft ?? formatCount(index + 1)}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => setDraft(null)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit()
        // Out of the field, so that the next key is a key of the workbench; a refused number stays to be corrected.
        if ((event.key === 'Enter' && !isRefused) || event.key === 'Escape') event.currentTarget.blur()
      }}
    />
  )
}

interface StepProps {
  readonly icon: IconName
  readonly label: string
  readonly keys: string
  readonly isOff: boolean
  readonly isGhost?: boolean
  onClick(): void
}

function Step({ icon, label, keys, isOff, isGhost = false, onClick }: StepProps): ReactElement {
  return (
    <button
      type="button"
      className={`btn square ${isGhost ? 'ghost' : ''}`}
      aria-label={label}
      title={`${label}: ${keys}`}
      disabled={isOff}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  )
}
