import type { ReactElement } from 'react'
import { MIN_WIGGLE_SPACING } from '../../app/panel-geometry.ts'
import type { PanelName } from '../../state/view.ts'
import { useActions, useCompare, useGather, useRecipe, useResult, useSession, useView } from '../context.ts'
import { formatCount, formatMs } from '../format.ts'
import { Icon } from '../Icon.tsx'
import { missingChunksSentence } from '../missing-chunks.ts'
import { ErrorLines } from '../shell/ErrorLines.tsx'
import { BUSY_AFTER_MS, useIsSlow, useStaysTrue } from '../use-is-slow.ts'
import { workingWords } from './panel-words.ts'
import { useNoPlacesSentence } from './spacing-words.ts'
import { noRoomSentence, useTraceSpacing } from './use-trace-spacing.ts'

interface PanelMessagesProps {
  readonly panel: PanelName
  /** Of those that are shown: what concerns all of them is said once, in it. */
  readonly isFirst: boolean
}

/** What lies over a panel: the state of its picture, and why there is none. */
export function PanelMessages({ panel, isFirst }: PanelMessagesProps): ReactElement | null {
  const actions = useActions()
  const index = useGather((state) => state.index)
  const gatherError = useGather((state) => state.error)
  const isOnlyA = useCompare((state) => state.shown === 'a')
  const resultError = useResult((state) => state.error)
  if (gatherError !== null && !isFirst) return <p className="panel-empty dim">No gather to show.</p>
  if (gatherError !== null) {
    return (
      <div className="panel-empty" role="alert">
        <p>
          <ErrorLines error={gatherError} />
        </p>
        <button type="button" className="btn" onClick={() => actions.goToGather(index)}>
          Read again
        </button>
      </div>
    )
  }
  return (
    <>
      {panel === 'before' && <ReadingBadge />}
      {isFirst && <MissingStrip />}
      <LeftBadge panel={panel} />
      {panel === 'after' && !isOnlyA && <ResultBadge />}
      <RecipeABadge panel={panel} />
      {(panel === 'after' || (isFirst && panel === 'noise')) && resultError !== null && (
        <div className="panel-error" role="alert">
          <Icon name="warning" />
          <span>
            <ErrorLines error={resultError} />
          </span>
        </div>
      )}
    </>
  )
}

function MissingStrip(): ReactElement | null {
  const missing = useGather((state) => state.missingChunks)
  if (missing.length === 0) return null
  return (
    <div className="panel-error warning">
      <Icon name="warning" />
      <span>{missingChunksSentence(missing)}</span>
    </div>
  )
}

function ReadingBadge(): ReactElement | null {
  const isSlow = useStaysTrue(
    useGather((state) => state.isLoading),
    BUSY_AFTER_MS,
  )
  const index = useGather((state) => state.index)
  return isSlow ? <span className="badge">reading gather {formatCount(index + 1)}</span> : null
}

function ResultBadge(): ReactElement | null {
  const isSlow = useIsSlow()
  const step = useResult((state) => state.runningStep)
  const totalMs = useResult((state) => state.totalMs)
  const kind = useSession((state) => state.engine?.kind)
  const hasSteps = useRecipe((state) => state.items.some((item) => item.isEnabled))
  const hasGather = useGather((state) => state.nTraces > 0)
  if (isSlow) return <span className="badge">{workingWords(step)}</span>
  if (!hasSteps && hasGather) return <span className="badge">No steps. After equals Before.</span>
  if (totalMs === null) return null
  return (
    <span className="badge live">
      live · {formatMs(totalMs)} {kind === 'cpu' ? 'CPU' : ''}
    </span>
  )
}

/** Recipe A is asked for and not in the panels yet. */
function RecipeABadge({ panel }: { readonly panel: PanelName }): ReactElement | null {
  const isWaiting = useCompare((state) => state.wanted !== state.shown && state.shown === 'b')
  const isSlow = useStaysTrue(isWaiting, BUSY_AFTER_MS)
  return isSlow && panel === 'before' ? <span className="badge">working on recipe A</span> : null
}

/** What was asked for and is not drawn: wiggles without room, true spacing without places. Once on the page: on the first panel. */
function LeftBadge({ panel }: { readonly panel: PanelName }): ReactElement | null {
  const layout = useView((state) => state.layout)
  const wiggle = useView((state) => state.wiggle)
  const spacing = useTraceSpacing()
  const isFirst = layout === panel || (layout === 'three' && panel === 'before')
  const whyEven = useNoPlacesSentence()
  const isTrueWanted = useView((state) => state.isTrueSpacing)
  const sentences = [
    isTrueWanted && whyEven !== null ? `${whyEven} Traces are evenly spaced.` : '',
    wiggle !== 'off' && spacing !== null && spacing < MIN_WIGGLE_SPACING ? noRoomSentence(spacing) : '',
  ].filter((sentence) => sentence !== '')
  return isFirst && sentences.length > 0 ? <span className="badge left">{sentences.join(' ')}</span> : null
}
