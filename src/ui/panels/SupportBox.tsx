import type { ReactElement } from 'react'
import { cellSamples } from '../../core/transform-plane.ts'
import { usePlane } from '../context.ts'
import { usePanelRange } from './use-panel-range.ts'

/** Over a panel: the trace whose transform plane is shown, and what the outlined cell of it stands for. */
export function SupportBox(): ReactElement | null {
  const range = usePanelRange()
  const plane = usePlane((state) => state.plane)
  const cell = usePlane((state) => state.cell)
  if (plane === null) return null
  const [height, width] = [range.endSample - range.startSample, range.endTrace - range.startTrace]
  const percent = (share: number): string => `${100 * share}%`
  const picked = (plane.trace + 0.5 - range.startTrace) / width
  const { startSample, endSample } = cell === null ? { startSample: 0, endSample: 0 } : cellSamples(plane, cell)
  const box = {
    left: percent((plane.startTrace - range.startTrace) / width),
    width: percent((plane.endTrace - plane.startTrace) / width),
    top: percent((startSample - range.startSample) / height),
    height: percent((endSample - startSample) / height),
  }
  return (
    <>
      {picked >= 0 && picked < 1 && <i className="picked-trace" style={{ left: percent(picked) }} />}
      {cell !== null && <div className="support-box" style={box} />}
    </>
  )
}
