import type { WorkbenchActions } from '../../app/actions.ts'
import type { AnalysisName, ViewState, ViewStore } from '../../state/view.ts'
import { useView } from '../context.ts'
import { useMediaQuery } from '../use-media-query.ts'

/** Wide enough for a column of their own; else one of them is a part of the inspector. */
const WIDE = '(min-width: 1760px)'

export type AnalysisPlace = 'column' | 'inspector' | null

/** Where an analysis is shown, if anywhere. */
export function useAnalysisPlace(name: AnalysisName): AnalysisPlace {
  const isWide = useMediaQuery(WIDE)
  return useView((state) => placeOf(name, state, isWide))
}

export function toggleAnalysis(name: AnalysisName, view: ViewStore, actions: WorkbenchActions): void {
  const state = view.getState()
  const isWide = matchMedia(WIDE).matches
  if (placeOf(name, state, isWide) === null) {
    showAnalysis(name, actions)
    return
  }
  actions.setAnalysisOpen(name, false)
  // The other one would take its place.
  if (!isWide && isOpen(otherOf(name), state)) actions.setAnalysisOpen(otherOf(name), false)
}

export function showAnalysis(name: AnalysisName, actions: WorkbenchActions): void {
  actions.setAnalysisOpen(name, true)
  if (matchMedia(WIDE).matches) return
  actions.setInspectorOpen(true)
  // In a low window it opens below what is seen.
  queueMicrotask(() => document.querySelector('.inspector .analysis-view')?.scrollIntoView({ block: 'nearest' }))
}

/** The same outside React. */
export function analysisPlace(name: AnalysisName, view: ViewStore): AnalysisPlace {
  return placeOf(name, view.getState(), matchMedia(WIDE).matches)
}

function placeOf(name: AnalysisName, state: ViewState, isWide: boolean): AnalysisPlace {
  if (isWide) return (isOpen(name, state) ?? true) ? 'column' : null
  if (!isOpen(name, state) || !state.isInspectorOpen) return null
  return state.analysisTab === name || !isOpen(otherOf(name), state) ? 'inspector' : null
}

function isOpen(name: AnalysisName, { isSpectrumOpen, isPlaneOpen }: ViewState): boolean | null {
  return name === 'spectrum' ? isSpectrumOpen : isPlaneOpen
}

function otherOf(name: AnalysisName): AnalysisName {
  return name === 'spectrum' ? 'plane' : 'spectrum'
}
