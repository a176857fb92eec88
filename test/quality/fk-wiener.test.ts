/** Plan: what the filter makes of the problems at its defaults: means and minima over the seeds, clean gathers, weak noise. */
import { expect, it } from 'vitest'
import { fkWiener } from '../../src/processes/fk-wiener/params.ts'
import { fkWienerReference } from '../../src/processes/fk-wiener/reference.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { meanOf, qualityOf, SEEDS } from './measure.ts'

const { ofProblem, ofClean, underNoise } = qualityOf(fkWienerReference, defaultStep(fkWiener))

it.each([
  ['a0', 15.0, 14.7],
  ['a6', 10.7, 10.5],
  ['c0', 11.2, 11.0],
  ['c6', 6.1, 5.9],
] as const)('%s: %f dB in the mean, %f at least', (name, mean, least) => {
  const found = ofProblem(name)
  // The goals are given to a tenth.
  expect(meanOf(found)).toBeGreaterThan(mean - 0.05)
  expect(Math.min(...found)).toBeGreaterThan(least)
})

it.each(SEEDS)('gives a gather without noise back, and takes little from one with weak noise: seed %i', (seed) => {
  expect(ofClean(seed)).toBeGreaterThan(90)
  expect(underNoise(20, seed)).toBeGreaterThan(29.3)
})
