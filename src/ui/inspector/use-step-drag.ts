import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react'

/** A step in hand: where it was, which place it would have when let go, and how far it is from where it was. */
export interface StepDrag {
  readonly from: number
  readonly to: number
  readonly movedPx: number
}

/** A pointer that has moved less than this presses; it does not drag. */
const SLACK_PX = 4

/**
 * Rows of a list moved by any pointer: `drag` while one is held, `onDrop` when it is let go at another place. Escape puts
 * it back.
 */
export function useStepDrag(
  list: RefObject<HTMLElement | null>,
  onDrop: (from: number, to: number) => void,
): { readonly drag: StepDrag | null; onPointerDown(event: ReactPointerEvent, index: number): void } {
  const [drag, setDrag] = useState<StepDrag | null>(null)
  const inHand = useRef<AbortController | null>(null)
  useEffect(() => () => inHand.current?.abort(), [])

  const onPointerDown = ({ button, isPrimary, pointerId, clientY }: ReactPointerEvent, from: number): void => {
    if (button !== 0 || !isPrimary) return
    const stop = new AbortController()
    inHand.current = stop
    let held: StepDrag | null = null
    const end = (): void => {
      stop.abort()
      setDrag(null)
    }
    const on = <Name extends 'pointermove' | 'pointerup' | 'pointercancel' | 'keydown'>(
      name: Name,
      act: (event: DocumentEventMap[Name]) => void,
    ): void => document.addEventListener(name, act, { signal: stop.signal, capture: true })

    on('pointermove', (event) => {
      if (event.pointerId !== pointerId) return
      const movedPx = event.clientY - clientY
      if (held === null && Math.abs(movedPx) < SLACK_PX) return
      held = { from, to: placeAt(event.clientY, from), movedPx: insideList(movedPx, from) }
      setDrag(held)
    })
    on('pointerup', (event) => {
      if (event.pointerId !== pointerId) return
      end()
      if (held !== null && held.to !== from) onDrop(from, held.to)
    })
    on('pointercancel', end)
    on('keydown', (event) => {
      if (event.key !== 'Escape' || held === null) return
      event.preventDefault()
      event.stopPropagation()
      end()
    })
  }
  return { drag, onPointerDown }

  function rows(): readonly Element[] {
    return [...(list.current?.children ?? [])]
  }

  /** So many of the other rows lie above the pointer. */
  function placeAt(y: number, from: number): number {
    return rows().filter((row, i) => {
      const { top, height } = row.getBoundingClientRect()
      return i !== from && top + height / 2 < y
    }).length
  }

  function insideList(movedPx: number, from: number): number {
    const heights = rows().map((row) => row.getBoundingClientRect().height)
    const sumOf = (some: readonly number[]): number => some.reduce((sum, height) => sum + height, 0)
    return Math.min(sumOf(heights.slice(from + 1)), Math.max(-sumOf(heights.slice(0, from)), movedPx))
  }
}
