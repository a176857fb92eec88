import type { KeyboardEvent, ReactElement } from 'react'
import { definitionOf } from '../../processes/recipe.ts'
import { processDefinitions } from '../../processes/registry.ts'
import type { ChainItem } from '../../state/recipe.ts'
import { useActions, useRecipe } from '../context.ts'
import { Icon } from '../Icon.tsx'
import { Menu } from '../shell/Menu.tsx'
import { stepName, stepSummary } from './step-summary.ts'

/** The steps in the order in which they run. */
export function Chain(): ReactElement {
  const actions = useActions()
  const items = useRecipe((state) => state.items)
  const selectedId = useRecipe((state) => state.selectedId)
  return (
    <>
      {items.length === 0 && <p className="mut no-steps">No steps. After equals Before.</p>}
      <ol className="chain" aria-label="Processing chain">
        {items.map((item) => (
          <ChainRow key={item.id} item={item} isSelected={item.id === selectedId} />
        ))}
      </ol>
      <Menu
        className="btn ghost add-step"
        button={
          <>
            <Icon name="plus" />
            Add step
          </>
        }
        items={processDefinitions.map(({ name, label }) => ({ text: label, onSelect: () => actions.addStep(name) }))}
      />
    </>
  )
}

function ChainRow({ item, isSelected }: { readonly item: ChainItem; readonly isSelected: boolean }): ReactElement {
  const actions = useActions()
  const hasError = useRecipe((state) => Object.keys(state.fieldErrors).some((key) => key.startsWith(`${item.id}/`)))
  const name = stepName(definitionOf(item.step.process))
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    event.stopPropagation()
    actions.moveStep(item.id, event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <li aria-current={isSelected ? 'true' : undefined} className={item.isEnabled ? '' : 'off'}>
      <input
        type="checkbox"
        className="check"
        checked={item.isEnabled}
        aria-label={`${name} on`}
        title={`${name} on or off: E`}
        onChange={() => actions.toggleStep(item.id)}
      />
      <button
        type="button"
        aria-pressed={isSelected}
        title="Select. Alt+Up and Alt+Down move the step"
        onClick={() => actions.selectStep(item.id)}
        onKeyDown={onKeyDown}
      >
        <span className="name">{name}</span>
        {hasError && <Icon name="warning" />}
        <span className="summary truncate">{item.isEnabled ? stepSummary(item.step) : 'off'}</span>
      </button>
    </li>
  )
}
