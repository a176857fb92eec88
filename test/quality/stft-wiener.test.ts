/**
 * Plan: what the filter makes of the problems at its defaults: means and minima over the seeds, clean gathers, weak noise.
 * k chosen by itself, against all of its choices.
 */
import { expect, it } from 'vitest'
import { defaultStep } from '../../src/processes/schema.ts'
import { STFT_CHOICES, stftWiener } from '../../src/processes/stft-wiener/params.ts'
import { stftWienerReference } from '../../src/processes/stft-wiener/reference.ts'
import { meanOf, qualityOf, SEEDS } from './measure.ts'

const { ofProblem, ofClean, underNoise } = qualityOf(stftWienerReference, defaultStep(stftWiener))

it.each([
  ['a0', 11.5, 11.4],
  ['a6', 6.6, 6.5],
  ['c0', 7.1, 7.0],
  ['c6', 2.5, 2.3],
] as const)('%s: %f dB in the mean, %f at least', (name, mean, least) => {
  const found = ofProblem(name)
  // The goals are given to a tenth.
  expect(meanOf(found)).toBeGreaterThan(mean - 0.05)
  expect(Math.min(...found)).toBeGreaterThan(least)
})

it.each(SEEDS)('gives a gather without noise back, and takes little from one with weak noise: seed %i', (seed) => {
  expect(ofClean(seed)).toBeGreaterThan(90)
  expect(underNoise(20, seed)).toBeGreaterThan(28.4)
})

it.each(['a0', 'c0'] as const)('chooses k at a loss of at most 0.25 dB: %s', (name) => {
  const [found = 0] = qualityOf(stftWienerReference, defaultStep(stftWiener, { k: 'auto' })).ofProblem(name, [3])
  const best = STFT_CHOICES.map(
    (k) => qualityOf(stftWienerReference, defaultStep(stftWiener, { k })).ofProblem(name, [3])[0]!,
  )
  expect(found).toBeGreaterThan(Math.max(...best) - 0.25)
})
