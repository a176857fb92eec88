import { type CSSProperties, type KeyboardEvent, type ReactElement, useEffect, useRef } from 'react'
import { Icon } from '../Icon.tsx'

export interface MenuItem {
  readonly text: string
  readonly aside?: string
  readonly isDisabled?: boolean
  readonly title?: string
  /** The name of the part of the menu that it is in, with those beside it that have the same. */
  readonly group?: string
  /** One of several, or on and off by itself. */
  readonly choice?: { readonly kind: 'radio' | 'checkbox'; readonly isOn: boolean }
  onSelect(): void
}

interface MenuListProps {
  readonly items: readonly MenuItem[]
  readonly id?: string
  readonly label?: string
  readonly className: string
  readonly style?: CSSProperties
  /** With `isDone`, what opened the menu has the focus again; else it goes where it was sent. */
  onClose(isDone: boolean): void
}

/** An open list of commands. Arrows move, Enter chooses, Escape and a click outside what holds it close. */
export function MenuList({ items, id, label, className, style, onClose }: MenuListProps): ReactElement {
  const list = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose

  useEffect(() => {
    const first = list.current?.querySelector<HTMLElement>('[role^=menuitem]:not(:disabled)') ?? list.current
    first?.focus()
    const closeOutside = (event: PointerEvent): void => {
      if (!list.current?.parentElement?.contains(event.target as Node)) close.current(false)
    }
    document.addEventListener('pointerdown', closeOutside)
    return () => document.removeEventListener('pointerdown', closeOutside)
  }, [])

  const onKeyDown = (event: KeyboardEvent): void => {
    const entries = [...(list.current?.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)') ?? [])]
    const at = entries.indexOf(document.activeElement as HTMLElement)
    const target = targetOf(event.key, at, entries.length)
    if (event.key === 'Escape') onClose(true)
    else if (event.key === 'Tab') onClose(false)
    else if (target !== null) entries[target]?.focus()
    else return
    event.stopPropagation()
    if (event.key !== 'Tab') event.preventDefault()
  }

  return (
    <div
      ref={list}
      className={className}
      style={style}
      role="menu"
      id={id}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {partsOf(items).map(({ name, members }) => (
        <div key={name} className="menu-part" {...(name !== '' && { role: 'group', 'aria-label': name })}>
          {name !== '' && (
            <div className="menu-part-name" aria-hidden="true">
              {name}
            </div>
          )}
          {members.map((item) => (
            <MenuButton key={item.text} item={item} onClose={onClose} />
          ))}
        </div>
      ))}
    </div>
  )
}

interface MenuButtonProps extends Pick<MenuListProps, 'onClose'> {
  readonly item: MenuItem
}

function MenuButton({ item, onClose }: MenuButtonProps): ReactElement {
  return (
    <button
      type="button"
      {...roleOf(item)}
      disabled={item.isDisabled}
      title={item.title}
      onClick={() => {
        onClose(true)
        item.onSelect()
      }}
    >
      {item.choice !== undefined && <span className="mark">{item.choice.isOn && <Icon name="check" />}</span>}
      <span className="grow truncate">{item.text}</span>
      {item.aside !== undefined && <span className="dim small">{item.aside}</span>}
    </button>
  )
}

interface MenuPart {
  readonly name: string
  readonly members: readonly MenuItem[]
}

function partsOf(items: readonly MenuItem[]): readonly MenuPart[] {
  const isFirst = (item: MenuItem, i: number): boolean => i === 0 || items[i - 1]?.group !== item.group
  const starts = [...items.keys()].filter((i) => isFirst(items[i]!, i))
  return starts.map((start, i) => ({ name: items[start]!.group ?? '', members: items.slice(start, starts[i + 1]) }))
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
