import { type CSSProperties, type ReactElement, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { PANEL_NAMES, type PanelName } from '../../state/view.ts'
import { useActions, useStores, useView } from '../context.ts'
import { RegionEdge } from '../RegionEdge.tsx'
import { cursorSentence } from '../tune/cursor-sentence.ts'
import { useMediaQuery } from '../use-media-query.ts'
import { HeaderScale } from './HeaderScale.tsx'
import { HeaderStrip } from './HeaderStrip.tsx'
import { Panel } from './Panel.tsx'
import { PanelHead } from './PanelHead.tsx'
import { PanelMenu, type PanelMenuPlace } from './PanelMenu.tsx'
import { TimeAxis } from './TimeAxis.tsx'
import { TraceAxis, TraceAxisName } from './TraceAxis.tsx'
import { useCrosshair } from './use-crosshair.ts'

const FLIP_KEYS: Readonly<Record<PanelName, string>> = { before: '1', after: '2', noise: '3' }
const ANNOUNCE_MS = 1000
/** Three panels would be narrower than their heads; Before is a key away. */
const NARROW = '(max-width: 1199px)'
const NARROW_PANELS: readonly PanelName[] = ['after', 'noise']

/** Three linked panels, or one, with their axes. The app draws into the canvases; the page draws all around them. */
export function PanelArea(): ReactElement {
  const actions = useActions()
  const stores = useStores()
  const layout = useView((state) => state.layout)
  const generation = useView((state) => state.canvasGeneration)
  const stripPx = useView((state) => state.sizes.headerStrip)
  const area = useRef<HTMLDivElement>(null)
  const canvases = useRef<Partial<Record<PanelName, HTMLCanvasElement>>>({})
  const [size, setSize] = useState({ width: 0, height: 0 })
  const [announcement, announce] = useState('')
  const [menu, setMenu] = useState<PanelMenuPlace | null>(null)
  const isMenuOpen = useRef(false)
  isMenuOpen.current = menu !== null
  const isHeld = useCallback(() => isMenuOpen.current, [])
  const isNarrow = useMediaQuery(NARROW)
  const all = isNarrow ? NARROW_PANELS : PANEL_NAMES
  const shown = layout === 'three' ? all : [layout]

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation means new canvases in the refs
  useLayoutEffect(() => {
    const { before, after, noise } = canvases.current
    if (before === undefined || after === undefined || noise === undefined) return
    actions.attachPanels({ before, after, noise })
    return () => actions.attachPanels(null)
  }, [actions, generation])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another layout shows another panel to be measured
  useLayoutEffect(() => {
    const panel = area.current?.querySelector<HTMLElement>('.panel:not([hidden])')
    if (panel === null || panel === undefined) return
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = panel
      setSize((known) => (known.width === width && known.height === height ? known : { width, height }))
      if (width > 0 && height > 0) actions.resizePanels(width, height, devicePixelRatio)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(panel)
    return () => observer.disconnect()
  }, [actions, layout, isNarrow, generation])

  useCrosshair(area, size.width, size.height)

  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(() => () => clearTimeout(timer.current ?? undefined), [])
  const onKeyMove = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = null
      announce(cursorSentence(stores))
    }, ANNOUNCE_MS)
  }, [stores])

  const hold = (panel: PanelName) => (canvas: HTMLCanvasElement | null) => {
    if (canvas === null) delete canvases.current[panel]
    else canvases.current[panel] = canvas
  }
  const strip = stripPx === undefined ? undefined : ({ '--h-headerstrip': `${stripPx}px` } as CSSProperties)
  return (
    <div style={strip} className={`panels ${layout === 'three' ? 'three' : 'one'}`} ref={area} data-layout={layout}>
      <div className="corner" />
      {shown.map((panel) => (
        <PanelHead key={panel} panel={panel} {...(layout === 'three' ? {} : { keyCap: FLIP_KEYS[panel] })} />
      ))}
      <HeaderScale />
      {shown.map((panel) => (
        <HeaderStrip key={panel} width={size.width} />
      ))}
      <RegionEdge
        region="headerStrip"
        className="strip-edge"
        measured={(edge) => edge.parentElement?.querySelector('.header-strip') ?? null}
      />
      <TraceAxisName />
      {shown.map((panel) => (
        <TraceAxis key={panel} width={size.width} />
      ))}
      <TimeAxis height={size.height} />
      {PANEL_NAMES.map((panel) => (
        <Panel
          key={panel}
          panel={panel}
          isShown={shown.includes(panel)}
          isFirst={shown[0] === panel}
          canvasRef={hold(panel)}
          isHeld={isHeld}
          onMenu={setMenu}
          onKeyMove={onKeyMove}
        />
      ))}
      {menu !== null && <PanelMenu place={menu} onClose={() => setMenu(null)} />}
      <div className="visually-hidden" role="status">
        {announcement}
      </div>
    </div>
  )
}
