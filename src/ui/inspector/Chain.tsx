import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactElement, useRef, useState } from 'react'
import { processDefinitions } from '../../processes/definitions.ts'
import { definitionOf } from '../../processes/recipe.ts'
import type { ChainItem } from '../../state/recipe.ts'
import { useActions, useRecipe, useResult } from '../context.ts'
import { formatMs } from '../format.ts'
import { Icon } from '../Icon.tsx'
import { Menu } from '../shell/Menu.tsx'
import { CompareChoice } from './CompareChoice.tsx'
import { stepName, stepSummary } from './step-summary.ts'
import { type StepDrag, useStepDrag } from './use-step-drag.ts'

/** The steps in the order in which they run. */
export function Chain(): ReactElement {
  const actions = useActions()
  const items = useRecipe((state) => state.items)
  const selectedId = useRecipe((state) => state.selectedId)
  const list = useRef<HTMLOListElement>(null)
  const [announcement, announce] = useState('')
  const move = (from: number, to: number): void => {
    const item = items[from]
    if (item === undefined) return
    const place = Math.min(items.length - 1, Math.max(0, to))
    actions.moveStep(item.id, place - from)
    announce(`${stepName(definitionOf(item.step.process))} is step ${place + 1} of ${items.length}`)
  }
  const { drag, onPointerDown } = useStepDrag(list, move)
  return (
    <>
      {items.length === 0 && <p className="mut no-steps">No steps. After equals Before.</p>}
      <ol className={drag === null ? 'chain' : 'chain dragging'} aria-label="Processing chain" ref={list}>
        {items.map((item, index) => (
          <Row
            key={item.id}
            item={item}
            index={index}
            isSelected={item.id === selectedId}
            drag={drag}
            onMove={move}
            onPointerDown={onPointerDown}
          />
        ))}
      </ol>
      <div className="visually-hidden" role="status">
        {announcement}
      </div>
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

interface RowProps {
  readonly item: ChainItem
  readonly index: number
  readonly isSelected: boolean
  readonly drag: StepDrag | null
  onMove(from: number, to: number): void
  onPointerDown(event: PointerEvent, index: number): void
}

function Row({ item, index, isSelected, drag, onMove, onPointerDown }: RowProps): ReactElement {
  const actions = useActions()
  const hasError = useRecipe((state) => Object.keys(state.fieldErrors).some((key) => key.startsWith(`${item.id}/`)))
  const ms = useResult((state) => state.stepMs[item.id])
  const name = stepName(definitionOf(item.step.process))
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    event.stopPropagation()
    onMove(index, event.key === 'ArrowUp' ? index - 1 : index + 1)
  }
  const isHeld = drag?.from === index
  return (
    <li
      aria-current={isSelected ? 'true' : undefined}
      className={`${item.isEnabled ? '' : 'off'} ${isHeld ? 'held' : dropMark(drag, index)}`}
      style={isHeld ? ({ '--moved': `${drag.movedPx}px` } as CSSProperties) : undefined}
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
        onPointerDown={(event) => onPointerDown(event, index)}
      >
        <span className="name">{name}</span>
        {hasError && <Icon name="warning" />}
        <span className="summary truncate">{item.isEnabled ? stepSummary(item.step) : 'off'}</span>
        {item.isEnabled && ms !== undefined && (
          <span className="step-ms" title="Of the last run; 0 where its result was still there">
            {formatMs(ms)}
          </span>
        )}
      </button>
    </li>
  )
}

/** The line that shows where the step would go. */
function dropMark(drag: StepDrag | null, index: number): string {
  if (drag === null || drag.to !== index) return ''
  return drag.to < drag.from ? 'drop-before' : 'drop-after'
}
