import type { ReactElement } from 'react'
import { useActions, useSession } from '../context.ts'

export function DemoCard(): ReactElement {
  const actions = useActions()
  const isOpening = useSession((state) => state.phase === 'opening')
  return (
    <section className="demo" aria-label="Demo">
      <div className="grow">
        <b>Synthetic land survey</b>
        <div className="dim small">Made on this computer, with the clean data beside it</div>
      </div>
      <button type="button" className="btn large" disabled={isOpening} onClick={actions.openDemo}>
        Open demo
      </button>
    </section>
  )
}
