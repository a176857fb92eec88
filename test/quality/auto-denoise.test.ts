/**
 * Plan: what the weighted sum makes of the problems, by the best of its methods, and that it gives a gather without noise
 * back and takes little from one with weak noise.
 */
import { expect, it } from 'vitest'
import { autoDenoise } from '../../src/processes/auto-denoise/params.ts'
import { autoDenoiseReference } from '../../src/processes/auto-denoise/reference.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { meanOf, qualityOf, SEEDS } from './measure.ts'

const { ofProblem, ofClean, underNoise } = qualityOf(autoDenoiseReference, defaultStep(autoDenoise))

// The best single method has 14.98, 10.73, 11.23 and 6.06 in the mean.
it.each([
  ['a0', 15.1, 14.9],
  ['a6', 10.85, 10.7],
  ['c0', 11.35, 11.2],
  ['c6', 6.35, 6.15],
] as const)('%s: %f dB in the mean, %f at least', (name, mean, least) => {
  const found = ofProblem(name)
  expect(meanOf(found)).toBeGreaterThan(mean)
  expect(Math.min(...found)).toBeGreaterThan(least)
})

it.each(SEEDS)('gives a gather without noise back, and takes little from one with weak noise: seed %i', (seed) => {
  expect(ofClean(seed)).toBeGreaterThan(90)
  expect(underNoise(20, seed)).toBeGreaterThan(29.3)
  expect(underNoise(30, seed)).toBeGreaterThan(37.5)
})
