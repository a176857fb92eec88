import type { CSSProperties, ReactElement } from 'react'
import { useView } from '../context.ts'
import { Inspector } from '../inspector/Inspector.tsx'
import { PanelArea } from '../panels/PanelArea.tsx'
import { Navigator } from './Navigator.tsx'
import { Readout } from './Readout.tsx'
import { ViewToolbar } from './ViewToolbar.tsx'

export function TunePage(): ReactElement {
  const isInspectorOpen = useView((state) => state.isInspectorOpen)
  const widthPx = useView((state) => state.inspectorWidthPx)
  const width = widthPx === null ? undefined : ({ '--w-chosen': `${widthPx}px` } as CSSProperties)
  return (
    <main className={isInspectorOpen ? 'tune' : 'tune without-inspector'} style={width}>
      <h1 className="visually-hidden">Tune</h1>
      <div className="tune-centre">
        <ViewToolbar />
        <PanelArea />
        <Readout />
        <Navigator />
      </div>
      {isInspectorOpen && <Inspector />}
    </main>
  )
}
