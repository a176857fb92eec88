// Plan: a sine has its peak at its frequency, and every panel's level is told against the largest of Before; a plane wave lies
// at its frequency and wavenumber, dips to the right at positive ones; small blocks and zeros have spectra too; what was not
// removed is at the floor.
import { expect, it } from 'vitest'
import { SPECTRUM_FLOOR_DB } from '../../src/core/spectra.ts'
import { amplitudeSpectra, fkSpectrum, spectraOf } from '../../src/measures/spectra/reference.ts'
import { makeGather } from '../gathers.ts'

const sine =
  (frequency: number, dip = 0) =>
  (i: number, j: number) =>
    Math.sin(2 * Math.PI * frequency * (i - dip * j))
const placeOfMost = (values: Float64Array): number => values.indexOf(Math.max(...values))

it.each([0.05, 0.2, 0.45])('has a sine of %f cycles a sample at its frequency', (frequency) => {
  const before = makeGather(1000, 5, sine(frequency))
  const after = { ...before, samples: before.samples.map((sample) => 0.9 * sample) }
  const { nPoints, db } = amplitudeSpectra(before, after)
  const peak = placeOfMost(db.before)
  expect(Math.abs(peak / nPoints - frequency)).toBeLessThanOrEqual(0.5 / nPoints)
  expect(db.before[peak]).toBe(0)
  expect(db.after[peak]).toBeCloseTo(20 * Math.log10(0.9), 4)
  expect(db.noise[peak]).toBeCloseTo(-20, 4)
})

it.each([
  [0.1, 1],
  [0.125, -3],
  [0.2, 0],
])('has a plane wave of %f cycles a sample that comes %f samples later a trace at its place', (frequency, dip) => {
  const gather = makeGather(300, 100, sine(frequency, dip))
  const { nFrequencies, nWavenumbers, db } = fkSpectrum(gather, gather, 'before')
  const peak = placeOfMost(db)
  const [row, column] = [Math.floor(peak / nWavenumbers), peak % nWavenumbers]
  expect(Math.abs(row / (2 * (nFrequencies - 1)) - frequency)).toBeLessThan(1 / (2 * (nFrequencies - 1)))
  expect(Math.abs(column / (nWavenumbers - 1) - 0.5 - frequency * dip)).toBeLessThan(1 / (nWavenumbers - 1))
})

it('has spectra of little and of nothing', () => {
  const one = makeGather(1, 1, () => 3)
  expect(amplitudeSpectra(one, one).db.before).toHaveLength(2)
  const none = makeGather(9, 3, () => 0)
  const { db } = amplitudeSpectra(none, none)
  for (const values of Object.values(db)) expect(Math.max(...values)).toBe(SPECTRUM_FLOOR_DB)
  expect(Math.max(...fkSpectrum(none, none, 'noise').db)).toBe(SPECTRUM_FLOOR_DB)
  const gather = makeGather(40, 7)
  expect(Math.max(...fkSpectrum(gather, gather, 'noise').db)).toBe(SPECTRUM_FLOOR_DB)
  expect(spectraOf(gather, gather, 'after')).toMatchObject({
    kind: 'fk',
    panel: 'after',
    nFrequencies: 21,
    nWavenumbers: 9,
  })
  expect(spectraOf(gather, gather, 'amplitude')).toMatchObject({ kind: 'amplitude', nPoints: 40 })
})
