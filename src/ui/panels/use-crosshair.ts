import { type RefObject, useEffect } from 'react'
import { endPositionOf, positionOf, toPixel } from '../../app/panel-geometry.ts'
import { useStores } from '../context.ts'
import { panelRange } from './use-panel-range.ts'

/** Moves the crosshairs of all panels with the cursor, past React: a mouse moves more often than a tree should render. */
export function useCrosshair(area: RefObject<HTMLElement | null>, width: number, height: number): void {
  const stores = useStores()
  useEffect(() => {
    const place = (): void => {
      const { cursor } = stores.view.getState()
      const range = panelRange(stores.view, stores.gather)
      const isInside =
        cursor !== null &&
        cursor.sample >= Math.floor(range.startSample) &&
        cursor.sample < range.endSample &&
        endPositionOf(range.places, cursor.trace + 1) > range.startTrace &&
        positionOf(range.places, cursor.trace) < range.endTrace
      const centre = isInside ? { sample: cursor.sample + 0.5, trace: cursor.trace + 0.5 } : null
      const at = centre === null ? null : toPixel(range, { width, height }, centre)
      for (const line of area.current?.querySelectorAll<HTMLElement>('.cross-x, .cross-y') ?? []) {
        line.hidden = at === null
        if (at === null) continue
        const isVertical = line.classList.contains('cross-x')
        line.style.transform = isVertical ? `translateX(${Math.floor(at.x)}px)` : `translateY(${Math.floor(at.y)}px)`
      }
    }
    place()
    const stops = [stores.view.subscribe(place), stores.gather.subscribe(place)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [stores, area, width, height])
}
