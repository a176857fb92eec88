import type { KeyboardEvent, ReactElement } from 'react'

export interface Choice<Value> {
  readonly value: Value
  readonly text: string
  /** Why it cannot be chosen. */
  readonly missing?: string
}

interface SegmentedProps<Value> {
  readonly label: string
  readonly choices: readonly Choice<Value>[]
  readonly value: Value
  /** Fills the width that there is. */
  readonly isWide?: boolean
  readonly isFixed?: boolean
  onChoose(value: NoInfer<Value>): void
}

/** One of a few, side by side. Arrows move the choice, as in a row of radio buttons. */
export function Segmented<Value extends string | number>(props: SegmentedProps<Value>): ReactElement {
  const { label, choices, value, isWide = false, isFixed = false, onChoose } = props
  const moveChoice = (event: KeyboardEvent<HTMLElement>): void => {
    const step = STEPS[event.key]
    if (step === undefined || isFixed) return
    event.preventDefault()
    const open = choices.filter(({ missing }) => missing === undefined)
    const at = open.findIndex((choice) => choice.value === value)
    const next = open[(at + step + open.length) % open.length]
    if (next === undefined) return
    onChoose(next.value)
    event.currentTarget.querySelectorAll('button')[choices.indexOf(next)]?.focus()
  }
  return (
    <div
      className={isWide ? 'segmented fill' : 'segmented'}
      role="radiogroup"
      aria-label={label}
      onKeyDown={moveChoice}
    >
      {choices.map((choice) => (
        // biome-ignore lint/a11y/useSemanticElements: a segmented control is a row of buttons that act as radios
        <button
          key={choice.value}
          type="button"
          role="radio"
          aria-checked={choice.value === value}
          tabIndex={choice.value === value ? 0 : -1}
          disabled={isFixed || choice.missing !== undefined}
          title={choice.missing}
          onClick={() => onChoose(choice.value)}
        >
          {choice.text}
        </button>
      ))}
    </div>
  )
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }
