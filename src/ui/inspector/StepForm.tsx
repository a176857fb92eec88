import { memo, type ReactElement } from 'react'
import { definitionOf } from '../../processes/recipe.ts'
import type { Param } from '../../processes/schema.ts'
import type { ChainItem } from '../../state/recipe.ts'
import { useActions, useRecipe } from '../context.ts'
import { IconMenu } from '../shell/Menu.tsx'
import { ChoiceRow } from './ChoiceRow.tsx'
import { FlagRow } from './FlagRow.tsx'
import { FoundFigures } from './FoundFigures.tsx'
import { NumberRow } from './NumberRow.tsx'

/** The parameters of one step; the form is made from the description of its process. */
export function StepForm({ item }: { readonly item: ChainItem }): ReactElement {
  const definition = definitionOf(item.step.process)
  const visible = definition.params.filter((param) => param.visibleWhen?.(item.step) ?? true)
  return (
    <section className="section" aria-label={definition.label}>
      <div className="section-head">
        <h2 className="section-title">{definition.label}</h2>
        <span className="grow" />
        <StepMenu item={item} />
      </div>
      {visible.map((param) => (
        <ParamRow key={param.key} item={item} param={param} />
      ))}
      <FoundFigures stepId={item.id} />
    </section>
  )
}

interface ParamRowProps {
  readonly item: ChainItem
  readonly param: Param
}

/** A row renders again when its own value changes, not with every move of another slider. */
const ParamRow = memo(ParamRowOfKind, isSameRow)

function isSameRow(before: ParamRowProps, after: ParamRowProps): boolean {
  const { key } = after.param
  return (
    before.item.id === after.item.id && before.param === after.param && before.item.step[key] === after.item.step[key]
  )
}

function ParamRowOfKind({ item, param }: ParamRowProps): ReactElement {
  if (param.kind === 'number') return <NumberRow item={item} param={param} />
  if (param.kind === 'flag') return <FlagRow item={item} param={param} />
  return <ChoiceRow item={item} param={param} />
}

function StepMenu({ item }: { readonly item: ChainItem }): ReactElement {
  const actions = useActions()
  const at = useRecipe((state) => state.items.indexOf(item))
  const count = useRecipe((state) => state.items.length)
  return (
    <IconMenu
      icon="dots"
      label="Step"
      items={[
        { text: item.isEnabled ? 'Switch off' : 'Switch on', aside: 'E', onSelect: () => actions.toggleStep(item.id) },
        { text: 'Move up', aside: 'Alt+Up', isDisabled: at <= 0, onSelect: () => actions.moveStep(item.id, -1) },
        {
          text: 'Move down',
          aside: 'Alt+Down',
          isDisabled: at >= count - 1,
          onSelect: () => actions.moveStep(item.id, 1),
        },
        { text: 'Remove step', onSelect: () => actions.removeStep(item.id) },
      ]}
    />
  )
}
