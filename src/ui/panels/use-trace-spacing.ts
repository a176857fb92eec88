import { MIN_WIGGLE_SPACING, traceSpacing } from '../../app/panel-geometry.ts'
import { useView } from '../context.ts'
import { formatFixed } from '../format.ts'
import { usePanelRange } from './use-panel-range.ts'

/** Distance of neighbouring traces on the page, in CSS pixels; null while there are none. */
export function useTraceSpacing(): number | null {
  const range = usePanelRange()
  const widthPx = useView((state) => state.panelWidthPx)
  return widthPx > 0 && range.endTrace > range.startTrace ? traceSpacing(range, widthPx) : null
}

/** Why no wiggles are drawn although they are on. */
export function noRoomSentence(spacingPx: number): string {
  return `Wiggles need ${MIN_WIGGLE_SPACING} px a trace; here it is ${formatFixed(spacingPx, 1)}. Zoom in.`
}
