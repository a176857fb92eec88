import { type ReactElement, useEffect, useState } from 'react'
import { definitionOf } from '../../processes/recipe.ts'
import { limitsOf, type NumberParam, type Param } from '../../processes/schema.ts'
import type { SweepForm } from '../../state/sweep.ts'
import { type AxisForm, axisFormOf, axisValues, MAX_AXIS_VALUES, sweepParams } from '../../state/sweep-sheet.ts'
import { useActions, useRecipe } from '../context.ts'
import { Icon } from '../Icon.tsx'
import { numberText, parseNumber } from '../inspector/slider-scale.ts'
import { SelectField } from '../SelectField.tsx'
import { valueText } from './sweep-texts.ts'

interface AxisFieldProps {
  readonly label: 'Columns' | 'Rows'
  readonly form: AxisForm | null
  /** Of the other side: one parameter cannot be on both. */
  readonly other: AxisForm | null
  readonly canBeNone?: boolean
  set(form: AxisForm | null): SweepForm
}

const NONE = ''
const COUNT: Pick<NumberParam, 'min' | 'max'> = { min: 2, max: MAX_AXIS_VALUES }

/** A parameter of the chain, and its values from low to high. */
export function AxisField({ label, form, other, canBeNone = false, set }: AxisFieldProps): ReactElement {
  const actions = useActions()
  const items = useRecipe((state) => state.items)
  const params = sweepParams(items)
  const isOf = (of: AxisForm | null, stepId: string, key: string): boolean => of?.stepId === stepId && of.key === key
  const chosen = params.find(({ stepId, param }) => isOf(form, stepId, param.key))
  const change = (to: AxisForm | null): void => actions.setSweepForm(set(to))
  const choose = (name: string): void => {
    const next = params.find(({ stepId, param }) => `${stepId}/${param.key}` === name)
    const value = items.find(({ id }) => id === next?.stepId)?.step[next?.param.key ?? ''] ?? null
    change(next === undefined ? null : axisFormOf(next, value))
  }
  return (
    <fieldset className="axis-field" aria-label={label}>
      <label className="field axis-param">
        <span className="label">{label}</span>
        <select
          aria-label={`${label}: parameter`}
          value={chosen === undefined ? NONE : `${chosen.stepId}/${chosen.param.key}`}
          onChange={(event) => choose(event.target.value)}
        >
          {(canBeNone || chosen === undefined) && <option value={NONE}>None</option>}
          {items
            .filter(({ isEnabled }) => isEnabled)
            .map(({ id, step }) => (
              <optgroup key={id} label={definitionOf(step.process).label}>
                {params
                  .filter(({ stepId, param }) => stepId === id && !isOf(other, id, param.key))
                  .map(({ param }) => (
                    <option key={param.key} value={`${id}/${param.key}`}>
                      {param.label}
                    </option>
                  ))}
              </optgroup>
            ))}
        </select>
        <Icon name="chevron" />
      </label>
      {form !== null && chosen?.param.kind === 'number' && (
        <NumberRange label={label} form={form} param={chosen.param} onChange={change} />
      )}
      {form !== null && chosen !== undefined && chosen.param.kind !== 'number' && (
        <ChoiceRange label={label} form={form} param={chosen.param} onChange={change} />
      )}
    </fieldset>
  )
}

interface RangeProps<Of extends Param> {
  readonly label: string
  readonly form: AxisForm
  readonly param: Of
  onChange(form: AxisForm): void
}

function NumberRange({ label, form, param, onChange }: RangeProps<NumberParam>): ReactElement {
  const text = (value: number): string => numberText(param, value)
  const limits = limitsOf(param)
  return (
    <>
      <NumberInput
        label={`${label}: from`}
        value={text(form.low)}
        limits={limits}
        isAllowed={(low) => low >= param.min && low <= param.max}
        onCommit={(low) => onChange({ ...form, low })}
      />
      <span className="mut">to</span>
      <NumberInput
        label={`${label}: to`}
        value={text(form.high)}
        limits={limits}
        isAllowed={(high) => high >= param.min && high <= param.max}
        onCommit={(high) => onChange({ ...form, high })}
      />
      <span className="mut">in</span>
      <NumberInput
        label={`${label}: how many values`}
        value={String(form.count)}
        limits={`${COUNT.min} to ${COUNT.max}`}
        isAllowed={(count) => Number.isInteger(count) && count >= COUNT.min && count <= COUNT.max}
        onCommit={(count) => onChange({ ...form, count })}
      />
    </>
  )
}

function ChoiceRange({ label, form, param, onChange }: RangeProps<Param>): ReactElement {
  const all = axisValues(param, { ...form, low: 0, high: Number.MAX_SAFE_INTEGER })
  const side = (key: 'low' | 'high', name: string): ReactElement => (
    <SelectField
      name={`${label}: ${name}`}
      choices={all.map((value, i) => ({ value: i, text: valueText(param, value) }))}
      value={form[key]}
      onChoose={(at) => onChange({ ...form, [key]: at })}
    />
  )
  return (
    <>
      {side('low', 'from')}
      <span className="mut">to</span>
      {side('high', 'to')}
    </>
  )
}

interface NumberInputProps {
  readonly label: string
  readonly value: string
  /** In words. */
  readonly limits: string
  isAllowed(value: number): boolean
  onCommit(value: number): void
}

/** A refused text is marked while it is there; the value before it stays in force. */
function NumberInput({ label, value, limits, isAllowed, onCommit }: NumberInputProps): ReactElement {
  const [draft, setDraft] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a value from elsewhere replaces what was typed
  useEffect(() => setDraft(null), [value])
  const typed = draft === null ? Number.NaN : parseNumber(draft)
  const isRefused = draft !== null && !isAllowed(typed)
  const commit = (): void => {
    if (draft !== null && !isRefused) onCommit(typed)
    setDraft(null)
  }
  return (
    <span className="field axis-number" aria-invalid={isRefused} title={limits}>
      <input
        aria-label={label}
        aria-invalid={isRefused}
        inputMode="decimal"
        autoComplete="off"
        value={draft ?? value}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          if (event.key === 'Escape') setDraft(null)
        }}
      />
    </span>
  )
}
