import type { ReactElement } from 'react'
import type { Cursor } from '../../state/view.ts'
import { showAnalysis } from '../analysis/analysis-place.ts'
import { useActions, useStores } from '../context.ts'
import { formatCount } from '../format.ts'
import { MenuList } from '../shell/MenuList.tsx'
import { cursorValues } from './cursor-values.ts'

/** A menu that was asked for on a panel. */
export interface PanelMenuPlace {
  readonly panel: HTMLElement
  readonly cursor: Cursor
  /** In the window, CSS pixels. */
  readonly x: number
  readonly y: number
}

/** What can be done with the place under the cursor. */
export function PanelMenu(props: { readonly place: PanelMenuPlace; onClose(): void }): ReactElement {
  const { panel, cursor, x, y } = props.place
  const actions = useActions()
  const stores = useStores()
  const items = [
    {
      text: `Pick trace ${formatCount(cursor.trace + 1)} for transform plane`,
      aside: 'T',
      onSelect() {
        actions.pickTrace(cursor.trace)
        showAnalysis('plane', actions)
      },
    },
    { text: 'Copy values', onSelect: () => actions.copyValues(cursorValues(stores)) },
    { text: 'Reset view', aside: '0', onSelect: () => actions.fit() },
  ]
  const [isRight, isLow] = [x > window.innerWidth / 2, y > window.innerHeight / 2]
  const corner = `menu at-pointer${isRight ? ' right' : ''}${isLow ? ' above' : ''}`
  return (
    <div className="menu-place" style={{ left: x, top: y }}>
      <MenuList
        label="Panel"
        className={corner}
        items={items}
        onClose={(isDone) => {
          props.onClose()
          if (isDone) panel.focus()
        }}
      />
    </div>
  )
}
