import type { CSSProperties, ReactElement } from 'react'
import { AnalysisSection } from '../analysis/AnalysisSection.tsx'
import { useAnalysisPlace } from '../analysis/analysis-place.ts'
import { useView } from '../context.ts'
import { Inspector } from '../inspector/Inspector.tsx'
import { PanelArea } from '../panels/PanelArea.tsx'
import { Navigator } from './Navigator.tsx'
import { Readout } from './Readout.tsx'
import { ViewToolbar } from './ViewToolbar.tsx'

export function TunePage(): ReactElement {
  const isInspectorOpen = useView((state) => state.isInspectorOpen)
  const widthPx = useView((state) => state.inspectorWidthPx)
  const hasSpectrum = useAnalysisPlace('spectrum') === 'column'
  const hasPlane = useAnalysisPlace('plane') === 'column'
  const hasColumn = hasSpectrum || hasPlane
  const width = widthPx === null ? undefined : ({ '--w-chosen': `${widthPx}px` } as CSSProperties)
  const classes = ['tune', ...(isInspectorOpen ? [] : ['without-inspector']), ...(hasColumn ? ['with-analysis'] : [])]
  return (
    <main className={classes.join(' ')} style={width}>
      <h1 className="visually-hidden">Tune</h1>
      <div className="tune-centre">
        <ViewToolbar />
        <PanelArea />
        <Readout />
        <Navigator />
      </div>
      {hasColumn && (
        <aside className="analysis" aria-label="Analysis">
          {hasSpectrum && <AnalysisSection name="spectrum" />}
          {hasPlane && <AnalysisSection name="plane" />}
        </aside>
      )}
      {isInspectorOpen && <Inspector />}
    </main>
  )
}
