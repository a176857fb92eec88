import { type ReactElement, useEffect } from 'react'
import { SPECTRUM_CHOICES } from '../../core/spectra.ts'
import { useActions, useGather, useSpectrum, useView } from '../context.ts'
import { Icon } from '../Icon.tsx'
import { SelectField } from '../SelectField.tsx'
import { ErrorLines } from '../shell/ErrorLines.tsx'
import { TableButton, useIsTable } from '../tables/TableButton.tsx'
import { AnalysisTable } from './AnalysisTable.tsx'
import { useAnalysisPlace } from './analysis-place.ts'
import { FK_RANGE_DB } from './figures.ts'
import { Plot } from './Plot.tsx'
import { CHOICE_TEXTS, spectraSentence, spectrumTable, windowText } from './spectrum-words.ts'
import { WindowFields } from './WindowFields.tsx'

const CHOICES = SPECTRUM_CHOICES.map((value) => ({ value, text: CHOICE_TEXTS[value] }))

/** What the spectra are of, and which are shown. */
export function SpectrumHead(): ReactElement {
  const actions = useActions()
  const hasWindow = useView((state) => state.window !== null)
  const isTab = useAnalysisPlace('spectrum') === 'inspector'
  return (
    <>
      <span className={isTab ? 'visually-hidden' : 'dim small'} data-testid="spectrum-of">
        {hasWindow ? 'window' : 'whole gather'}
      </span>
      {hasWindow && (
        <button
          type="button"
          className="btn ghost square"
          aria-label="Clear the window"
          title="Clear the window: Esc"
          onClick={() => actions.setWindow(null)}
        >
          <Icon name="close" />
        </button>
      )}
      <span className="grow" />
      <ChoiceField />
    </>
  )
}

/** Spectra of the window, or of the whole gather. */
export function SpectrumView(): ReactElement {
  const actions = useActions()
  const spectra = useSpectrum((state) => state.spectra)
  const error = useSpectrum((state) => state.error)
  const intervalMs = useGather((state) => state.sampleIntervalMs)
  const hasWindow = useView((state) => state.window !== null)
  const isTable = useIsTable('spectrum')
  const of = useWhatItIsOf()
  useEffect(() => {
    actions.watchSpectrum(true)
    return () => actions.watchSpectrum(false)
  }, [actions])
  return (
    <>
      {error !== null && (
        <p className="small" role="alert">
          <ErrorLines error={error} />
        </p>
      )}
      {spectra === null ? (
        <div className="plot" />
      ) : isTable ? (
        <AnalysisTable label="Spectrum as a table" table={spectrumTable(spectra, intervalMs)} />
      ) : (
        <Plot spectra={spectra} sampleIntervalMs={intervalMs} label={spectraSentence(spectra, of, intervalMs)} />
      )}
      <div className="row small plot-legend">
        {spectra?.kind === 'fk' ? <FkLegend /> : <LineLegend />}
        <span className="grow" />
        <TableButton chart="spectrum" />
      </div>
      <WindowFields />
      {!hasWindow && (
        <p className="dim small">Drag a window on any panel to see its spectrum. Showing the whole gather.</p>
      )}
    </>
  )
}

/** What the spectra that are shown are of, in words. */
function useWhatItIsOf(): string {
  const part = useSpectrum((state) => state.part)
  const nSamples = useGather((state) => state.nSamples)
  const nTraces = useGather((state) => state.nTraces)
  const intervalMs = useGather((state) => state.sampleIntervalMs)
  if (part === null) return ''
  const isWhole = part.endSample - part.startSample === nSamples && part.endTrace - part.startTrace === nTraces
  return isWhole ? 'whole gather' : `window ${windowText(part, intervalMs)}`
}

function ChoiceField(): ReactElement {
  const actions = useActions()
  const shows = useView((state) => state.spectrumShows)
  return (
    <SelectField
      className="fitting"
      name="The spectrum shows"
      choices={CHOICES}
      value={shows}
      onChoose={actions.setSpectrumShows}
    />
  )
}

function LineLegend(): ReactElement {
  return (
    <>
      <span className="line-key before">Before</span>
      <span className="line-key after">After</span>
      <span className="line-key noise">Noise</span>
    </>
  )
}

function FkLegend(): ReactElement {
  return (
    <>
      <span className="fk-key dim">
        −{FK_RANGE_DB} <i aria-hidden="true" /> 0 dB
      </span>
      <span className="dim">cycles a trace</span>
    </>
  )
}
