import { type ReactElement, useState } from 'react'
import type { Problem } from '../../core/dataset.ts'
import { isActive } from '../../state/batch.ts'
import { useActions, useBatch, useGather } from '../context.ts'
import { formatBytes, formatDuration, formatMs, formatWords } from '../format.ts'
import { capitalised } from './ErrorLines.tsx'
import { Notice } from './Notice.tsx'
import { ProblemTable } from './ProblemTable.tsx'

const CHUNK_FAULTS = ['chunks-too-large', 'chunks-too-small']

/** The worst problem of the dataset in a sentence, all of them on demand; and what can be done about its chunks. */
export function ProblemNotice({ problems }: { readonly problems: readonly Problem[] }): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const worst = problems.find((problem) => problem.severity === 'error') ?? problems[0]
  const hasError = worst?.severity === 'error'
  const isOfChunks = worst !== undefined && CHUNK_FAULTS.includes(worst.fault)
  const more = problems.length === 1 ? 'Show' : `Show all ${problems.length}`
  const action =
    isOfChunks && problems.length === 1 ? (
      <RewriteButton />
    ) : (
      <button type="button" className="btn" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Hide' : more}
      </button>
    )
  const canRewrite = !hasError && problems.some(({ fault }) => CHUNK_FAULTS.includes(fault))
  return (
    <Notice kind={hasError ? 'error' : 'warning'} action={action}>
      {worst !== undefined && (isOfChunks ? chunkSentence(worst) : problemSentence(worst))}
      {isOfChunks && <FirstReadSentence />}
      {hasError && ' A batch cannot run on this dataset.'}
      {isOpen && <ProblemTable problems={problems} />}
      {isOpen && canRewrite && <RewriteButton />}
    </Notice>
  )
}

function problemSentence({ where, found, expected }: Problem): string {
  return `${where}: found ${formatWords(found)}, expected ${formatWords(expected)}.`
}

/** Nothing is wrong with such a dataset; it is slow. */
function chunkSentence({ where, found, expected }: Problem): string {
  return `${where} has ${formatWords(found)}. ${capitalised(formatWords(expected))} suit it.`
}

/** What the chunks cost, as measured. */
function FirstReadSentence(): ReactElement | null {
  const read = useGather((state) => state.firstRead)
  if (read === null) return null
  const { seconds, bytesRead, bytesWanted } = read
  const time = seconds < 1 ? formatMs(1000 * seconds) : formatDuration(seconds)
  return (
    <> {`The first gather took ${time}: ${formatBytes(bytesRead)} were read for its ${formatBytes(bytesWanted)}.`}</>
  )
}

function RewriteButton(): ReactElement {
  const actions = useActions()
  const isFixed = useBatch((state) => isActive(state.progress) || state.waiting !== null)
  return (
    <button
      type="button"
      className="btn"
      disabled={isFixed}
      title="Sets up a batch of no steps that writes the dataset anew, in chunks that suit its gathers"
      onClick={actions.prepareRewrite}
    >
      Rewrite dataset
    </button>
  )
}
