import { type CSSProperties, type ReactElement, useEffect, useRef, useState } from 'react'
import { usualOf } from '../../state/outliers.ts'
import { countDone, hasFigure, type QcFigures } from '../../state/qc.ts'
import { greatestOf } from '../batch/GatherStrip.tsx'
import { useActions, useGather, useQc } from '../context.ts'
import { formatDuration } from '../format.ts'
import { StripPlot } from '../strips/StripPlot.tsx'
import { runsOf, spreadMarks } from '../strips/strip-columns.ts'
import { useMediaQuery } from '../use-media-query.ts'

/** More triangles than these hide what they point at. */
const MOST_MARKS = 120
/** A gather so many times as loud as the usual one is drawn at the top, so that the others can be told apart. */
const MOST_LEVEL = 3

const COLOURS = { rms: 'level', removed: 'noise', leakage: 'leakage' } as const

interface QcStripProps {
  readonly shown: QcFigures
  readonly index: number
  readonly nGathers: number
}

/** All gathers of the dataset side by side, with the way to each: a slider lies over their figures. */
export function QcStrip({ shown, index, nGathers }: QcStripProps): ReactElement {
  const actions = useActions()
  const strip = useRef<HTMLDivElement>(null)
  const width = useWidth(strip)
  const bookmarks = useQc((state) => state.bookmarks)
  const failed = useQc((state) => state.failed)
  // The cursor is with the hand, also while the gather under it is still to come.
  const [held, setHeld] = useState<number | null>(null)
  const isPressed = useRef(false)
  const isLoading = useGather((state) => state.isLoading)
  const showsLastOnly = useMediaQuery('(prefers-reduced-motion: reduce)')
  // biome-ignore lint/correctness/useExhaustiveDependencies: whichever gather came, it is the one on the screen
  useEffect(() => {
    if (!isLoading && !isPressed.current) setHeld(null)
  }, [index, isLoading])
  const at = held ?? index
  const { figure, values, outliers, limit } = shown
  const place = (gather: number): CSSProperties => ({ left: `${(100 * (gather + 0.5)) / nGathers}%` })
  const remarks = [
    `Gather ${at + 1} of ${nGathers}`,
    ...(outliers.includes(at) ? ['outlier'] : []),
    ...(failed.includes(at) ? ['could not be read'] : []),
    ...(bookmarks.includes(at) ? ['bookmarked'] : []),
  ]
  const thumb = { '--w-thumb': `${width / Math.max(1, nGathers)}px` } as CSSProperties
  return (
    <div className="qc-strip" ref={strip} style={thumb}>
      {nGathers > 0 && (
        <StripPlot
          colour={COLOURS[figure]}
          figures={values}
          range={{ startGather: 0, endGather: nGathers }}
          nColumns={Math.max(1, Math.min(width, nGathers))}
          top={topOf(shown)}
          limit={limit}
          marks={spreadMarks(outliers, nGathers, MOST_MARKS)}
        />
      )}
      {figure === 'rms' &&
        runsOf(failed).map(([start, end]) => (
          <i
            key={start}
            className="qc-failed"
            style={{ left: `${(100 * start) / nGathers}%`, width: `${(100 * (end - start)) / nGathers}%` }}
          />
        ))}
      {bookmarks.map((gather) => (
        <i key={gather} className="qc-bookmark" style={place(gather)} />
      ))}
      {nGathers > 0 && <i className="qc-cursor" style={place(at)} />}
      <input
        type="range"
        className="gather-track"
        aria-label="Gather"
        aria-valuetext={remarks.join(', ')}
        min={0}
        max={Math.max(0, nGathers - 1)}
        step={1}
        value={at}
        disabled={nGathers < 2}
        onChange={(event) => {
          const gather = Number(event.target.value)
          setHeld(gather === index ? null : gather)
          if (!(isPressed.current && showsLastOnly)) actions.scrubToGather(gather)
        }}
        onPointerDown={() => {
          isPressed.current = true
        }}
        onPointerUp={() => {
          isPressed.current = false
          if (held !== null && showsLastOnly) actions.goToGather(held)
        }}
        onPointerCancel={() => {
          isPressed.current = false
          setHeld(null)
        }}
      />
      {!hasFigure(values) && <NotComputed nGathers={nGathers} />}
    </div>
  )
}

function NotComputed({ nGathers }: { readonly nGathers: number }): ReactElement | null {
  const actions = useActions()
  const nDone = useQc(countDone)
  const isComputing = useQc((state) => state.isComputing)
  const firstRead = useGather((state) => state.firstRead)
  if (isComputing || nDone > 0 || firstRead === null) return null
  return (
    <p className="qc-empty small">
      <span className="dim">Not computed.</span>
      <button type="button" className="btn" onClick={actions.computeQc}>
        Compute RMS for all gathers, about {formatDuration(Math.max(1, firstRead.seconds * nGathers))}
      </button>
    </p>
  )
}

function topOf({ figure, values, limit }: QcFigures): number {
  if (figure === 'removed') return greatestOf(values, 1)
  if (figure === 'leakage') return Math.max(1.2 * (limit ?? 0), greatestOf(values, 0))
  const greatest = greatestOf(values, 0)
  const usual = usualOf(values, 0)
  return usual === null || usual.median === 0 ? greatest : Math.min(greatest, MOST_LEVEL * usual.median)
}

/** Of an element, in whole CSS pixels. */
function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (element.current === null) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return width
}
