import type { CSSProperties, ReactElement } from 'react'
import { useAnalysisPlace } from '../analysis/analysis-place.ts'
import { useView } from '../context.ts'
import { Inspector } from '../inspector/Inspector.tsx'
import { AnalysisSection } from '../later-pages.ts'
import { PanelArea } from '../panels/PanelArea.tsx'
import { RegionEdge } from '../RegionEdge.tsx'
import { Navigator } from './Navigator.tsx'
import { Readout } from './Readout.tsx'
import { ViewToolbar } from './ViewToolbar.tsx'

export function TunePage(): ReactElement {
  const isInspectorOpen = useView((state) => state.isInspectorOpen)
  const { inspector, analysis } = useView((state) => state.sizes)
  const hasSpectrum = useAnalysisPlace('spectrum') === 'column'
  const hasPlane = useAnalysisPlace('plane') === 'column'
  const hasColumn = hasSpectrum || hasPlane
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
            {hasSpectrum && <AnalysisSection name="spectrum" />}
            {hasPlane && <AnalysisSection name="plane" />}
          </div>
        </aside>
      )}
      {isInspectorOpen && <Inspector />}
    </main>
  )
}
