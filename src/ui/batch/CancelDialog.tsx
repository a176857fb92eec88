import { type ReactElement, useEffect, useRef } from 'react'
import { useActions, useBatch } from '../context.ts'
import { countOf } from '../format.ts'

interface CancelDialogProps {
  onClose(): void
}

export function CancelDialog({ onClose }: CancelDialogProps): ReactElement {
  const actions = useActions()
  const gathersDone = useBatch((state) => state.progress?.gathersDone ?? 0)
  const output = useBatch((state) => state.output?.name ?? '')
  const dialog = useRef<HTMLDialogElement>(null)
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    keep.current?.focus()
  }, [])
  return (
    <dialog className="dialog" ref={dialog} onClose={onClose} aria-labelledby="cancel-title">
      <h2 className="dialog-title" id="cancel-title">
        Cancel this batch?
      </h2>
      <p className="mut">
        {countOf(gathersDone, 'finished gather')} stay in {output}. The folder is marked unfinished.
      </p>
      <div className="dialog-actions">
        <button
          type="button"
          className="btn"
          onClick={() => {
            actions.cancelBatch()
            dialog.current?.close()
          }}
        >
          Cancel batch
        </button>
        <button type="button" className="btn primary" ref={keep} onClick={() => dialog.current?.close()}>
          Keep running
        </button>
      </div>
    </dialog>
  )
}
