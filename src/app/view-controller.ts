/** How the gather is looked at: nothing here runs a recipe or reads a sample. */
import { clampWindow } from '../panels/analysis-window.ts'
import {
  clampViewport,
  fitViewport,
  isFitted,
  panViewport,
  replacedViewport,
  type Viewport,
  viewExtent,
  zoomViewport,
} from '../panels/viewport.ts'
import { keptViewText, parseKeptView } from '../state/kept-view.ts'
import type { Stores } from '../state/stores.ts'
import { placesInForce } from '../state/trace-placement.ts'
import { flippedLayout, type ViewState } from '../state/view.ts'
import type { WorkbenchActions } from './actions.ts'

export type ViewActions = Pick<
  WorkbenchActions,
  | 'setTheme'
  | 'setColourMap'
  | 'setClipPercentile'
  | 'setNoiseGain'
  | 'setReversed'
  | 'setDisplayGain'
  | 'setWiggle'
  | 'setSmooth'
  | 'setTraceAxis'
  | 'setTrueSpacing'
  | 'setLayout'
  | 'setNoiseShows'
  | 'flip'
  | 'zoom'
  | 'pan'
  | 'fit'
  | 'setCursor'
  | 'setTool'
  | 'setWindow'
  | 'setSpectrumOpen'
  | 'setSpectrumShows'
  | 'setInspectorOpen'
  | 'setInspectorWidth'
  | 'setHeaderStripHeight'
  | 'restoreLayout'
  | 'setLetterKeys'
>

const STORAGE_KEY = 'seisproc-view'

export function createViewActions(stores: Stores, onCursor: () => void): ViewActions {
  const { view, gather } = stores
  const set = (change: Partial<ViewState>): void => {
    view.setState(change)
    keep(view.getState())
  }
  const show = (viewport: Viewport): void => {
    const inside = clampViewport(viewport, extent())
    view.setState({ viewport: isFitted(inside, extent()) ? null : inside })
  }
  const places = () => placesInForce(view.getState(), gather.getState())
  const extent = () => viewExtent(gather.getState(), places())
  const current = (): Viewport => view.getState().viewport ?? fitViewport(gather.getState())

  return {
    setTheme: (theme) => set({ theme }),
    setColourMap: (colourMap) => set({ colourMap }),
    setClipPercentile: (percent) => set({ clipPercentile: Math.min(100, Math.max(50, percent)) }),
    setNoiseGain: (noiseGain) => set({ noiseGain }),
    setReversed: (isReversed) => set({ isReversed }),
    setDisplayGain: (displayGain) => set({ displayGain }),
    setWiggle: (wiggle) => set({ wiggle }),
    setSmooth: (isSmooth) => set({ isSmooth }),
    setTraceAxis: (traceAxis) => set({ traceAxis }),
    setTrueSpacing(isTrueSpacing) {
      const before = { ...current(), ...(places() && { places: places()! }) }
      set({ isTrueSpacing })
      show(replacedViewport(before, places()))
    },
    setLayout: (layout) => view.setState({ layout }),
    setNoiseShows: (noiseShows) => view.setState({ noiseShows }),
    flip: (withNoise) => view.setState({ layout: flippedLayout(view.getState().layout, withNoise) }),
    zoom({ sample, trace, timeFactor, traceFactor }) {
      const at = { sample, trace }
      show(zoomViewport(zoomViewport(current(), extent(), at, timeFactor, 'time'), extent(), at, traceFactor, 'traces'))
    },
    pan: (samples, traces) => show(panViewport(current(), extent(), samples, traces)),
    fit: () => view.setState({ viewport: null }),
    setCursor(cursor) {
      view.setState({ cursor })
      onCursor()
    },
    setTool: (tool) => view.setState({ tool }),
    setWindow: (window) => view.setState({ window: window && clampWindow(window, gather.getState()) }),
    setSpectrumOpen: (isSpectrumOpen) => set({ isSpectrumOpen }),
    setSpectrumShows: (spectrumShows) => set({ spectrumShows }),
    setInspectorOpen: (isInspectorOpen) => set({ isInspectorOpen }),
    setInspectorWidth: (inspectorWidthPx) => set({ inspectorWidthPx }),
    setHeaderStripHeight: (headerStripHeightPx) => set({ headerStripHeightPx }),
    restoreLayout: () =>
      set({
        layout: 'three',
        noiseShows: 'noise',
        isInspectorOpen: true,
        isSpectrumOpen: null,
        inspectorWidthPx: null,
        headerStripHeightPx: null,
      }),
    setLetterKeys: (areLetterKeysOn) => set({ areLetterKeysOn }),
  }
}

/** The view of the last visit, as far as it is still understood. */
export function restoreView(stores: Stores): void {
  const stored = localStorage.getItem(STORAGE_KEY)
  if (stored !== null) stores.view.setState(parseKeptView(stored))
}

function keep(state: ViewState): void {
  localStorage.setItem(STORAGE_KEY, keptViewText(state))
}
