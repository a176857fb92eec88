import { type ReactElement, useRef } from 'react'
import { REGION_LIMITS_PX, type RegionName } from '../state/view.ts'
import { useActions, useView } from './context.ts'
import { Splitter } from './Splitter.tsx'

const EDGES = {
  inspector: { label: 'Width of the inspector', orientation: 'vertical', direction: -1 },
  analysis: { label: 'Width of the analysis column', orientation: 'vertical', direction: -1 },
  headerStrip: { label: 'Height of the header strip', orientation: 'horizontal', direction: 1 },
  navigator: { label: 'Height of the navigator', orientation: 'horizontal', direction: -1 },
} as const satisfies Readonly<Record<RegionName, unknown>>

interface RegionEdgeProps {
  readonly region: RegionName
  readonly className: string
  /** What is measured: the closest element around the edge, or within that. */
  measured(edge: Element): Element | null
}

/** The edge by which a region gets its size. */
export function RegionEdge({ region, className, measured }: RegionEdgeProps): ReactElement {
  const actions = useActions()
  const value = useView((state) => state.sizes[region] ?? null)
  const limits = REGION_LIMITS_PX[region]
  const { label, orientation, direction } = EDGES[region]
  const root = useRef<HTMLDivElement>(null)
  const measure = (): number => {
    const box = root.current && measured(root.current)?.getBoundingClientRect()
    if (!box) return limits.standard
    return Math.round(orientation === 'vertical' ? box.width : box.height)
  }
  return (
    <Splitter
      root={root}
      className={className}
      label={label}
      orientation={orientation}
      direction={direction}
      limits={limits}
      value={value}
      measure={measure}
      onChange={(px) => actions.setRegionSize(region, px)}
    />
  )
}
