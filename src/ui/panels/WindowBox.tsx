import type { CSSProperties, ReactElement } from 'react'
import { clampWindow, windowEdges } from '../../app/panel-geometry.ts'
import { windowText } from '../analysis/spectrum-words.ts'
import { useGather, useView } from '../context.ts'
import { usePanelRange } from './use-panel-range.ts'

/** The analysis window over a panel, with its four handles. */
export function WindowBox({ isNamed }: { readonly isNamed: boolean }): ReactElement | null {
  const range = usePanelRange()
  const window = useView((state) => state.window)
  const nSamples = useGather((state) => state.nSamples)
  const nTraces = useGather((state) => state.nTraces)
  const intervalMs = useGather((state) => state.sampleIntervalMs)
  if (window === null || nSamples === 0 || nTraces === 0) return null
  const part = clampWindow(window, { nSamples, nTraces })
  const { left, right, top, bottom } = windowEdges(part, range, { width: 100, height: 100 })
  const place: CSSProperties = {
    left: `${left}%`,
    width: `${right - left}%`,
    top: `${top}%`,
    height: `${bottom - top}%`,
  }
  return (
    <div className="window-box" style={place}>
      {isNamed && <span className="window-name">Window · {windowText(part, intervalMs)}</span>}
      <i className="top left" />
      <i className="top right" />
      <i className="bottom left" />
      <i className="bottom right" />
    </div>
  )
}
