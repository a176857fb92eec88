import { type ReactElement, useState } from 'react'
import type { Problem } from '../../core/dataset.ts'
import { isActive } from '../../state/batch.ts'
import type { FirstRead } from '../../state/gather.ts'
import { useActions, useBatch, useBenchmark, useGather, useSession } from '../context.ts'
import { Icon } from '../Icon.tsx'
import { ErrorLines } from './ErrorLines.tsx'
import { gpuSentence } from './engine-facts.ts'
import { Notice } from './Notice.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'
import { slowReadSentence } from './slow-read.ts'

const NO_PROBLEMS: readonly Problem[] = []

/** What a user must know before trusting the page: missing WebGPU, problems of the dataset, something that failed. */
export function Banners(): ReactElement {
  const actions = useActions()
  const gpu = useSession((state) => state.gpu)
  const notice = useSession((state) => state.notice)
  const remark = useSession((state) => state.remark)
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
      {remark !== null && (
        <Notice kind="plain" action={<DismissButton onClick={actions.dismissRemark} />}>
          {remark}
        </Notice>
      )}
      <NewVersionNotice />
      {isReady && <SlowReadNotice />}
      {isReady && problems.length > 0 && <ProblemNotice problems={problems} />}
    </div>
  )
}

/** Of this dataset, until it is read. */
function SlowReadNotice(): ReactElement | null {
  const firstRead = useGather((state) => state.firstRead)
  const [read, setRead] = useState<FirstRead | null>(null)
  const sentence = firstRead === null || firstRead === read ? null : slowReadSentence(firstRead)
  if (sentence === null) return null
  return (
    <Notice kind="warning" action={<DismissButton onClick={() => setRead(firstRead)} />}>
      {sentence}
    </Notice>
  )
}

/** Never during a batch or a benchmark: it would be an invitation to end it. */
function NewVersionNotice(): ReactElement | null {
  const actions = useActions()
  const newVersion = useSession((state) => state.newVersion)
  const isBatchActive = useBatch((state) => isActive(state.progress))
  const isBenchmarkRunning = useBenchmark((state) => state.running !== null)
  if (newVersion === 'none' || isBatchActive || isBenchmarkRunning) return null
  const action = (
    <button type="button" className="btn" onClick={actions.takeNewVersion}>
      Load it
    </button>
  )
  return (
    <Notice kind="plain" action={action}>
      {newVersion === 'held'
        ? 'A batch runs in another tab. The new version can be loaded when it is done.'
        : 'A new version of SeisProc Web is ready. Dataset, gather and recipe are opened again.'}
    </Notice>
  )
}

function DismissButton({ onClick }: { onClick(): void }): ReactElement {
  return (
    <button type="button" className="btn ghost square" aria-label="Dismiss" title="Dismiss" onClick={onClick}>
      <Icon name="close" />
    </button>
  )
}
