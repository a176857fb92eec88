import type { ReactElement } from 'react'
import { useActions, useSession } from '../context.ts'
import { formatCount } from '../format.ts'

/** Where the page was left, to go on there. */
export function LastSession(): ReactElement | null {
  const actions = useActions()
  const unfinished = useSession((state) => state.unfinished)
  const isOpening = useSession((state) => state.phase === 'opening')
  if (unfinished === null) return null
  const { name, gather, recipeName, needsPermission } = unfinished
  return (
    <section className="last-session row" aria-labelledby="last-session-title">
      <h2 id="last-session-title">Last session</h2>
      <span className="grow truncate">
        <span className="name">{name}</span>{' '}
        <span className="dim">
          gather {formatCount(gather + 1)}
          {recipeName !== '' && `, ${recipeName}`}
        </span>
      </span>
      <button type="button" className="btn" disabled={isOpening} onClick={actions.goOnWithLastSession}>
        {needsPermission ? 'Allow and go on' : 'Go on'}
      </button>
    </section>
  )
}
