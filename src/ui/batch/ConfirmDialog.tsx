import { type ReactElement, type ReactNode, useEffect, useId, useRef } from 'react'

interface ConfirmDialogProps {
  readonly title: string
  readonly children: ReactNode
  /** The verb that is asked about; it is repeated on the button. */
  readonly confirm: string
  readonly keep: string
  onConfirm(): void
  onClose(): void
}

/** Asks before something that cannot be undone. The focus is on what changes nothing. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactElement {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    keep.current?.focus()
  }, [])
  return (
    <dialog className="dialog" ref={dialog} onClose={props.onClose} aria-labelledby={id}>
      <h2 className="dialog-title" id={id}>
        {props.title}
      </h2>
      <p className="mut">{props.children}</p>
      <div className="dialog-actions">
        <button
          type="button"
          className="btn"
          onClick={() => {
            dialog.current?.close()
            props.onConfirm()
          }}
        >
          {props.confirm}
        </button>
        <button type="button" className="btn primary" ref={keep} onClick={() => dialog.current?.close()}>
          {props.keep}
        </button>
      </div>
    </dialog>
  )
}
