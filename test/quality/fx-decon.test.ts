/** Plan: what f-x deconvolution makes of the problems at its defaults, erratic noise too; clean gathers, weak noise. */
import { expect, it } from 'vitest'
import { fxDecon } from '../../src/processes/fx-decon/params.ts'
import { fxDeconReference } from '../../src/processes/fx-decon/reference.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { meanOf, qualityOf, SEEDS } from './measure.ts'

const { ofProblem, ofClean, underNoise } = qualityOf(fxDeconReference, defaultStep(fxDecon))

it.each([
  ['a0', 12.0, 11.8],
  ['a6', 7.8, 7.7],
  ['b0', 7.5, 7.2],
  ['b6', 5.8, 5.6],
  ['c0', 8.2, 8.1],
  ['c6', 3.6, 3.5],
] as const)('%s: %f dB in the mean, %f at least', (name, mean, least) => {
  const found = ofProblem(name)
  expect(meanOf(found)).toBeGreaterThan(mean)
  expect(Math.min(...found)).toBeGreaterThan(least)
})

it.each(SEEDS)('gives a gather without noise back, and takes little from one with weak noise: seed %i', (seed) => {
  expect(ofClean(seed)).toBeGreaterThan(90)
  expect(underNoise(20, seed)).toBeGreaterThan(27)
})
