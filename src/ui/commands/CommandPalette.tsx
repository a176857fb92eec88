import { type KeyboardEvent, type ReactElement, useEffect, useMemo, useRef, useState } from 'react'
import { type Command, type CommandTargets, isOffered } from './command.ts'
import { commands, ownPresetCommands } from './commands.ts'
import { findCommands } from './find-commands.ts'

interface CommandPaletteProps {
  readonly targets: CommandTargets
  onClose(): void
}

/** Every command by its name, with its key: type a part of it, Up and Down choose, Enter does it. */
export function CommandPalette({ targets, onClose }: CommandPaletteProps): ReactElement {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const dialog = useRef<HTMLDialogElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const all = useMemo(() => [...commands, ...ownPresetCommands(targets.stores)], [targets])
  const offered = all.filter((command) => !command.isKeyOnly && isOffered(command, targets.stores))
  const found = findCommands(offered, text)
  const chosen = found[Math.min(at, found.length - 1)]

  const optionId = (command: Command): string => `command-${all.indexOf(command)}`

  useEffect(() => dialog.current?.showModal(), [])
  useEffect(() => {
    if (chosen !== undefined) list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  /** The focus is back where it was when the command is done, which may want to move it, and so is the next key. */
  const choose = (command: Command | undefined): void => {
    field.current?.blur()
    dialog.current?.close()
    command?.run(targets)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') choose(chosen)
    else if (event.key === 'ArrowDown') setAt((at + 1) % Math.max(1, found.length))
    else if (event.key === 'ArrowUp') setAt((at - 1 + found.length) % Math.max(1, found.length))
    else return
    event.preventDefault()
  }

  return (
    <dialog className="dialog palette" ref={dialog} onClose={onClose} aria-label="Find a command">
      <input
        ref={field}
        role="combobox"
        className="palette-text"
        aria-label="Find a command"
        aria-expanded={true}
        aria-controls="palette-commands"
        aria-activedescendant={chosen === undefined ? undefined : optionId(chosen)}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder="Find a command"
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className="palette-list" role="listbox" id="palette-commands" aria-label="Commands" ref={list}>
        {found.map((command) => (
          <button
            type="button"
            key={optionId(command)}
            id={optionId(command)}
            role="option"
            tabIndex={-1}
            aria-selected={command === chosen}
            onClick={() => choose(command)}
          >
            <span className="grow truncate">{command.name}</span>
            {(command.keys ?? []).map((key) => (
              <kbd className="key" key={key}>
                {key}
              </kbd>
            ))}
          </button>
        ))}
      </div>
      {found.length === 0 && <p className="palette-none">No command has these words.</p>}
    </dialog>
  )
}
