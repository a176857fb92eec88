/** Plan: what the Cadzow filter makes of the problems at its defaults; clean gathers, weak noise. */
import { expect, it } from 'vitest'
import { cadzow } from '../../src/processes/cadzow/params.ts'
import { cadzowReference } from '../../src/processes/cadzow/reference.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { meanOf, qualityOf, SEEDS } from './measure.ts'

const { ofProblem, ofClean, underNoise } = qualityOf(cadzowReference, defaultStep(cadzow))

it.each([
  ['a0', 14.9, 14.7],
  ['a6', 10.3, 10.2],
  ['c0', 10.9, 10.8],
  ['c6', 5.9, 5.8],
] as const)('%s: %f dB in the mean, %f at least', (name, mean, least) => {
  const found = ofProblem(name)
  expect(meanOf(found)).toBeGreaterThan(mean)
  expect(Math.min(...found)).toBeGreaterThan(least)
})

it.each(SEEDS)('gives a gather without noise back, and takes little from one with weak noise: seed %i', (seed) => {
  expect(ofClean(seed)).toBeGreaterThan(90)
  expect(underNoise(20, seed)).toBeGreaterThan(28.9)
})
