import { type ReactElement, useState } from 'react'
import type { Problem } from '../../core/dataset.ts'
import { useActions, useSession } from '../context.ts'
import { Icon } from '../Icon.tsx'
import { ErrorLines } from './ErrorLines.tsx'
import { gpuSentence } from './engine-facts.ts'
import { Notice } from './Notice.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'

const NO_PROBLEMS: readonly Problem[] = []

/** What a user must know before trusting the page: missing WebGPU, problems of the dataset, something that failed. */
export function Banners(): ReactElement {
  const actions = useActions()
  const gpu = useSession((state) => state.gpu)
  const notice = useSession((state) => state.notice)
  const isReady = useSession((state) => state.phase === 'ready')
  const problems = useSession((state) => state.dataset?.problems ?? NO_PROBLEMS)
  const engine = useSession((state) => state.engine?.kind)
  const gpuText = gpuSentence(gpu, engine)
  // The chip of the engine keeps saying it; another sentence is shown again.
  const [read, setRead] = useState<string | null>(null)
  return (
    <div className="banners">
      {gpuText !== null && gpuText !== read && (
        <Notice kind="warning" action={<DismissButton onClick={() => setRead(gpuText)} />}>
          {gpuText}
        </Notice>
      )}
      {notice !== null && (
        <Notice kind="error" action={<DismissButton onClick={actions.dismissNotice} />}>
          <ErrorLines error={notice} />
        </Notice>
      )}
      {isReady && problems.length > 0 && <ProblemNotice problems={problems} />}
    </div>
  )
}

function DismissButton({ onClick }: { onClick(): void }): ReactElement {
  return (
    <button type="button" className="btn ghost square" aria-label="Dismiss" title="Dismiss" onClick={onClick}>
      <Icon name="close" />
    </button>
  )
}
