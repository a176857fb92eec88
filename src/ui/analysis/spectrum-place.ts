import type { WorkbenchActions } from '../../app/actions.ts'
import type { ViewState, ViewStore } from '../../state/view.ts'
import { useView } from '../context.ts'
import { useMediaQuery } from '../use-media-query.ts'

/** Wide enough for a column of its own; else the spectrum is a part of the inspector. */
const WIDE = '(min-width: 1760px)'

export type SpectrumPlace = 'column' | 'inspector' | null

/** Where the spectrum is shown, if anywhere. */
export function useSpectrumPlace(): SpectrumPlace {
  const isWide = useMediaQuery(WIDE)
  const isOpen = useView((state) => state.isSpectrumOpen)
  const isInspectorOpen = useView((state) => state.isInspectorOpen)
  return placeOf({ isSpectrumOpen: isOpen, isInspectorOpen }, isWide)
}

/** The same outside React, with the place that it would have. */
export function spectrumPlace(view: ViewState): { readonly place: SpectrumPlace; readonly needsInspector: boolean } {
  const isWide = matchMedia(WIDE).matches
  return { place: placeOf(view, isWide), needsInspector: !isWide }
}

export function toggleSpectrum(view: ViewStore, actions: WorkbenchActions): void {
  const { place, needsInspector } = spectrumPlace(view.getState())
  actions.setSpectrumOpen(place === null)
  if (place !== null || !needsInspector) return
  actions.setInspectorOpen(true)
  // In a low window it opens below what is seen.
  queueMicrotask(() => document.querySelector('.inspector .spectrum')?.scrollIntoView({ block: 'nearest' }))
}

function placeOf(view: Pick<ViewState, 'isSpectrumOpen' | 'isInspectorOpen'>, isWide: boolean): SpectrumPlace {
  if (!(view.isSpectrumOpen ?? isWide)) return null
  if (isWide) return 'column'
  return view.isInspectorOpen ? 'inspector' : null
}
