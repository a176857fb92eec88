import type { WorkbenchActions } from '../../app/actions.ts'
import { type PanelSize, sampleAt, toView } from '../../app/panel-geometry.ts'
import type { Stores } from '../../state/stores.ts'
import { panelRange } from './use-panel-range.ts'
import { windowGesture } from './window-gesture.ts'

/** One notch of a mouse wheel (120 units) zooms by about a fifth. */
const ZOOM_PER_WHEEL_UNIT = 0.0015
const WHEEL_LINE_UNITS = 40

/**
 * Mouse and touchpad on one panel: move = cursor, wheel = zoom at the cursor (Shift: time, Alt: traces, both: pan),
 * drag = pan, or the analysis window by its tool, double-click = fit. Returns what takes the listeners off.
 */
export function listenToPanel(panel: HTMLElement, stores: Stores, actions: WorkbenchActions): () => void {
  let drag: { readonly pointerId: number; readonly x: number; readonly y: number } | null = null
  const window = windowGesture(panel, stores, actions)
  const range = () => panelRange(stores.view, stores.gather)
  const sizeOf = (): PanelSize => ({ width: panel.clientWidth, height: panel.clientHeight })
  const pointAt = (event: MouseEvent) => {
    const box = panel.getBoundingClientRect()
    return toView(range(), sizeOf(), event.clientX - box.left, event.clientY - box.top)
  }
  const panBy = (pixelsX: number, pixelsY: number): void => {
    const { startSample, endSample, startTrace, endTrace } = range()
    const size = sizeOf()
    actions.pan((pixelsY / size.height) * (endSample - startSample), (pixelsX / size.width) * (endTrace - startTrace))
  }

  const onMove = (event: PointerEvent): void => {
    if (drag !== null && drag.pointerId === event.pointerId) {
      panBy(drag.x - event.clientX, drag.y - event.clientY)
      drag = { pointerId: event.pointerId, x: event.clientX, y: event.clientY }
    }
    window.move(event)
    const { nSamples, nTraces } = stores.gather.getState()
    actions.setCursor(sampleAt({ nSamples, nTraces }, pointAt(event), range().places))
  }
  const onDown = (event: PointerEvent): void => {
    if (event.button > 1) return
    panel.setPointerCapture(event.pointerId)
    if (window.begin(event)) return
    drag = { pointerId: event.pointerId, x: event.clientX, y: event.clientY }
  }
  const onUp = (): void => {
    drag = null
    window.end()
  }
  const onLeave = (): void => {
    if (drag === null) actions.setCursor(null)
  }
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault()
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? WHEEL_LINE_UNITS : 1
    // Shift turns a mouse wheel sideways on most systems.
    const turned = (event.deltaY === 0 ? event.deltaX : event.deltaY) * unit
    if (event.altKey && event.shiftKey) {
      panBy(event.deltaX * unit, event.deltaY * unit)
      return
    }
    const factor = Math.exp(-turned * ZOOM_PER_WHEEL_UNIT)
    actions.zoom({
      ...pointAt(event),
      timeFactor: event.altKey ? 1 : factor,
      traceFactor: event.shiftKey ? 1 : factor,
    })
  }

  const stop = new AbortController()
  const { signal } = stop
  panel.addEventListener('pointermove', onMove, { signal })
  panel.addEventListener('pointerdown', onDown, { signal })
  panel.addEventListener('pointerup', onUp, { signal })
  panel.addEventListener('pointercancel', onUp, { signal })
  panel.addEventListener('pointerleave', onLeave, { signal })
  panel.addEventListener('dblclick', () => actions.fit(), { signal })
  panel.addEventListener('wheel', onWheel, { signal, passive: false })
  return () => stop.abort()
}
