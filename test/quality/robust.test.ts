/**
 * Plan: what the safe robust mode makes of the problems with erratic noise: means and minima over the seeds; what it costs
 * where there is none, on the seed that is the hardest; clean gathers, weak noise. The same around wavelets.
 */
import { describe, expect, it } from 'vitest'
import { fkWiener } from '../../src/processes/fk-wiener/params.ts'
import { fkWienerReference } from '../../src/processes/fk-wiener/reference.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { waveletDenoise } from '../../src/processes/wavelet-denoise/params.ts'
import { wholeGatherWavelets } from '../../src/processes/wavelet-denoise/whole-gather.ts'
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

describe('wavelets', () => {
  const wavelets = qualityOf(wholeGatherWavelets.reference, defaultStep(waveletDenoise, { robust: 'safe' }))

  it.each([
    ['b0', 5.8, 5.2],
    ['b6', 0.9, 0.2],
  ] as const)('%s: %f dB in the mean, %f at least', (name, mean, least) => {
    const found = wavelets.ofProblem(name)
    expect(meanOf(found)).toBeGreaterThan(mean)
    expect(Math.min(...found)).toBeGreaterThan(least)
  })

  it('costs little without erratic noise', () => {
    expect(wavelets.ofProblem('a0', [4])[0]).toBeGreaterThan(9.0)
    expect(wavelets.ofClean(3)).toBeGreaterThan(90)
    expect(wavelets.underNoise(20, 3)).toBeGreaterThan(26.7)
  })
})
