import { type FormEvent, type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { whyNotNamed } from '../../app/presets-controller.ts'
import { presetNamed } from '../../state/presets.ts'
import { activeItems } from '../../state/recipe.ts'
import { useActions, usePresets, useStores } from '../context.ts'
import { keptSentence } from './preset-words.ts'

/** Asks for the name of a new preset, and before one of that name is replaced. */
export function PresetNameDialog(): ReactElement {
  const actions = useActions()
  const { recipe } = useStores()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState(() => {
    const { name } = recipe.getState()
    return whyNotNamed(name) === null ? name : ''
  })
  const name = text.trim()
  const isTaken = usePresets((state) => presetNamed(state, name) !== null)
  const refused = whyNotNamed(name)
  useEffect(() => dialog.current?.showModal(), [])
  const save = (event: FormEvent): void => {
    event.preventDefault()
    if (refused === null) actions.savePreset(name, isTaken)
  }
  const note = isTaken ? 'You have a preset of this name. Saving replaces it.' : name === '' ? '' : (refused ?? '')
  return (
    <dialog className="dialog" ref={dialog} onClose={() => actions.askForPreset(null)} aria-labelledby={id}>
      <form onSubmit={save}>
        <h2 className="dialog-title" id={id}>
          Save as preset
        </h2>
        <label className="field wide">
          <span className="label">Name</span>
          <input
            autoComplete="off"
            aria-describedby={`${id}-note`}
            value={text}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <p className="field-note" id={`${id}-note`} role="status">
          {note === '' ? keptOf(recipe.getState()) : note}
        </p>
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" className="btn primary" disabled={refused !== null} title={refused ?? undefined}>
            {isTaken ? 'Replace preset' : 'Save preset'}
          </button>
        </div>
      </form>
    </dialog>
  )
}

function keptOf(state: Parameters<typeof activeItems>[0]): string {
  const active = activeItems(state)
  return keptSentence(
    active.map(({ step }) => step),
    state.items.length - active.length,
  )
}
