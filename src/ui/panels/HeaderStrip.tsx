import { type ReactElement, useEffect, useRef } from 'react'
import { headerStrip, pixelContext } from '../../app/panel-geometry.ts'
import type { ViewRange } from '../../state/view.ts'
import { useGather, useView } from '../context.ts'
import { formatCount } from '../format.ts'
import { useTheme } from '../theme.ts'
import { usePanelRange } from './use-panel-range.ts'

/** One dot a trace: gaps and jumps stay visible. */
export function HeaderStrip({ width }: { readonly width: number }): ReactElement {
  const range = usePanelRange()
  const theme = useTheme()
  const name = useGather((state) => state.headerName)
  const values = useGather((state) => state.headerValues)
  const heightPx = useView((state) => state.sizes.headerStrip)
  const canvas = useRef<HTMLCanvasElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: theme and height are read from the style
  useEffect(() => {
    if (canvas.current !== null) drawDots(canvas.current, values, range)
  }, [values, range, width, heightPx, theme])
  return (
    <div className="header-strip">
      <canvas ref={canvas} role="img" aria-label={labelOf(name, values)} />
    </div>
  )
}

function drawDots(canvas: HTMLCanvasElement, values: Float64Array | null, range: ViewRange): void {
  const context = pixelContext(canvas)
  const { clientWidth, clientHeight } = canvas
  if (context === null || clientWidth === 0) return
  canvas.width = clientWidth * devicePixelRatio
  canvas.height = clientHeight * devicePixelRatio
  if (values === null || range.endTrace <= range.startTrace) return
  const { dots } = headerStrip(values, range, clientWidth, clientHeight)
  context.scale(devicePixelRatio, devicePixelRatio)
  context.fillStyle = getComputedStyle(canvas).color
  for (let at = 0; at < dots.length; at += 2) context.fillRect(dots[at]! - 0.75, dots[at + 1]! - 0.75, 1.5, 1.5)
}

function labelOf(name: string | null, values: Float64Array | null): string {
  if (name === null || values === null) return 'No header shown'
  const known = values.filter((value) => Number.isFinite(value))
  const missing = values.length - known.length
  const extent = known.length === 0 ? 'no values' : `${formatCount(minimum(known))} to ${formatCount(maximum(known))}`
  return `${name} per trace, ${extent}${missing === 0 ? '' : `, missing for ${missing} traces`}`
}

export function minimum(values: Float64Array): number {
  return values.reduce((least, value) => Math.min(value, least), Number.POSITIVE_INFINITY)
}

export function maximum(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(value, most), Number.NEGATIVE_INFINITY)
}
