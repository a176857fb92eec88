import { type ReactElement, useEffect, useState } from 'react'
import { automaticOf, type NumberParam } from '../../processes/schema.ts'
import { type ChainItem, fieldKey } from '../../state/recipe.ts'
import { useActions, useStores } from '../context.ts'
import { numberText, parseNumber, unitOf } from './slider-scale.ts'

interface NumberFieldProps {
  readonly item: ChainItem
  readonly param: NumberParam
  readonly value: number | null
  readonly hasError: boolean
}

/** The value, to be typed. A refused text stays, marked; the value before it stays in force. */
export function NumberField({ item, param, value, hasError }: NumberFieldProps): ReactElement {
  const actions = useActions()
  const stores = useStores()
  const [draft, setDraft] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a value from elsewhere replaces what was typed
  useEffect(() => setDraft(null), [value])

  const commit = (): void => {
    if (draft === null) return
    const automatic = ['', 'auto'].includes(draft.trim()) ? automaticOf(param) : null
    // What is no number is refused by the same rule as a number outside the limits.
    actions.setParam(item.id, param.key, automatic === null ? parseNumber(draft) : automatic.value, 'commit')
    if (stores.recipe.getState().fieldErrors[fieldKey(item.id, param.key)] === undefined) setDraft(null)
  }
  return (
    <span className="value" aria-invalid={hasError}>
      <input
        aria-label={`${param.label}, value`}
        aria-invalid={hasError}
        inputMode="decimal"
        autoComplete="off"
        value={draft ?? numberText(param, value)}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit()
          if (event.key !== 'Escape') return
          setDraft(null)
          if (value !== null) actions.setParam(item.id, param.key, value, 'commit')
        }}
      />
      {param.unit !== '' && value !== null && <span className="unit">{unitOf(param, value)}</span>}
    </span>
  )
}
