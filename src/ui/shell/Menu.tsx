import { type ReactElement, type ReactNode, useId, useRef, useState } from 'react'
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
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const id = useId()
  const onClose = (isDone: boolean): void => {
    setOpen(false)
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
        onClick={() => setOpen(!isOpen)}
      >
        {button}
      </button>
      {isOpen && <MenuList id={id} className={`menu ${align}`} items={items} onClose={onClose} />}
    </div>
  )
}
