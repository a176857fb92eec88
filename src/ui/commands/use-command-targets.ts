import { useEffect, useMemo, useRef } from 'react'
import { useActions, useStores } from '../context.ts'
import type { CommandTargets } from './command.ts'

/** What commands act on, the same object as long as the page is there. */
export function useCommandTargets(showKeyMap: () => void, findCommand: () => void): CommandTargets {
  const stores = useStores()
  const actions = useActions()
  const selectedParam = useRef('k')
  useEffect(() => {
    const rememberParam = (event: FocusEvent): void => {
      const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-param]') : null
      selectedParam.current = row?.dataset['param'] ?? selectedParam.current
    }
    document.addEventListener('focusin', rememberParam)
    return () => document.removeEventListener('focusin', rememberParam)
  }, [])
  return useMemo(
    () => ({ stores, actions, selectedParam: () => selectedParam.current, showKeyMap, findCommand }),
    [stores, actions, showKeyMap, findCommand],
  )
}
