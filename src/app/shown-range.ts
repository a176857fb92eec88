/** What part of the gather on the screen is in view, with the places of its traces. */
import type { Gather } from '../core/gather.ts'
import { clampViewport, fitViewport, type GatherExtent, type Viewport } from '../panels/viewport.ts'
import type { Stores } from '../state/stores.ts'
import { placementOf, placesInForce, type TracePlacement } from '../state/trace-placement.ts'

export interface ShownRange {
  /** Of a picture of the gather, of this size. */
  of(extent: GatherExtent): Viewport
  /** Brings the viewport inside another gather. */
  keepInside(gather: Gather): void
}

/** @param onPlaces called when the traces of the gather that is shown get other places */
export function createShownRange(stores: Stores, shown: () => Gather | null, onPlaces: () => void): ShownRange {
  /** Of the gather that is shown; the store may have that of the next one already. */
  let placement: TracePlacement | null = null

  stores.gather.subscribe(({ placement: next }, before) => {
    const gather = shown()
    if (next !== before.placement && gather !== null && isFor(next, gather)) onPlaces()
  })

  return {
    of(extent) {
      const view = stores.view.getState()
      const gather = shown()
      const newest = stores.gather.getState().placement
      if (gather === null || isFor(newest, gather)) placement = newest
      const places = gather === null ? null : placesInForce(view, { ...gather, placement })
      return { ...(view.viewport ?? fitViewport(extent)), ...(places && { places }) }
    },
    keepInside(gather) {
      const { viewport, isTrueSpacing } = stores.view.getState()
      // Its places may not be known yet, and with them how close a view can go.
      const extent = { ...gather, ...(isTrueSpacing && { minTraces: 0 }) }
      if (viewport !== null) stores.view.setState({ viewport: clampViewport(viewport, extent) })
    },
  }
}

/** No placement is for any gather. */
function isFor(placement: TracePlacement | null, gather: Gather): boolean {
  return placement === null || placementOf(placement, gather) !== null
}
