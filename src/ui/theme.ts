import { useLayoutEffect } from 'react'
import { type ColourMapName, colourMapOf } from '../state/view.ts'
import { useView } from './context.ts'
import { useMediaQuery } from './use-media-query.ts'

const PREFERS_LIGHT = '(prefers-color-scheme: light)'

/** The theme in force: the user's choice, else the system's. */
export function useTheme(): 'dark' | 'light' {
  const choice = useView((state) => state.theme)
  const systemIsLight = useMediaQuery(PREFERS_LIGHT)
  if (choice !== 'system') return choice
  return systemIsLight ? 'light' : 'dark'
}

/** The colour map in force. */
export function useColourMap(): ColourMapName {
  const theme = useTheme()
  return useView((state) => colourMapOf(state, theme))
}

/** The theme that is on the document, outside React. */
export function documentTheme(): 'dark' | 'light' {
  return document.documentElement.dataset['theme'] === 'light' ? 'light' : 'dark'
}

/** Calls back whenever the theme on the document changes. */
export function watchDocumentTheme(onChange: () => void): void {
  new MutationObserver(onChange).observe(document.documentElement, { attributeFilter: ['data-theme'] })
}

/** Puts the theme on the document, where the tokens read it. */
export function useThemeOnDocument(): void {
  const theme = useTheme()
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme
  }, [theme])
}
