import { type ReactElement, useEffect, useRef } from 'react'
import { useActions, useView } from '../context.ts'
import { KEY_MAP } from '../key-map.ts'

interface KeyMapDialogProps {
  onClose(): void
}

/** Every key, in two columns, and the switch for single letters. */
export function KeyMapDialog({ onClose }: KeyMapDialogProps): ReactElement {
  const actions = useActions()
  const areLetterKeysOn = useView((state) => state.areLetterKeysOn)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog className="dialog key-map" ref={dialog} onClose={onClose} aria-labelledby="key-map-title">
      <div className="row">
        <h2 className="dialog-title grow" id="key-map-title">
          Keys
        </h2>
        <button type="button" className="btn" onClick={() => dialog.current?.close()}>
          Close <kbd className="key">Esc</kbd>
        </button>
      </div>
      <dl className="key-list">
        {KEY_MAP.map(({ keys, does }) => (
          <div className="row" key={does}>
            <dt>
              {keys.map((key) => (
                <kbd className="key" key={key}>
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label className="row">
        <input
          type="checkbox"
          className="check"
          checked={areLetterKeysOn}
          onChange={(event) => actions.setLetterKeys(event.target.checked)}
        />
        Single letters are keys. They never act while you type in a field.
      </label>
    </dialog>
  )
}
