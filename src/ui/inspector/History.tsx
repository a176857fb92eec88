import type { ReactElement } from 'react'
import { useActions, useRecipe } from '../context.ts'

/** As many as are looked at; all of them can be undone. */
const MAX_SHOWN = 12

/** What was done to the recipe, newest first; a press goes back to the state after that change. */
export function History(): ReactElement {
  const actions = useActions()
  const past = useRecipe((state) => state.past)
  const shown = past
    .map(({ label }, index) => ({ label, number: index + 1 }))
    .slice(-MAX_SHOWN)
    .reverse()
  const goBack = (nSteps: number): void => {
    for (let step = 0; step < nSteps; step++) actions.undo()
  }
  return (
    <section className="history" aria-label="History">
      <div className="section-head">
        <h2 className="section-title">History</h2>
      </div>
      {shown.length === 0 ? (
        <p className="dim">Changes of the recipe are listed here.</p>
      ) : (
        <ol>
          {shown.map(({ label, number }) => {
            const isNewest = number === past.length
            return (
              <li key={number} aria-current={isNewest ? 'true' : undefined}>
                <button
                  type="button"
                  className="truncate"
                  disabled={isNewest}
                  title={label}
                  onClick={() => goBack(past.length - number)}
                >
                  {label}
                </button>
              </li>
            )
          })}
        </ol>
      )}
    </section>
  )
}
