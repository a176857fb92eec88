import { type ChangeEvent, type RefObject, useEffect, useRef } from 'react'
import type { ParamPhase } from '../../state/recipe-editor.ts'

/** After so long without another notch, a turn of the wheel counts as one change. */
const WHEEL_REST_MS = 500

interface SliderDrag {
  /** The value one fine step up (1) or down (-1). */
  step(direction: 1 | -1): number

  onInput(value: number, phase: ParamPhase): void
  onCancel(): void
}

/**
 * A native range as a drag: 'drag' with every move, 'commit' when it is let go (or after each key), nothing more
 * until then once Escape has been pressed.
 */
export function useSliderDrag(drag: SliderDrag): {
  readonly ref: RefObject<HTMLInputElement | null>
  onChange(event: ChangeEvent<HTMLInputElement>): void
} {
  const ref = useRef<HTMLInputElement>(null)
  const isCancelled = useRef(false)
  const latest = useRef(drag)
  useEffect(() => {
    latest.current = drag
  })
  useEffect(() => {
    const input = ref.current
    if (input === null) return
    const stop = new AbortController()
    const { signal } = stop
    // React's onChange is the DOM's input event; the DOM's change event is the end of a drag.
    const onRelease = (): void => {
      if (!isCancelled.current) latest.current.onInput(input.valueAsNumber, 'commit')
      isCancelled.current = false
    }
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      isCancelled.current = input.matches(':active')
      latest.current.onCancel()
    }
    let wheelTimer: ReturnType<typeof setTimeout> | undefined
    let scrolledAt = Number.NEGATIVE_INFINITY
    const onScroll = (): void => {
      scrolledAt = performance.now()
    }
    const onWheel = (event: WheelEvent): void => {
      // A list on its way past the pointer is being scrolled; the slider under it is not meant.
      const isScrolling = performance.now() - scrolledAt < WHEEL_REST_MS
      if (isScrolling || event.deltaY === 0 || event.ctrlKey || input.matches(':active')) return
      event.preventDefault()
      const value = latest.current.step(event.deltaY < 0 ? 1 : -1)
      latest.current.onInput(value, 'drag')
      clearTimeout(wheelTimer)
      wheelTimer = setTimeout(() => latest.current.onInput(value, 'commit'), WHEEL_REST_MS)
    }
    const cancelWheel = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') clearTimeout(wheelTimer)
    }
    document.addEventListener('keydown', cancelWheel, { signal, capture: true })
    document.addEventListener('scroll', onScroll, { signal, capture: true })
    input.addEventListener('wheel', onWheel, { signal, passive: false })
    input.addEventListener('change', onRelease, { signal })
    input.addEventListener('keydown', onKeyDown, { signal })
    input.addEventListener('pointerdown', () => (isCancelled.current = false), { signal })
    return () => {
      stop.abort()
      clearTimeout(wheelTimer)
    }
  }, [])
  return {
    ref,
    onChange(event) {
      if (!isCancelled.current) drag.onInput(event.target.valueAsNumber, 'drag')
    },
  }
}
