import { type ReactElement, useId } from 'react'
import type { ChoiceParam } from '../../processes/schema.ts'
import { type ChainItem, fieldKey } from '../../state/recipe.ts'
import { useActions, useRecipe } from '../context.ts'
import { Icon } from '../Icon.tsx'

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
        <span className="field wide two-columns">
          <select
            id={id}
            value={value}
            onChange={(event) => actions.setParam(item.id, param.key, event.target.value, 'commit')}
          >
            {param.choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
          <Icon name="chevron" />
        </span>
      </div>
      {error !== undefined && (
        <p className="param-note error" role="alert">
          {error}
        </p>
      )}
    </>
  )
}
