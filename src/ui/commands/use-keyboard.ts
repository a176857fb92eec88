import { useEffect } from 'react'
import type { CommandTargets } from './command.ts'
import { isTyping, pressKey } from './keyboard.ts'

/** Listens for the keys of the workbench on the whole document. */
export function useKeyboard(targets: CommandTargets): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // Escape closes what lies over the page before it means anything there.
      const isOver = event.key === 'Escape' && document.querySelector(':popover-open') !== null
      const isTaken = isOver || event.defaultPrevented || document.querySelector('dialog[open]') !== null
      if (isTaken || isTyping(event.target, event.key)) return
      if (pressKey(event, targets)) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [targets])
}
