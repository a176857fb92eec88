/** What the plots say, in words and as tables, and where the window lies. */
import type { GatherPart } from '../../core/gather.ts'
import type { AmplitudeSpectra, FkSpectrum, Spectra, SpectrumChoice } from '../../core/spectra.ts'
import { PANEL_NAMES } from '../../core/view.ts'
import { countOf, formatFixed } from '../format.ts'
import { everyFew } from '../tables/every-few.ts'
import type { TableOfText } from './AnalysisTable.tsx'
import { frequenciesOf } from './figures.ts'

export const CHOICE_TEXTS: Readonly<Record<SpectrumChoice, string>> = {
  amplitude: 'Amplitude',
  before: 'f-k Before',
  after: 'f-k After',
  noise: 'f-k Noise',
}

const PANEL_TEXTS = { before: 'Before', after: 'After', noise: 'Noise' } as const

/** "600–1 120 ms · 75 traces", both ends included. */
export function windowText(part: GatherPart, sampleIntervalMs: number): string {
  const ms = (sample: number): string => formatFixed(sample * sampleIntervalMs, 0)
  const traces = countOf(part.endTrace - part.startTrace, 'trace')
  return `${ms(part.startSample)}–${ms(part.endSample - 1)} ms · ${traces}`
}

/** A sentence in place of the plot. */
export function spectraSentence(spectra: Spectra, of: string, sampleIntervalMs: number): string {
  const nyquist = formatFixed(500 / sampleIntervalMs, 0)
  if (spectra.kind === 'fk') {
    const { frequency, wavenumber } = fkPeak(spectra, sampleIntervalMs)
    const place = `${formatFixed(frequency, 0)} Hz and ${formatFixed(wavenumber, 2)} cycles a trace`
    return `f-k spectrum of ${PANEL_TEXTS[spectra.panel]}, ${of}, 0 to ${nyquist} Hz. Largest at ${place}.`
  }
  const hz = frequenciesOf(spectra.db.before.length, spectra.nPoints, sampleIntervalMs)
  const peaks = PANEL_NAMES.map((panel) => {
    const values = spectra.db[panel]
    const peak = placeOfMost(values)
    return `${PANEL_TEXTS[panel]} largest at ${formatFixed(hz[peak]!, 0)} Hz, ${formatFixed(values[peak]!, 0)} dB`
  })
  return `Amplitude spectra, ${of}, 0 to ${nyquist} Hz. ${peaks.join('. ')}.`
}

/** The plot as a table of at most 26 frequencies: the value of each panel, or where along the wavenumber the largest lies. */
export function spectrumTable(spectra: Spectra, sampleIntervalMs: number): TableOfText {
  return spectra.kind === 'amplitude' ? amplitudeTable(spectra, sampleIntervalMs) : fkTable(spectra, sampleIntervalMs)
}

function amplitudeTable({ db, nPoints }: AmplitudeSpectra, sampleIntervalMs: number): TableOfText {
  const hz = frequenciesOf(db.before.length, nPoints, sampleIntervalMs)
  return {
    heads: ['Hz', 'Before', 'After', 'Noise'],
    rows: everyFew(hz.length).map((k) => [
      formatFixed(hz[k]!, 1),
      ...PANEL_NAMES.map((panel) => formatFixed(db[panel][k]!, 1)),
    ]),
  }
}

function fkTable({ db, nFrequencies, nWavenumbers }: FkSpectrum, sampleIntervalMs: number): TableOfText {
  const hz = frequenciesOf(nFrequencies, 2 * (nFrequencies - 1), sampleIntervalMs)
  return {
    heads: ['Hz', 'Largest at, cycles a trace', 'dB'],
    rows: everyFew(nFrequencies).map((row) => {
      const values = db.subarray(row * nWavenumbers, (row + 1) * nWavenumbers)
      const most = placeOfMost(values)
      const wavenumber = formatFixed(most / (nWavenumbers - 1) - 0.5, 2)
      return [formatFixed(hz[row]!, 1), wavenumber, formatFixed(values[most]!, 1)]
    }),
  }
}

function fkPeak({ db, nFrequencies, nWavenumbers }: FkSpectrum, sampleIntervalMs: number) {
  const peak = placeOfMost(db)
  const hz = frequenciesOf(nFrequencies, 2 * (nFrequencies - 1), sampleIntervalMs)
  const row = Math.floor(peak / nWavenumbers)
  return { frequency: hz[row]!, wavenumber: (peak % nWavenumbers) / (nWavenumbers - 1) - 0.5 }
}

function placeOfMost(values: Float64Array): number {
  return values.reduce((best, value, at) => (value > values[best]! ? at : best), 0)
}
