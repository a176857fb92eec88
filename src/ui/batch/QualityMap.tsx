import { type MouseEvent, type ReactElement, useEffect, useMemo, useRef, useState } from 'react'
import type { GatherSeries, Outlier } from '../../state/outliers.ts'
import { useBatch } from '../context.ts'
import { countOf, formatCount } from '../format.ts'
import { useTheme } from '../theme.ts'
import { drawMap, type MapPicture } from './draw-map.ts'
import { gatherAt, isLineOf, type MapBox, mapMarks, spanOf } from './map-layout.ts'
import { leakageText, percentText } from './quality-texts.ts'
import { useOpenGather } from './use-open-gather.ts'

/** At most four pictures a second: a batch of small gathers finishes hundreds in that time. */
const REDRAW_MS = 250

interface QualityMapProps {
  readonly figure: keyof GatherSeries
  readonly figures: Float32Array
  readonly xs: Float64Array
  readonly ys: Float64Array | null
  readonly outliers: readonly Outlier[]
}

/** One mark a gather where its source is, or along a line by one value. */
export function QualityMap({ figure, figures, xs, ys, outliers }: QualityMapProps): ReactElement {
  const form = useBatch((state) => state.form)
  const nDone = useBatch((state) => state.progress?.gathersDone ?? 0)
  const picked = useBatch((state) => state.picked?.gather ?? null)
  const openGather = useOpenGather()
  const [box, setBox] = useState<MapBox>({ width: 0, height: 0 })
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current?.parentElement
    if (!element) return
    const observer = new ResizeObserver(() => setBox({ width: element.clientWidth, height: element.clientHeight }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const { startGather, endGather } = form
  const marks = useMemo(
    () => mapMarks({ xs, ys }, { startGather, endGather }, box),
    [xs, ys, startGather, endGather, box],
  )
  const picture = useMemo((): MapPicture => {
    const { least, range } = spanOf(figures, 0, figures.length)
    const marked = outliers.map(({ gather }) => gather)
    return { marks, figures, least, greatest: least + range, outliers: marked, picked, box }
  }, [marks, figures, outliers, picked, box])
  useDrawn(canvas, picture)
  const openAt = ({ clientX, clientY, currentTarget }: MouseEvent): void => {
    const { left, top } = currentTarget.getBoundingClientRect()
    const gather = gatherAt(marks, clientX - left, clientY - top)
    if (gather !== null) openGather(gather)
  }
  const text = figure === 'leakage' ? leakageText : percentText
  const isFinished = nDone >= endGather - startGather
  return (
    <>
      <div className={isLineOf(ys, form) ? 'quality-map line' : 'quality-map'}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={`Map of ${countOf(endGather - startGather, 'gather')}, ${formatCount(nDone)} finished, ${countOf(outliers.length, 'outlier')}`}
          onClick={openAt}
        />
      </div>
      <div className="map-legend small mut">
        <span>{text(picture.least)}</span>
        <i />
        <span>{text(picture.greatest)}</span>
        <span className="flagged">△ outlier</span>
        {!isFinished && <span className="dim">dots: not yet run</span>}
        <span className="grow" />
        <span className="dim">Click a mark to open its gather in Tune</span>
      </div>
    </>
  )
}

function useDrawn(canvas: { readonly current: HTMLCanvasElement | null }, picture: MapPicture): void {
  const theme = useTheme()
  const drawn = useRef({ at: Number.NEGATIVE_INFINITY, box: picture.box, picked: picture.picked, theme })
  useEffect(() => {
    const draw = (): void => {
      drawn.current = { at: performance.now(), box: picture.box, picked: picture.picked, theme }
      if (canvas.current !== null) drawMap(canvas.current, picture)
    }
    // A canvas that is stretched, or in the colours of another theme, is not left to be looked at.
    const { box, picked } = picture
    const isWrong = drawn.current.box !== box || drawn.current.picked !== picked || drawn.current.theme !== theme
    const waitMs = isWrong ? 0 : drawn.current.at + REDRAW_MS - performance.now()
    if (waitMs <= 0) return draw()
    const timer = setTimeout(draw, waitMs)
    return () => clearTimeout(timer)
  }, [canvas, picture, theme])
}
