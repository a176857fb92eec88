import type { ReactElement } from 'react'
import { toPixel, windowEdges } from '../../app/panel-geometry.ts'
import { cellSamples } from '../../core/transform-plane.ts'
import { usePlane } from '../context.ts'
import { usePanelRange } from './use-panel-range.ts'

/** Over a panel: the trace whose transform plane is shown, and what the outlined cell of it stands for. */
export function SupportBox(): ReactElement | null {
  const range = usePanelRange()
  const plane = usePlane((state) => state.plane)
  const cell = usePlane((state) => state.cell)
  if (plane === null) return null
  const percent = { width: 100, height: 100 }
  const picked = toPixel(range, percent, { sample: 0, trace: plane.trace + 0.5 }).x
  const { startSample, endSample } = cell === null ? { startSample: 0, endSample: 0 } : cellSamples(plane, cell)
  const { startTrace, endTrace } = plane
  const { left, right, top, bottom } = windowEdges({ startSample, endSample, startTrace, endTrace }, range, percent)
  const box = { left: `${left}%`, width: `${right - left}%`, top: `${top}%`, height: `${bottom - top}%` }
  return (
    <>
      {picked >= 0 && picked < 100 && <i className="picked-trace" style={{ left: `${picked}%` }} />}
      {cell !== null && <div className="support-box" style={box} />}
    </>
  )
}
