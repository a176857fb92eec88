import type { ReactElement } from 'react'
import { useActions, useBatch } from '../context.ts'
import { countOf } from '../format.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'

export function CancelDialog({ onClose }: { onClose(): void }): ReactElement {
  const actions = useActions()
  const gathersDone = useBatch((state) => state.progress?.gathersDone ?? 0)
  const output = useBatch((state) => state.output?.name ?? '')
  return (
    <ConfirmDialog
      title="Cancel this batch?"
      confirm="Cancel batch"
      keep="Keep running"
      onConfirm={actions.cancelBatch}
      onClose={onClose}
    >
      {countOf(gathersDone, 'finished gather')} {gathersDone === 1 ? 'stays' : 'stay'} in {output} and can be resumed.
      The folder is marked unfinished.
    </ConfirmDialog>
  )
}
