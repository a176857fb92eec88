import {
  Children,
  type CSSProperties,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { Icon } from '../Icon.tsx'

/** Controls in a row. Those on the right that find no room are in a menu at its end. */
export function OverflowRow({ children }: { readonly children: ReactNode }): ReactElement {
  const row = useRef<HTMLDivElement>(null)
  const items = Children.toArray(children)
  const [nShown, setShown] = useState(items.length)
  useLayoutEffect(() => {
    const measured = row.current
    if (measured === null) return
    const measure = (): void => {
      const places = [...measured.children].map((child) => child.getBoundingClientRect())
      const wrapped = places.findIndex(({ top }) => top >= (places[0]?.bottom ?? top))
      setShown(wrapped < 0 ? places.length : wrapped)
    }
    const observer = new ResizeObserver(measure)
    // A control may grow by what is chosen in it.
    for (const element of [measured, ...measured.children]) observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <>
      <div className="overflow-row" ref={row}>
        {items.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the controls never change their places
          <span key={at} className={at < nShown ? undefined : 'beyond'}>
            {item}
          </span>
        ))}
      </div>
      {nShown < items.length && <OverflowMenu items={items.slice(nShown)} />}
    </>
  )
}

function OverflowMenu({ items }: { readonly items: readonly ReactNode[] }): ReactElement {
  const id = useId()
  const menu = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [place, setPlace] = useState<CSSProperties | null>(null)
  useEffect(() => {
    const popover = menu.current
    const onOpen = (event: Event): void => {
      if ((event as ToggleEvent).newState !== 'open') return
      const { bottom, right } = button.current?.getBoundingClientRect() ?? { bottom: 0, right: 0 }
      setPlace({ top: bottom, right: document.documentElement.clientWidth - right })
    }
    // Not before: what has the focus must be there until the browser has given it back to the button.
    const onClosed = (event: Event): void => {
      if ((event as ToggleEvent).newState === 'closed') setPlace(null)
    }
    popover?.addEventListener('beforetoggle', onOpen)
    popover?.addEventListener('toggle', onClosed)
    return () => {
      popover?.removeEventListener('beforetoggle', onOpen)
      popover?.removeEventListener('toggle', onClosed)
    }
  }, [])
  return (
    <>
      <button
        ref={button}
        type="button"
        className="btn ghost square"
        aria-label="More of the view"
        title="More of the view"
        aria-expanded={place !== null}
        popoverTarget={id}
      >
        <Icon name="dots" />
      </button>
      <div id={id} ref={menu} popover="auto" className="overflow-menu" style={place ?? undefined}>
        {place !== null && items}
      </div>
    </>
  )
}
