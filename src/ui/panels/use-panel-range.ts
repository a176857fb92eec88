import { useMemo } from 'react'
import type { TracePlaces } from '../../core/view.ts'
import type { GatherStore } from '../../state/gather.ts'
import { placesInForce } from '../../state/trace-placement.ts'
import { type ViewRange, type ViewStore, wholeRange } from '../../state/view.ts'
import { useGather, useView } from '../context.ts'

/** What the panels show now: the viewport, or the whole gather, with the places of the traces. */
export function usePanelRange(): ViewRange {
  const viewport = useView((state) => state.viewport)
  const nSamples = useGather((state) => state.nSamples)
  const nTraces = useGather((state) => state.nTraces)
  const places = useTracePlaces()
  return useMemo(
    () => ({ ...(viewport ?? wholeRange(nSamples, nTraces)), ...(places && { places }) }),
    [viewport, nSamples, nTraces, places],
  )
}

/** The same outside React. */
export function panelRange(view: ViewStore, gather: GatherStore): ViewRange {
  const { nSamples, nTraces } = gather.getState()
  const places = placesInForce(view.getState(), gather.getState())
  return { ...(view.getState().viewport ?? wholeRange(nSamples, nTraces)), ...(places && { places }) }
}

/** Where the traces lie; null: evenly. */
export function useTracePlaces(): TracePlaces | null {
  const isTrueSpacing = useView((state) => state.isTrueSpacing)
  return useGather((state) => placesInForce({ isTrueSpacing }, state))
}
