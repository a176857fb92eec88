import type { ReactElement } from 'react'
import { Icon } from './Icon.tsx'
import type { Choice } from './Segmented.tsx'

interface SelectFieldProps<Value> {
  /** Of the label elsewhere on the page. */
  readonly id?: string
  /** In the field, before the value. */
  readonly label?: string
  /** For the ear: where there is no label, or one that says too little. */
  readonly name?: string
  readonly title?: string | undefined
  /** A class of the field. */
  readonly className?: string
  readonly choices: readonly Choice<Value>[]
  readonly value: Value
  readonly isFixed?: boolean
  onChoose(value: NoInfer<Value>): void
}

/** One of many, from a list that opens. */
export function SelectField<Value extends string | number>(props: SelectFieldProps<Value>): ReactElement {
  const { id, label, name, title, className = '', choices, value, isFixed = false, onChoose } = props
  const Field = label === undefined ? 'span' : 'label'
  const choose = (text: string): void => {
    const chosen = choices.find((choice) => String(choice.value) === text)
    if (chosen !== undefined) onChoose(chosen.value)
  }
  return (
    <Field className={className === '' ? 'field' : `field ${className}`} title={title}>
      {label !== undefined && <span className="label">{label}</span>}
      <select
        id={id}
        aria-label={name}
        value={value}
        disabled={isFixed}
        onChange={(event) => choose(event.target.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.missing !== undefined}>
            {choice.text}
          </option>
        ))}
      </select>
      <Icon name="chevron" />
    </Field>
  )
}
