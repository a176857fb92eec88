import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react'
import { niceStep, pixelContext, timeTicks } from '../../app/panel-geometry.ts'
import type { PlaneCell, TransformPlane } from '../../core/transform-plane.ts'
import { useActions, usePlane } from '../context.ts'
import { useTheme } from '../theme.ts'
import { axisEnd, type CellBox, cellBox, cellOf, cellUnder, movedCell, ruleLimits } from './plane-layout.ts'
import { planeColours, planePixels } from './plane-picture.ts'
import { cellSentence, fateTexts, planeSentence } from './plane-words.ts'

interface PlanePlotProps {
  readonly plane: TransformPlane
  /** Of its process. */
  readonly label: string
  /** Beside the words about a cell. */
  readonly children: ReactNode
}

/** The plane with its axes. Arrows or the pointer go to a cell; Enter or a click outline what it stands for in the panels. */
export function PlanePlot({ plane, label, children }: PlanePlotProps): ReactElement {
  const actions = useActions()
  const outlined = usePlane((state) => state.cell)
  const [cursor, setCursor] = useState<PlaneCell | null>(null)
  const [pointed, setPointed] = useState<PlaneCell | null>(null)
  const [isByKey, setByKey] = useState(false)
  const { root, size } = useSize()
  const canvas = usePicture(plane, size)
  const from = cellOf(plane, cursor) ?? outlined
  const told = cellOf(plane, pointed) ?? from

  const outline = (cell: PlaneCell): void => {
    const isSame = outlined?.band === cell.band && outlined.index === cell.index
    setCursor(cell)
    actions.outlineCell(isSame ? null : cell)
  }
  const cellOfEvent = (event: PointerEvent): PlaneCell => {
    const box = event.currentTarget.getBoundingClientRect()
    return cellUnder(plane, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const moved = movedCell(plane, from, event.key, event.shiftKey ? 10 : 1)
    if (moved !== null) {
      setCursor(moved)
      setByKey(true)
    } else if (event.key === 'Enter' && from !== null) outline(from)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <>
      <div className="plane">
        <TimeScale plane={plane} height={size.height} />
        <div
          ref={root}
          className="plane-area"
          role="application"
          aria-roledescription="transform plane"
          aria-label={`${planeSentence(plane, label)} Arrow keys move over the cells, Enter outlines one in the panels.`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: an application region takes the keys itself
          tabIndex={0}
          onKeyDown={onKeyDown}
          onBlur={() => setByKey(false)}
          onPointerMove={(event) => setPointed(cellOfEvent(event))}
          onPointerLeave={() => setPointed(null)}
          onPointerDown={(event) => event.button === 0 && outline(cellOfEvent(event))}
        >
          <canvas ref={canvas} />
          {ruleLimits(plane).map((share) => (
            <i key={share} className="plane-limit" style={{ left: percent(share) }} />
          ))}
          {outlined !== null && <i className="plane-cell outlined" style={boxStyle(cellBox(plane, outlined))} />}
          {isByKey && from !== null && <i className="plane-cell" style={boxStyle(cellBox(plane, from))} />}
        </div>
        <div className="axis-name">ms</div>
        <BandScale plane={plane} width={size.width} />
      </div>
      <PlaneLegend plane={plane} />
      <div className="row small plot-legend">
        <span className="dim grow truncate" data-testid="plane-cell">
          {told === null ? 'Click a cell: its support is outlined.' : cellSentence(plane, told)}
        </span>
        {children}
      </div>
      <div className="visually-hidden" role="status">
        {isByKey && from !== null ? cellSentence(plane, from) : ''}
      </div>
    </>
  )
}

/** What the colours say, and of how many cells. */
export function PlaneLegend({ plane }: { readonly plane: TransformPlane }): ReactElement {
  const [first = '', ...others] = fateTexts(plane.counts)
  const isAllKept = others.length === 0
  return (
    <p className="row small" data-testid="plane-share">
      {!isAllKept && <span className="plane-key">{capitalised(first)}</span>}
      <span className="dim truncate">{isAllKept ? capitalised(first) : others.join(', ')}</span>
    </p>
  )
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

interface Size {
  readonly width: number
  readonly height: number
}

function useSize() {
  const root = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useEffect(() => {
    const element = root.current
    if (element === null) return
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { root, size }
}

/** A canvas in which the plane is drawn anew with each plane, size and theme. */
function usePicture(plane: TransformPlane, { width, height }: Size) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useTheme()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read from the style
  useEffect(() => {
    const element = canvas.current
    const context = element && pixelContext(element)
    if (!element || !context || width === 0 || height === 0) return
    element.width = Math.round(width * devicePixelRatio)
    element.height = Math.round(height * devicePixelRatio)
    const style = getComputedStyle(element)
    const colours = planeColours((name) => style.getPropertyValue(name).trim())
    context.putImageData(new ImageData(planePixels(plane, element, colours), element.width, element.height), 0, 0)
  }, [plane, width, height, theme])
  return canvas
}

function TimeScale({ plane, height }: { readonly plane: TransformPlane; readonly height: number }): ReactElement {
  const range = { startSample: 0, endSample: plane.nSamples }
  const ticks = height > 0 ? timeTicks(range, plane.sampleIntervalMs, height) : []
  return (
    <div className="time-axis" aria-hidden="true">
      {ticks
        .filter(({ label, position }) => label !== null && position < height - HALF_LINE_PX)
        .map(({ position, value, label }) => (
          <div key={value} className="tick" style={{ transform: `translateY(${position}px)` }}>
            <span className={position < HALF_LINE_PX ? 'at-top' : undefined}>{label}</span>
          </div>
        ))}
    </div>
  )
}

const HALF_LINE_PX = 6
/** About what the label of a frequency takes, and that of a level. */
const HZ_LABEL_PX = 44
const LEVEL_LABEL_PX = 18

function BandScale({ plane, width }: { readonly plane: TransformPlane; readonly width: number }): ReactElement {
  return (
    <div className="trace-axis" aria-hidden="true">
      {(width > 0 ? bandTicks(plane, width) : []).map(({ share, label }) => (
        <div key={share} className="tick" style={{ transform: `translateX(${share * width}px)` }}>
          <span>{label}</span>
        </div>
      ))}
    </div>
  )
}

function bandTicks(plane: TransformPlane, width: number) {
  const end = axisEnd(plane)
  if (plane.axis === 'levels') {
    const every = Math.ceil((LEVEL_LABEL_PX * plane.bands.length) / width)
    const named = plane.bands.filter((_, band) => band % every === 0)
    return named.map(({ name, from, to }) => ({ share: (from + to) / 2 / end, label: name }))
  }
  const step = niceStep((end * HZ_LABEL_PX) / width)
  const hz = Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step)
  const fitting = hz.filter((value) => (value / end) * width < width - HZ_LABEL_PX / 3)
  return fitting.map((value, i) => ({
    share: value / end,
    label: i === fitting.length - 1 ? `${value} Hz` : `${value}`,
  }))
}

function percent(share: number): string {
  return `${100 * share}%`
}

function boxStyle({ left, top, width, height }: CellBox) {
  return { left: percent(left), top: percent(top), width: percent(width), height: percent(height) }
}
