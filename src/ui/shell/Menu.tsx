import { type CSSProperties, type ReactElement, type ReactNode, useId, useRef, useState } from 'react'
import { Icon, type IconName } from '../Icon.tsx'
import { type MenuItem, MenuList } from './MenuList.tsx'

interface MenuProps {
  /** What the button says; `label` is its accessible name where that is not text. */
  readonly button: ReactNode
  readonly label?: string
  readonly className: string
  readonly align?: 'left' | 'right'
  readonly items: readonly MenuItem[]
}

/** A button that opens a list of commands. */
export function Menu({ button, label, className, align = 'left', items }: MenuProps): ReactElement {
  const [place, setPlace] = useState<CSSProperties | null>(null)
  const isOpen = place !== null
  const opener = useRef<HTMLButtonElement>(null)
  const id = useId()
  const onClose = (isDone: boolean): void => {
    setPlace(null)
    if (isDone) opener.current?.focus()
  }
  return (
    <div className="menu-root">
      <button
        ref={opener}
        type="button"
        className={className}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={label}
        title={label}
        onClick={(event) => setPlace(isOpen ? null : placeBelow(event.currentTarget, align))}
      >
        {button}
      </button>
      {isOpen && <MenuList id={id} className="menu" style={place} items={items} onClose={onClose} />}
    </div>
  )
}

interface IconMenuProps extends Pick<MenuProps, 'items'> {
  readonly icon: IconName
  readonly label: string
}

/** A menu behind an icon at the right end of a row. */
export function IconMenu({ icon, label, items }: IconMenuProps): ReactElement {
  return <Menu className="btn ghost square" align="right" label={label} button={<Icon name={icon} />} items={items} />
}

/** By the window, for the column that a menu is in may scroll and would cut it off; as high as there is room. */
function placeBelow(opener: Element, align: 'left' | 'right'): CSSProperties {
  const { left, right, bottom } = opener.getBoundingClientRect()
  const side = align === 'left' ? { left } : { right: document.documentElement.clientWidth - right }
  return {
    ...side,
    top: `calc(${bottom}px + var(--s-2))`,
    maxHeight: `calc(100vh - ${bottom}px - var(--h-status) - var(--s-3))`,
  }
}
