import type { ReactElement } from 'react'
import { useView } from '../context.ts'
import { Inspector } from '../inspector/Inspector.tsx'
import { PanelArea } from '../panels/PanelArea.tsx'
import { Navigator } from './Navigator.tsx'
import { Readout } from './Readout.tsx'
import { ViewToolbar } from './ViewToolbar.tsx'

export function TunePage(): ReactElement {
  const isInspectorOpen = useView((state) => state.isInspectorOpen)
  return (
    <main className={isInspectorOpen ? 'tune' : 'tune without-inspector'}>
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
