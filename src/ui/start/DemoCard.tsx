import type { ReactElement } from 'react'
import { useActions, useSession } from '../context.ts'
// The first gather of the demo: before (left) and after (right) the recipe that the workbench starts with.
import demoPicture from './demo.webp'

export function DemoCard(): ReactElement {
  const actions = useActions()
  const isOpening = useSession((state) => state.phase === 'opening')
  return (
    <section className="demo" aria-label="Demo">
      <div className="demo-picture">
        <img src={demoPicture} alt="A gather of the demo, left before and right after denoising" />
        <span className="overlay-label">Before</span>
        <span className="overlay-label right-end">After</span>
      </div>
      <div className="demo-caption">
        <div className="grow">
          <b>Synthetic land survey</b>
          <div className="dim small">Made on this computer, with the clean data beside it</div>
        </div>
        <button type="button" className="btn large" disabled={isOpening} onClick={actions.openDemo}>
          Open demo
        </button>
      </div>
    </section>
  )
}
