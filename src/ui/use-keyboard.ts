import { useEffect } from 'react'
import { useActions, useStores } from './context.ts'
import { isTyping, pressKey } from './keyboard.ts'

/** Listens for the keys of the workbench on the whole document. */
export function useKeyboard(showKeyMap: () => void): void {
  const stores = useStores()
  const actions = useActions()
  useEffect(() => {
    let selectedParam = 'k'
    const rememberParam = (event: FocusEvent): void => {
      const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-param]') : null
      selectedParam = row?.dataset['param'] ?? selectedParam
    }
    const onKeyDown = (event: KeyboardEvent): void => {
      const isTaken = event.defaultPrevented || document.querySelector('dialog[open]') !== null
      if (isTaken || isTyping(event.target, event.key)) return
      const targets = { stores, actions, selectedParam: () => selectedParam, showKeyMap }
      if (pressKey(event, targets)) event.preventDefault()
    }
    const stop = new AbortController()
    document.addEventListener('keydown', onKeyDown, { signal: stop.signal })
    document.addEventListener('focusin', rememberParam, { signal: stop.signal })
    return () => stop.abort()
  }, [stores, actions, showKeyMap])
}
