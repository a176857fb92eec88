import { type ReactElement, useEffect, useRef } from 'react'
import { commands } from '../commands/commands.ts'
import { useActions, useView } from '../context.ts'

/** Keys of commands that have one, and those that an element with the focus answers to. */
const KEY_MAP: readonly { readonly keys: readonly string[]; readonly name: string }[] = [
  ...commands.flatMap(({ keys = [], name }) => (keys.length > 0 ? [{ keys, name }] : [])),
  { keys: ['Alt+Up', 'Alt+Down'], name: 'Move the focused step' },
]

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
        {KEY_MAP.map(({ keys, name }) => (
          <div className="row" key={name}>
            <dt>
              {keys.map((key) => (
                <kbd className="key" key={key}>
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{name}</dd>
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
