import { type DragEvent, type KeyboardEvent, memo, type ReactElement, useState } from 'react'
import { processDefinitions } from '../../processes/definitions.ts'
import { definitionOf } from '../../processes/recipe.ts'
import type { ChainItem } from '../../state/recipe.ts'
import { useActions, useRecipe } from '../context.ts'
import { Icon } from '../Icon.tsx'
import { Menu } from '../shell/Menu.tsx'
import { CompareChoice } from './CompareChoice.tsx'
import { stepName, stepSummary } from './step-summary.ts'

/** The steps in the order in which they run. */
export function Chain(): ReactElement {
  const actions = useActions()
  const items = useRecipe((state) => state.items)
  const selectedId = useRecipe((state) => state.selectedId)
  const [drag, setDrag] = useState<StepDrag | null>(null)
  return (
    <>
      {items.length === 0 && <p className="mut no-steps">No steps. After equals Before.</p>}
      <ol className="chain" aria-label="Processing chain">
        {items.map((item, index) => (
          <ChainRow
            key={item.id}
            item={item}
            index={index}
            isSelected={item.id === selectedId}
            drag={drag}
            onDrag={setDrag}
          />
        ))}
      </ol>
      <div className="chain-foot">
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
        <CompareChoice />
      </div>
    </>
  )
}

/** A step in hand: where it was, and before which place it would be put; `to` counts the places between rows. */
interface StepDrag {
  readonly from: number
  readonly to: number
}

interface ChainRowProps {
  readonly item: ChainItem
  readonly index: number
  readonly isSelected: boolean
  readonly drag: StepDrag | null
  onDrag(drag: StepDrag | null): void
}

const ChainRow = memo(Row)

function Row({ item, index, isSelected, drag, onDrag }: ChainRowProps): ReactElement {
  const actions = useActions()
  const hasError = useRecipe((state) => Object.keys(state.fieldErrors).some((key) => key.startsWith(`${item.id}/`)))
  const name = stepName(definitionOf(item.step.process))
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    event.stopPropagation()
    actions.moveStep(item.id, event.key === 'ArrowUp' ? -1 : 1)
  }
  const onDragOver = (event: DragEvent): void => {
    if (drag === null) return
    event.preventDefault()
    const { top, height } = event.currentTarget.getBoundingClientRect()
    const to = event.clientY < top + height / 2 ? index : index + 1
    if (to !== drag.to) onDrag({ ...drag, to })
  }
  const onDrop = (event: DragEvent): void => {
    if (drag === null) return
    event.preventDefault()
    actions.moveStep(event.dataTransfer.getData('text/plain'), movedBy(drag))
    onDrag(null)
  }
  return (
    <li
      aria-current={isSelected ? 'true' : undefined}
      className={`${item.isEnabled ? '' : 'off'} ${dropMark(drag, index)}`}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', item.id)
        event.dataTransfer.effectAllowed = 'move'
        onDrag({ from: index, to: index })
      }}
      onDragOver={onDragOver}
      onDrop={onDrop}
      onDragEnd={() => onDrag(null)}
    >
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
        title="Select. Drag, or Alt+Up and Alt+Down, to move the step"
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

/** Taken out of the list, a step leaves the places after it one lower. */
function movedBy({ from, to }: StepDrag): number {
  return to > from ? to - 1 - from : to - from
}

/** The line that shows where the step would go. */
function dropMark(drag: StepDrag | null, index: number): string {
  if (drag === null || movedBy(drag) === 0) return ''
  if (drag.to === index) return 'drop-before'
  return drag.to === index + 1 ? 'drop-after' : ''
}
