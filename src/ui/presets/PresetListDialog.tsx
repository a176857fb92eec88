import { type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { whyNotNamed } from '../../app/presets-controller.ts'
import { presetNamed, type UserPreset } from '../../state/presets.ts'
import { useActions, usePresets } from '../context.ts'
import { presetAbout } from './preset-words.ts'

/** The user's presets, to be renamed in place, deleted, and put back as long as the list is open. */
export function PresetListDialog(): ReactElement {
  const actions = useActions()
  const kept = usePresets((state) => state.kept)
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog className="dialog" ref={dialog} onClose={() => actions.askForPreset(null)} aria-labelledby={id}>
      <h2 className="dialog-title" id={id}>
        Your presets
      </h2>
      {kept.length === 0 ? (
        <p className="mut">Presets you save are listed here.</p>
      ) : (
        <section className="preset-list" aria-labelledby={id}>
          {kept.map((preset) => (
            <PresetRow key={preset.id} preset={preset} />
          ))}
        </section>
      )}
      <div className="dialog-actions">
        <button type="button" className="btn" onClick={() => dialog.current?.close()}>
          Close <kbd className="key">Esc</kbd>
        </button>
      </div>
    </dialog>
  )
}

function PresetRow({ preset }: { readonly preset: UserPreset }): ReactElement {
  const actions = useActions()
  const { id, name } = preset
  const isDeleted = usePresets((state) => state.deleted.includes(id))
  const isNameFree = usePresets((state) => presetNamed(state, name, id) === null)
  return (
    <div className="row">
      {isDeleted ? (
        <span className="grow truncate dim" role="status">
          {name} deleted
        </span>
      ) : (
        <NameField preset={preset} />
      )}
      <span className="aside dim small truncate">{isDeleted ? '' : presetAbout(preset)}</span>
      <button
        type="button"
        className="btn"
        aria-label={`${isDeleted ? 'Put back' : 'Delete'} ${name}`}
        disabled={isDeleted && !isNameFree}
        title={isDeleted && !isNameFree ? 'Another preset has its name now' : undefined}
        onClick={() => (isDeleted ? actions.putBackPreset(id) : actions.deletePreset(id))}
      >
        {isDeleted ? 'Put back' : 'Delete'}
      </button>
    </div>
  )
}

/** Enter and leaving the field rename; a name that is taken is asked about; Escape brings the old one back. */
function NameField({ preset: { id, name } }: { readonly preset: UserPreset }): ReactElement {
  const actions = useActions()
  const note = useId()
  const [text, setText] = useState(name)
  const wanted = text.trim()
  const isTaken = usePresets((state) => presetNamed(state, wanted, id) !== null)
  const refused = whyNotNamed(wanted)
  const isChanged = wanted !== name
  const rename = (mayReplace: boolean): void => {
    if (isChanged && refused === null && (mayReplace || !isTaken)) actions.renamePreset(id, wanted, mayReplace)
  }
  return (
    <span className="grow">
      <span className="row">
        <label className="field wide" aria-invalid={isChanged && (isTaken || refused !== null)}>
          <input
            aria-label={`Name of preset ${name}`}
            aria-describedby={note}
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
            onBlur={() => rename(false)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') rename(false)
              if (event.key !== 'Escape' || !isChanged) return
              event.preventDefault()
              setText(name)
            }}
          />
        </label>
        {isChanged && isTaken && (
          <button type="button" className="btn" onClick={() => rename(true)}>
            Replace it
          </button>
        )}
      </span>
      <span className="name-note" id={note} role="status">
        {isChanged && isTaken && 'Another preset has this name.'}
        {isChanged && !isTaken && refused}
      </span>
    </span>
  )
}
