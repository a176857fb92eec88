import { type KeyboardEvent, type PointerEvent, type ReactElement, type Ref, useRef } from 'react'

/** One press of an arrow key moves the edge by so many CSS pixels; with Shift ten times as many. */
const KEY_STEP_PX = 4

interface SplitterProps {
  readonly root: Ref<HTMLDivElement>
  readonly label: string
  readonly className: string
  /** The line itself: a vertical line is dragged sideways. */
  readonly orientation: 'horizontal' | 'vertical'
  /** 1 where dragging right or down makes the region larger, -1 where it makes it smaller. */
  readonly direction: 1 | -1
  readonly limits: { readonly min: number; readonly max: number; readonly standard: number }
  /** The size that the user chose, CSS pixels; null while the region has its own. */
  readonly value: number | null
  /** The size on the screen, asked when a drag begins. */
  measure(): number
  onChange(value: number | null): void
}

/** An edge that is dragged, or moved by arrow keys; a double-click gives the region its own size back. */
export function Splitter(props: SplitterProps): ReactElement {
  const { limits, orientation, direction, onChange, measure } = props
  const start = useRef<{ readonly at: number; readonly size: number } | null>(null)
  const isVertical = orientation === 'vertical'
  const placeOf = (event: PointerEvent): number => (isVertical ? event.clientX : event.clientY)
  const resize = (size: number): void => onChange(Math.round(Math.min(limits.max, Math.max(limits.min, size))))
  const onKeyDown = (event: KeyboardEvent): void => {
    const keys = isVertical ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
    const moved = keys.indexOf(event.key) * 2 - 1
    if (event.key === 'Home') resize(limits.min)
    else if (event.key === 'End') resize(limits.max)
    else if (event.key === 'Enter') onChange(null)
    else if (moved >= -1) resize(measure() + moved * direction * KEY_STEP_PX * (event.shiftKey ? 10 : 1))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that is moved is a control, which <hr> is not
    <div
      ref={props.root}
      className={`splitter ${props.className}`}
      role="separator"
      aria-label={props.label}
      aria-orientation={orientation}
      aria-valuemin={limits.min}
      aria-valuemax={limits.max}
      aria-valuenow={props.value ?? limits.standard}
      title={`${props.label}: drag, or arrow keys. Double-click restores`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onChange(null)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { at: placeOf(event), size: measure() }
      }}
      onPointerMove={(event) => {
        if (start.current === null) return
        const moved = placeOf(event) - start.current.at
        if (moved !== 0) resize(start.current.size + direction * moved)
      }}
      onPointerUp={() => {
        start.current = null
      }}
      onPointerCancel={() => {
        start.current = null
      }}
    />
  )
}
