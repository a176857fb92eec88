/**
 * Plan: what the safe robust mode makes of the problems with erratic noise: means and minima over the seeds; what it costs
 * where there is none, on the seed that is the hardest; clean gathers, weak noise.
 */
import { expect, it } from 'vitest'
import { fkWiener } from '../../src/processes/fk-wiener/params.ts'
import { fkWienerReference } from '../../src/processes/fk-wiener/reference.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { meanOf, qualityOf, SEEDS } from './measure.ts'

const { ofProblem, ofClean, underNoise } = qualityOf(fkWienerReference, defaultStep(fkWiener, { robust: 'safe' }))

it.each([
  ['b0', 11.4, 10.2],
  ['b6', 9.2, 8.6],
] as const)('%s: %f dB in the mean, %f at least', (name, mean, least) => {
  const found = ofProblem(name)
  expect(meanOf(found)).toBeGreaterThan(mean)
  expect(Math.min(...found)).toBeGreaterThan(least)
})

it.each([
  ['a0', 4, 14.7],
  ['a6', 4, 10.6],
  ['c0', 5, 10.7],
  ['c6', 3, 5.7],
] as const)('costs little without erratic noise: %s', (name, seed, least) => {
  expect(ofProblem(name, [seed])[0]).toBeGreaterThan(least)
})

it.each(SEEDS)('gives a gather without noise back, and takes little from one with weak noise: seed %i', (seed) => {
  expect(ofClean(seed)).toBeGreaterThan(90)
  expect(underNoise(20, seed)).toBeGreaterThan(29.3)
})
