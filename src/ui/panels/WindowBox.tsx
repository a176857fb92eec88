import type { CSSProperties, ReactElement } from 'react'
import { clampWindow } from '../../app/panel-geometry.ts'
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
  const [height, width] = [range.endSample - range.startSample, range.endTrace - range.startTrace]
  const percent = (share: number): string => `${100 * share}%`
  const place: CSSProperties = {
    left: percent((part.startTrace - range.startTrace) / width),
    width: percent((part.endTrace - part.startTrace) / width),
    top: percent((part.startSample - range.startSample) / height),
    height: percent((part.endSample - part.startSample) / height),
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
