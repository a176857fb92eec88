import type { ReactElement } from 'react'
import type { FlagParam } from '../../processes/schema.ts'
import type { ChainItem } from '../../state/recipe.ts'
import { useActions } from '../context.ts'

interface FlagRowProps {
  readonly item: ChainItem
  readonly param: FlagParam
}

export function FlagRow({ item, param }: FlagRowProps): ReactElement {
  const actions = useActions()
  return (
    <label className="param flag">
      <span className="param-label">{param.label}</span>
      <span className="two-columns row">
        <input
          type="checkbox"
          className="check"
          checked={item.step[param.key] === true}
          onChange={(event) => actions.setParam(item.id, param.key, event.target.checked, 'commit')}
        />
        <span className="param-hint">{param.hint}</span>
      </span>
    </label>
  )
}
