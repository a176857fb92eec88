import type { PanelName } from './view.ts'

/** What is wanted of a part of a gather: the amplitude spectra of all panels, or the f-k spectrum of one. */
export const SPECTRUM_CHOICES = ['amplitude', 'before', 'after', 'noise'] as const
export type SpectrumChoice = (typeof SPECTRUM_CHOICES)[number]

/** Mean amplitude spectra over traces, in dB below the largest value of Before. */
export interface AmplitudeSpectra {
  readonly kind: 'amplitude'
  /** Frequency of value k: k / nPoints cycles a sample; the last is half a cycle. */
  readonly nPoints: number
  readonly db: Readonly<Record<PanelName, Float64Array>>
}

/** The mean f-k spectrum of one panel, in dB below its largest value. */
export interface FkSpectrum {
  readonly kind: 'fk'
  readonly panel: PanelName
  /** Row k: the frequency k / (2 (nFrequencies - 1)) cycles a sample. */
  readonly nFrequencies: number
  /** Column m: the wavenumber m / (nWavenumbers - 1) - 1 / 2 cycles a trace; positive is down to the right. */
  readonly nWavenumbers: number
  /** (nFrequencies, nWavenumbers), C order. */
  readonly db: Float64Array
}

export type Spectra = AmplitudeSpectra | FkSpectrum

/** What is left below the largest value is shown as this, in dB. */
export const SPECTRUM_FLOOR_DB = -120
