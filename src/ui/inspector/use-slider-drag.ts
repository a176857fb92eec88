import { type ChangeEvent, type RefObject, useEffect, useRef } from 'react'
import type { ParamPhase } from '../../state/recipe-editor.ts'

interface SliderDrag {
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
    input.addEventListener('change', onRelease, { signal })
    input.addEventListener('keydown', onKeyDown, { signal })
    input.addEventListener('pointerdown', () => (isCancelled.current = false), { signal })
    return () => stop.abort()
  }, [])
  return {
    ref,
    onChange(event) {
      if (!isCancelled.current) drag.onInput(event.target.valueAsNumber, 'drag')
    },
  }
}
