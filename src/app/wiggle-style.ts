import type { Viewport } from '../panels/viewport.ts'
import { MIN_WIGGLE_SPACING, traceSpacing, type WiggleStyle } from '../panels/wiggle.ts'
import type { ViewState } from '../state/view.ts'

/** How wiggles are drawn over what is in view; null where none are wanted, or there is no room. */
export function wiggleStyle(
  { wiggle, panelWidthPx }: ViewState,
  viewport: Viewport,
  devicePixelRatio: number,
): WiggleStyle | null {
  if (wiggle === 'off' || traceSpacing(viewport, panelWidthPx) < MIN_WIGGLE_SPACING) return null
  return { fillsPositive: wiggle === 'area', lineWidth: Math.max(1, devicePixelRatio) }
}
