import { type ReactElement, useId } from 'react'
import type { ChoiceParam } from '../../processes/schema.ts'
import { type ChainItem, fieldKey } from '../../state/recipe.ts'
import { useActions, useRecipe } from '../context.ts'
import { SelectField } from '../SelectField.tsx'

interface ChoiceRowProps {
  readonly item: ChainItem
  readonly param: ChoiceParam
}

export function ChoiceRow({ item, param }: ChoiceRowProps): ReactElement {
  const actions = useActions()
  const id = useId()
  const error = useRecipe((state) => state.fieldErrors[fieldKey(item.id, param.key)])
  const value = String(item.step[param.key] ?? param.default)
  const [only] = param.choices
  if (param.choices.length === 1 && only !== undefined) {
    return (
      <div className="param">
        <span className="param-label">{param.label}</span>
        <span className="two-columns mut">{only.label}</span>
      </div>
    )
  }
  return (
    <>
      <div className="param">
        <label className="param-label" htmlFor={id}>
          {param.label}
        </label>
        <SelectField
          id={id}
          className="wide two-columns"
          choices={param.choices.map((choice) => ({ value: choice.value, text: choice.label }))}
          value={value}
          onChoose={(chosen) => actions.setParam(item.id, param.key, chosen, 'commit')}
        />
      </div>
      {error !== undefined && (
        <p className="param-note error" role="alert">
          {error}
        </p>
      )}
    </>
  )
}
