import type { CSSProperties, ReactElement } from 'react'
import { SpectrumView } from '../analysis/SpectrumView.tsx'
import { useSpectrumPlace } from '../analysis/spectrum-place.ts'
import { useView } from '../context.ts'
import { Inspector } from '../inspector/Inspector.tsx'
import { PanelArea } from '../panels/PanelArea.tsx'
import { RegionEdge } from '../RegionEdge.tsx'
import { Navigator } from './Navigator.tsx'
import { Readout } from './Readout.tsx'
import { ViewToolbar } from './ViewToolbar.tsx'

export function TunePage(): ReactElement {
  const isInspectorOpen = useView((state) => state.isInspectorOpen)
  const { inspector, analysis } = useView((state) => state.sizes)
  const hasColumn = useSpectrumPlace() === 'column'
  const widths = {
    ...(inspector !== undefined && { '--w-chosen': `${inspector}px` }),
    ...(analysis !== undefined && { '--w-analysis': `${analysis}px` }),
  } as CSSProperties
  const classes = ['tune', ...(isInspectorOpen ? [] : ['without-inspector']), ...(hasColumn ? ['with-analysis'] : [])]
  return (
    <main className={classes.join(' ')} style={widths}>
      <h1 className="visually-hidden">Tune</h1>
      <div className="tune-centre">
        <ViewToolbar />
        <PanelArea />
        <Readout />
        <Navigator />
      </div>
      {hasColumn && (
        <aside className="analysis" aria-label="Analysis">
          <RegionEdge region="analysis" className="column-edge" measured={(edge) => edge.closest('.analysis')} />
          <div className="analysis-scroll">
            <SpectrumView />
          </div>
        </aside>
      )}
      {isInspectorOpen && <Inspector />}
    </main>
  )
}
