import type { ReactElement } from 'react'
import type { AnalysisName } from '../../state/view.ts'
import { useActions, usePlane, useSpectrum } from '../context.ts'
import { Segmented } from '../Segmented.tsx'
import { useAnalysisPlace } from './analysis-place.ts'
import { PlaneHead, PlaneView } from './PlaneView.tsx'
import { SpectrumHead, SpectrumView } from './SpectrumView.tsx'

const TEXTS: Readonly<Record<AnalysisName, string>> = { spectrum: 'Spectrum', plane: 'Transform plane' }
const CHOICES = [
  { value: 'spectrum', text: TEXTS.spectrum },
  { value: 'plane', text: TEXTS.plane },
] as const

/** One analysis under its title; where there is room for one only, under the choice between them. */
export function AnalysisSection({ name }: { readonly name: AnalysisName }): ReactElement {
  const actions = useActions()
  const isTab = useAnalysisPlace(name) === 'inspector'
  const isSpectrumWorking = useSpectrum((state) => state.isWorking)
  const isPlaneWorking = usePlane((state) => state.isWorking)
  const isSpectrum = name === 'spectrum'
  const choose = (chosen: AnalysisName): void => actions.setAnalysisOpen(chosen, true)
  return (
    <section
      className="analysis-view section"
      aria-label={TEXTS[name]}
      data-busy={isSpectrum ? isSpectrumWorking : isPlaneWorking}
    >
      <div className="section-head">
        {isTab ? (
          <Segmented label="Analysis" choices={CHOICES} value={name} onChoose={choose} />
        ) : (
          <h2 className="section-title">{TEXTS[name]}</h2>
        )}
        {isSpectrum ? <SpectrumHead /> : <PlaneHead />}
      </div>
      {isSpectrum ? <SpectrumView /> : <PlaneView />}
    </section>
  )
}
