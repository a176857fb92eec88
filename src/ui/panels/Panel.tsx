import { type KeyboardEvent, type ReactElement, type Ref, useEffect, useRef } from 'react'
import { traceAt } from '../../app/panel-geometry.ts'
import type { PanelName } from '../../state/view.ts'
import { useActions, useCompare, useGather, useStores, useView } from '../context.ts'
import { formatCount } from '../format.ts'
import { movedCursor } from './cursor-keys.ts'
import { NoiseImage } from './NoiseImage.tsx'
import { PanelMessages } from './PanelMessages.tsx'
import { listenToPanel } from './panel-gestures.ts'
import { panelTitle, useComparedWords } from './panel-words.ts'
import { usePanelRange } from './use-panel-range.ts'
import { WindowBox } from './WindowBox.tsx'

interface PanelProps {
  readonly panel: PanelName
  readonly isShown: boolean
  /** The first of those that are shown says where the window lies. */
  readonly isFirst: boolean
  readonly canvasRef: Ref<HTMLCanvasElement>
  /** Called after a key moved the cursor, so that it can be read out. */
  onKeyMove(): void
}

/** One seismic panel: the canvas that is drawn into, crosshair, messages, mouse and keys. */
export function Panel({ panel, isShown, isFirst, canvasRef, onKeyMove }: PanelProps): ReactElement {
  const actions = useActions()
  const stores = useStores()
  const root = useRef<HTMLDivElement>(null)
  const generation = useView((state) => state.canvasGeneration)
  const shows = useView((state) => state.noiseShows)
  const isCompared = useCompare((state) => state.shown !== 'b')
  const label = usePanelLabel(panel)

  useEffect(() => {
    if (root.current === null) return
    return listenToPanel(root.current, stores, actions)
  }, [stores, actions])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'PageDown') actions.nextGather()
    else if (event.key === 'PageUp') actions.previousGather()
    else {
      const cursor = movedCursor(event.key, event.shiftKey ? 10 : 1, stores)
      if (cursor === null) return
      actions.setCursor(cursor)
      onKeyMove()
    }
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={root}
      className={`panel ${panel}`}
      role="application"
      aria-roledescription="seismic panel"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application region takes the keys itself
      tabIndex={0}
      hidden={!isShown}
      onKeyDown={onKeyDown}
      data-panel={panel}
    >
      <canvas key={generation} ref={canvasRef} />
      {panel === 'noise' && shows !== 'noise' && !isCompared && <NoiseImage />}
      <WindowBox isNamed={isFirst} />
      <i className="cross-x" />
      <i className="cross-y" />
      <PanelMessages panel={panel} />
    </div>
  )
}

function usePanelLabel(panel: PanelName): string {
  const { startSample, endSample, startTrace, endTrace, places } = usePanelRange()
  const nTraces = useGather((state) => state.nTraces)
  const sampleIntervalMs = useGather((state) => state.sampleIntervalMs)
  const gain = useView((state) => state.noiseGain)
  const shows = useView((state) => state.noiseShows)
  const shown = useCompare((state) => state.shown)
  const compared = useComparedWords(panel)
  const noise = {
    noise: `Before minus After, gain times ${gain}`,
    leakage: 'local similarity of After and Noise, 0 to 1',
    outliers: 'samples that counted as outliers, 0 to 1',
  }
  const plain = {
    before: 'input amplitudes',
    after: 'result of the chain',
    noise: noise[shows],
  }[panel]
  const gained = panel === 'noise' ? `, gain times ${gain}` : ''
  const what = compared === null ? plain : `${compared}${gained}`
  const [first, end] = [Math.floor(traceAt(places, startTrace)), Math.ceil(traceAt(places, endTrace))]
  const traces = `Traces ${formatCount(first + 1)} to ${formatCount(end)} of ${formatCount(nTraces)}`
  const time = `time ${formatCount(Math.floor(startSample) * sampleIntervalMs)} to ${formatCount((Math.ceil(endSample) - 1) * sampleIntervalMs)} ms`
  return `${panelTitle(panel, shown)}, ${what}. ${traces}, ${time}. Arrow keys move the cursor.`
}
