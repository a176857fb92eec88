import { useEffect } from 'react'

/** Parts of the page with a name, that the focus can fall back to. */
const PLACES = 'section, aside, nav, main, header, footer, form, [role=toolbar], [role=application]'

/**
 * Keeps the place of someone who works by keys. When the control with the focus goes (a page changes, a button has
 * done its work) or is switched off, the focus goes to the part of the page that it was in, and Tab goes on from there.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: Element | null = null
    let around: Element[] = []
    let isByKey = false
    const onKey = (): void => {
      isByKey = true
    }
    const onPointer = (): void => {
      isByKey = false
    }
    const remember = ({ target }: FocusEvent): void => {
      if (!(target instanceof Element)) return
      last = target
      around = placesAround(target)
    }
    const fallBack = (): void => {
      const hasMoved = document.activeElement !== last && document.activeElement !== document.body
      last = null
      if (!isByKey || hasMoved) return
      const places = [...around, ...document.querySelectorAll('main')]
      const place = places.find((one) => one.isConnected && one.checkVisibility())
      if (place instanceof HTMLElement) focusPlace(place)
    }
    const leave = ({ target }: FocusEvent): void => {
      // An element that goes, or is hidden while the next page is fetched, says so before it has gone.
      setTimeout(() => {
        if (last === null || last !== target || document.activeElement === last) return
        if (isUsable(last) && last.checkVisibility()) last = null
        else fallBack()
      })
    }
    const keep = (): void => {
      if (last !== null && !isUsable(last)) fallBack()
    }
    const observer = new MutationObserver(keep)
    observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled', 'hidden'] })
    document.addEventListener('keydown', onKey, true)
    document.addEventListener('pointerdown', onPointer, true)
    document.addEventListener('focusin', remember)
    document.addEventListener('focusout', leave)
    return () => {
      observer.disconnect()
      document.removeEventListener('keydown', onKey, true)
      document.removeEventListener('pointerdown', onPointer, true)
      document.removeEventListener('focusin', remember)
      document.removeEventListener('focusout', leave)
    }
  }, [])
}

/** Only for now: a click in it must not move the focus to it. */
function focusPlace(place: HTMLElement): void {
  if (place.tabIndex < 0 && !place.hasAttribute('tabindex')) {
    place.tabIndex = -1
    place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true })
  }
  place.focus({ preventScroll: true })
}

function placesAround(element: Element): Element[] {
  const place = element.parentElement?.closest(PLACES) ?? null
  return place === null ? [] : [place, ...placesAround(place)]
}

/** Asked at every change of the page: nothing that makes the browser compute styles. */
function isUsable(element: Element): boolean {
  return element.isConnected && element.closest('[hidden]') === null && !element.matches(':disabled')
}
