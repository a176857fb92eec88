import type { WorkbenchActions } from '../../app/actions.ts'
import {
  gripAt,
  movedWindow,
  type PanelSize,
  toData,
  type WindowGrip,
  windowBetween,
} from '../../app/panel-geometry.ts'
import type { GatherPart } from '../../core/gather.ts'
import type { Stores } from '../../state/stores.ts'
import { panelRange } from './use-panel-range.ts'

/** How near to an edge of the window the pointer has hold of it, in CSS pixels. */
const REACH_PX = 6
/** A press that moves less draws nothing. */
const DRAG_PX = 4

export interface WindowGesture {
  /** Whether the press is one of the window tool. */
  begin(event: PointerEvent): boolean
  move(event: PointerEvent): void
  end(): void
}

interface Drag {
  readonly x: number
  readonly y: number
  /** The window that is changed; null where one is drawn anew. */
  readonly from: { readonly part: GatherPart; readonly grip: WindowGrip } | null
  readonly before: GatherPart | null
  /** What the drag has set last; another window in its place ends the drag. */
  latest: GatherPart | null
}

/** Drawing, changing and moving the analysis window on one panel. */
export function windowGesture(panel: HTMLElement, stores: Stores, actions: WorkbenchActions): WindowGesture {
  let drag: Drag | null = null
  const sizeOf = (): PanelSize => ({ width: panel.clientWidth, height: panel.clientHeight })
  const range = () => panelRange(stores.view, stores.gather)
  const placeOf = (event: PointerEvent) => {
    const box = panel.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const gripUnder = (event: PointerEvent) => {
    const { window, tool } = stores.view.getState()
    if (window === null || tool !== 'window') return null
    return gripAt(window, range(), sizeOf(), placeOf(event), REACH_PX)
  }
  const dataAt = (x: number, y: number) => toData(range(), sizeOf(), x, y)

  return {
    begin(event) {
      const { window, tool } = stores.view.getState()
      if (tool !== 'window' || event.button !== 0) return false
      const grip = gripUnder(event)
      const from = grip === null || window === null ? null : { part: window, grip }
      drag = { ...placeOf(event), from, before: window, latest: window }
      return true
    },
    move(event) {
      if (drag === null) {
        panel.style.cursor = cursorOf(gripUnder(event))
        return
      }
      if (stores.view.getState().window !== drag.latest) {
        drag = null
        return
      }
      const { x, y } = placeOf(event)
      if (drag.latest === drag.before && Math.hypot(x - drag.x, y - drag.y) < DRAG_PX) return
      const [start, here] = [dataAt(drag.x, drag.y), dataAt(x, y)]
      const extent = stores.gather.getState()
      if (drag.from === null) actions.setWindow(windowBetween(start, here, extent))
      else {
        const by = { sample: here.sample - start.sample, trace: here.trace - start.trace }
        actions.setWindow(movedWindow(drag.from.part, drag.from.grip, by, extent))
      }
      drag.latest = stores.view.getState().window
    },
    end() {
      drag = null
    },
  }
}

function cursorOf(grip: WindowGrip | null): string {
  if (grip === null) return ''
  const { left, right, top, bottom } = grip
  if (left && right) return 'move'
  if ((left && top) || (right && bottom)) return 'nwse-resize'
  if ((right && top) || (left && bottom)) return 'nesw-resize'
  return left || right ? 'ew-resize' : 'ns-resize'
}
