import { type ReactElement, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Icon } from '../Icon.tsx'

interface MenuProps {
  /** What the button says; `label` is its accessible name where that is not text. */
  readonly button: ReactNode
  readonly label?: string
  readonly className: string
  readonly align?: 'left' | 'right'
  readonly items: readonly MenuItem[]
}

export interface MenuItem {
  readonly text: string
  readonly aside?: string
  readonly isDisabled?: boolean
  readonly title?: string
  /** One of several, or on and off by itself. */
  readonly choice?: { readonly kind: 'radio' | 'checkbox'; readonly isOn: boolean }
  onSelect(): void
}

/** A button that opens a list of commands. Arrows move, Enter chooses, Escape and a click outside close. */
export function Menu({ button, label, className, align = 'left', items }: MenuProps): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const id = useId()

  useEffect(() => {
    if (!isOpen) return
    root.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus()
    const closeOutside = (event: PointerEvent): void => {
      if (!root.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', closeOutside)
    return () => document.removeEventListener('pointerdown', closeOutside)
  }, [isOpen])

  const close = (): void => {
    setOpen(false)
    root.current?.querySelector<HTMLElement>('[aria-haspopup]')?.focus()
  }
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (!isOpen) return
    const entries = [...(root.current?.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)') ?? [])]
    const at = entries.indexOf(document.activeElement as HTMLElement)
    const target = targetOf(event.key, at, entries.length)
    if (event.key === 'Escape') close()
    else if (event.key === 'Tab') setOpen(false)
    else if (target !== null) entries[target]?.focus()
    else return
    event.stopPropagation()
    if (event.key !== 'Tab') event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the menu and its button, caught as they bubble
    <div className="menu-root" ref={root} onKeyDown={onKeyDown}>
      <button
        type="button"
        className={className}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={label}
        title={label}
        onClick={() => setOpen(!isOpen)}
      >
        {button}
      </button>
      {isOpen && (
        <div className={`menu ${align}`} role="menu" id={id}>
          {items.map((item) => (
            <button
              key={item.text}
              type="button"
              {...roleOf(item)}
              disabled={item.isDisabled}
              title={item.title}
              onClick={() => {
                close()
                item.onSelect()
              }}
            >
              {item.choice !== undefined && <span className="mark">{item.choice.isOn && <Icon name="check" />}</span>}
              <span className="grow truncate">{item.text}</span>
              {item.aside !== undefined && <span className="dim small">{item.aside}</span>}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

function roleOf({ choice }: MenuItem): { readonly role: string; readonly 'aria-checked'?: boolean } {
  return choice === undefined ? { role: 'menuitem' } : { role: `menuitem${choice.kind}`, 'aria-checked': choice.isOn }
}

function targetOf(key: string, at: number, count: number): number | null {
  if (count === 0) return null
  if (key === 'ArrowDown') return (at + 1) % count
  if (key === 'ArrowUp') return (at - 1 + count) % count
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return null
}
