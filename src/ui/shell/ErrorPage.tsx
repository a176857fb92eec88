import type { ReactElement } from 'react'
import { useActions, useSession } from '../context.ts'
import { formatWords } from '../format.ts'
import { Icon } from '../Icon.tsx'
import { capitalised } from './ErrorLines.tsx'
import { nextStep } from './next-step.ts'
import { ProblemTable } from './ProblemTable.tsx'

/** A dataset that cannot be opened: what, the file and the place, what was found and expected, what to do. */
export function ErrorPage(): ReactElement {
  const actions = useActions()
  const error = useSession((state) => state.error)
  const dataset = useSession((state) => state.dataset)
  const facts: readonly (readonly [string, string])[] = [
    ['What', error?.message ?? 'The dataset cannot be opened'],
    ['Place', error?.where ?? ''],
    ['Found', textOf(error?.fields['found'])],
    ['Expected', textOf(error?.fields['expected'])],
    ['What to do', error === null ? '' : capitalised(nextStep(error))],
  ]
  return (
    <main className="error-page">
      <div className="error-text" role="alert">
        <h1>This dataset cannot be opened</h1>
        <dl className="facts">
          {facts
            .filter(([, text]) => text !== '')
            .map(([name, text]) => (
              <div key={name} style={{ display: 'contents' }}>
                <dt className="dim">{name}</dt>
                {name === 'Place' ? <dd className="mono">{text}</dd> : <dd>{formatWords(text)}</dd>}
              </div>
            ))}
        </dl>
      </div>
      {dataset !== null && dataset.problems.length > 0 && <ProblemTable problems={dataset.problems} />}
      <div className="row">
        <button type="button" className="btn primary large" onClick={actions.openPicker}>
          <Icon name="folder" />
          Choose another folder
        </button>
        <button type="button" className="btn large" onClick={actions.tryOpenAgain}>
          {error?.code === 'permission' ? 'Allow and open' : 'Try again'}
        </button>
        <button type="button" className="btn large" onClick={actions.closeDataset}>
          Back to start
        </button>
      </div>
    </main>
  )
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value)
}
