import type { ReactElement } from 'react'
import { useActions, useBatch } from '../context.ts'
import { ConfirmDialog } from './ConfirmDialog.tsx'

export function OverwriteDialog({ onClose }: { onClose(): void }): ReactElement {
  const actions = useActions()
  const output = useBatch((state) => state.output?.name ?? '')
  return (
    <ConfirmDialog
      title="Overwrite this folder?"
      confirm="Overwrite folder"
      keep="Keep it"
      onConfirm={actions.overwriteOutput}
      onClose={onClose}
    >
      What an earlier run wrote to {output} is removed for good, then this batch starts. Other files there stay.
    </ConfirmDialog>
  )
}
