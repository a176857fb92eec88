import type { CSSProperties, ReactElement } from 'react'
import { type GatherKeys, gatherAt, orderBy } from '../../state/gather-order.ts'
import { hasFigure } from '../../state/qc.ts'
import { REGION_LIMITS_PX } from '../../state/view.ts'
import { useActions, useGather, useQc, useSession, useView } from '../context.ts'
import { formatCount, formatKey } from '../format.ts'
import { Icon, type IconName } from '../Icon.tsx'
import { RegionEdge } from '../RegionEdge.tsx'
import { TableButton, useIsTable } from '../tables/TableButton.tsx'
import { GoTo } from './GoTo.tsx'
import { OrderChoice } from './OrderChoice.tsx'
import { QcHead } from './QcHead.tsx'
import { QcStrip } from './QcStrip.tsx'
import { QcTable } from './QcTable.tsx'
import { useQcFigures } from './use-qc-figures.ts'

/** Which gather is on the screen, and the way to another. */
export function Navigator(): ReactElement {
  const actions = useActions()
  const gathers = useSession((state) => state.dataset?.gathers ?? null)
  const index = useGather((state) => state.index)
  const nTraces = useGather((state) => state.nTraces)
  const order = useQc((state) => state.order)
  const headerKeys = useQc((state) => state.headerKeys)
  const shown = useQcFigures()
  const nGathers = gathers?.nGathers ?? 0
  const hasTable = hasFigure(shown.values)
  const isTable = useIsTable('gathers') && hasTable
  const ordered = gathers && orderBy(gathers, { order, headerKeys })
  const isFirst = ordered === null || gatherAt(ordered, index, -1) === index
  const isLast = ordered === null || gatherAt(ordered, index, 1) === index
  const heightPx = useView((state) => state.sizes.navigator)
  const isStripHidden = heightPx === REGION_LIMITS_PX.navigator.min
  const height = heightPx === undefined ? undefined : ({ '--h-nav': `${heightPx}px` } as CSSProperties)
  const looks = ['navigator', ...(isTable ? ['as-table'] : []), ...(isStripHidden ? ['without-strip'] : [])]
  return (
    <section className={looks.join(' ')} style={height} aria-label="Gather navigator">
      <RegionEdge region="navigator" className="navigator-edge" measured={(edge) => edge.closest('.navigator')} />
      <div className="row">
        <Step icon="first" label="First gather" keys="Home" isOff={isFirst} isGhost onClick={actions.firstGather} />
        <Step icon="previous" label="Previous gather" keys="Left" isOff={isFirst} onClick={actions.previousGather} />
        {gathers !== null && <GoTo index={index} />}
        <Step icon="next" label="Next gather" keys="Right" isOff={isLast} onClick={actions.nextGather} />
        <Step icon="last" label="Last gather" keys="End" isOff={isLast} isGhost onClick={actions.lastGather} />
        <BookmarkButton index={index} />
        <span className="divider" />
        <div className="gather-facts">
          {gathers !== null && <KeysOfGather keys={gathers.keys} index={index} />}
          <span className="nowrap">
            <span className="dim">traces</span> {formatCount(nTraces)}
          </span>
          <KeysOfGather keys={headerKeys} index={index} />
        </div>
        <OrderChoice />
        <QcHead shown={shown} />
        {hasTable && <TableButton chart="gathers" />}
      </div>
      {isTable ? (
        <QcTable shown={shown} />
      ) : (
        <>
          <QcStrip shown={shown} index={index} nGathers={nGathers} />
          <div className="gather-axis" aria-hidden="true">
            <span>1</span>
            {nGathers > 1 && <span>{formatCount(nGathers)}</span>}
          </div>
        </>
      )}
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
      title="Bookmark gather: M. The next one: N"
      aria-pressed={isMarked}
      onClick={() => actions.toggleBookmark(index)}
    >
      <Icon name="bookmark" />
    </button>
  )
}

function KeysOfGather({ keys, index }: { readonly keys: GatherKeys; readonly index: number }): ReactElement {
  return (
    <>
      {Object.entries(keys).map(([name, values]) => (
        <span className="nowrap" key={name}>
          <span className="dim">{name}</span> {formatKey(shortened(values[index]))}
        </span>
      ))}
    </>
  )
}

/** To be read; the field to go to a value shows all of it. */
function shortened(value = Number.NaN): number {
  return Number(value.toPrecision(7))
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
