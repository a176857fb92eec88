/*
 * Plan: what the plots say in words: where the window lies, where spectra have their largest values, tables of few rows; axes
 * to the highest frequency, labelled up to it, and a range that After and Noise do not move.
 */
import { expect, it } from 'vitest'
import type { AmplitudeSpectra, FkSpectrum } from '../../src/core/spectra.ts'
import { figureOf } from '../../src/ui/analysis/figures.ts'
import { spectraSentence, spectrumTable, windowText } from '../../src/ui/analysis/spectrum-words.ts'

const plain = (text: string) => text.replaceAll(/[\u2060\u2009]/g, '').replaceAll('\u00a0', ' ')
const peakAt = (bin: number, top: number) => Float64Array.from({ length: 257 }, (_, k) => top - Math.abs(k - bin) / 8)
const spectra: AmplitudeSpectra = {
  kind: 'amplitude',
  nPoints: 512,
  db: { before: peakAt(30, 0), after: peakAt(35, -1), noise: peakAt(200, -20) },
}
const fk: FkSpectrum = {
  kind: 'fk',
  panel: 'noise',
  nFrequencies: 5,
  nWavenumbers: 5,
  db: Float64Array.from({ length: 25 }, (_, at) => (at === 13 ? 0 : -30)),
}

it('says where the window lies', () => {
  const part = { startSample: 300, endSample: 561, startTrace: 9, endTrace: 84 }
  expect(plain(windowText(part, 2))).toBe('600–1120 ms · 75 traces')
})

it('says what is seen', () => {
  expect(plain(spectraSentence(spectra, 'whole gather', 2))).toBe(
    'Amplitude spectra, whole gather, 0 to 250 Hz. Before largest at 29 Hz, 0 dB. After largest at 34 Hz, −1 dB. Noise largest at 195 Hz, −20 dB.',
  )
  expect(spectraSentence(fk, 'whole gather', 4)).toBe(
    'f-k spectrum of Noise, whole gather, 0 to 125 Hz. Largest at 63 Hz and 0.25 cycles a trace.',
  )
})

it('is a table of few rows', () => {
  const { heads, rows } = spectrumTable(spectra, 2)
  expect(heads).toEqual(['Hz', 'Before', 'After', 'Noise'])
  expect(rows.length).toBeLessThanOrEqual(26)
  expect(rows[0]).toEqual(['0.0', '−3.8', '−5.4', '−45.0'])
  expect(spectrumTable(fk, 4).rows[2]).toEqual(['62.5', '0.25', '0.0'])
})

it('has an axis to the highest frequency, and a range by Before alone', () => {
  const axes = (shown: AmplitudeSpectra) => figureOf(shown, 2, (name) => name).layout
  const { xaxis, yaxis } = axes(spectra)
  expect(xaxis).toMatchObject({ range: [0, 250], ticktext: ['0', '50', '100', '150', '200', '250 Hz'] })
  expect(yaxis?.range).toEqual([-48, 3])
  const quieter = { ...spectra, db: { ...spectra.db, noise: peakAt(200, -90) } }
  expect(axes(quieter).yaxis?.range).toEqual([-48, 3])
  expect(figureOf(fk, 4, (name) => name).layout.yaxis).toMatchObject({ range: [0, 125] })
})
