/** Plan: k chosen by itself, by the finest band and by each band, against all of its choices, under white noise and under coloured. */
import { expect, it } from 'vitest'
import { defaultStep } from '../../src/processes/schema.ts'
import { WAVELET_CHOICES, waveletDenoise } from '../../src/processes/wavelet-denoise/params.ts'
import { gatherOf } from '../gathers.ts'
import { runTwin } from '../run-twin.ts'
import { N_SAMPLES, N_TRACES, problems, snrDb } from './problems.ts'

const { clean, noisy } = problems(3)

it.each([
  ['a0', { transform: 'swt' }],
  ['c0', { transform: 'swt' }],
  ['a0', { transform: 'dwt', rule: 'soft' }],
  ['c0', { transform: 'dwt', rule: 'soft', sigma: 'level' }],
  ['c0', { transform: 'wpt', sigma: 'level' }],
] as const)('loses at most 0.25 dB: %s, %o', (name, values) => {
  const gather = gatherOf(N_SAMPLES, N_TRACES, noisy(name))
  const snrOf = (k: number | 'auto') =>
    snrDb(clean, runTwin(gather, defaultStep(waveletDenoise, { wavelet: 'db4', ...values, k })))
  expect(snrOf('auto')).toBeGreaterThan(Math.max(...WAVELET_CHOICES.map(snrOf)) - 0.25)
})
