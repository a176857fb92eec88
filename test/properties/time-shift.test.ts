/*
 * Shifts in time on the CPU engine. process(shifted) = shifted process: for the swt of a length that 2^level divides, by
 * any shift, going round; for the S-transform likewise; for the STFT by whole hops, away from the ends. Tolerance: one
 * rounding to float32 of the same numbers. Controls: the dwt, and the STFT by a part of a hop, do not move so.
 */
import { describe, expect, it } from 'vitest'
import { processOf } from '../../src/processes/methods.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { noiseGather } from '../gathers.ts'
import { cpu } from './engines.ts'
import { compareShifted, stftMovesByHops, stransformGoesRound, swtGoesRound } from './time-shift.ts'

it('the swt goes round', () => swtGoesRound(cpu, 150))

it('the S-transform goes round', () => stransformGoesRound(cpu, 60))

it('the STFT moves by hops', () => stftMovesByHops(cpu, 100))

describe('controls', () => {
  const wavelet = processOf('wavelet-denoise').definition
  const tf = defaultStep(processOf('tf-denoise').definition, { windowSamples: 16, hopSamples: 8, k: 1 })

  it.each([
    ['the swt goes round', defaultStep(wavelet, { level: 3, k: 1 }), 3, [0, 64], true],
    ['the dwt does not', defaultStep(wavelet, { transform: 'dwt', level: 3, k: 1 }), 3, [0, 64], false],
    ['the swt of another length does not', defaultStep(wavelet, { level: 5, k: 1 }), 3, [0, 72], false],
    ['the STFT moves by whole hops', tf, 8, [32, 48], true],
    ['the STFT does not move by parts of hops', tf, 3, [32, 48], false],
  ] as const)('%s', async (_, step, shift, samples, matches) => {
    const gather = noiseGather(samples[0] === 0 ? samples[1] : 72, 7)
    expect((await compareShifted(gather, step, shift, cpu, samples)).matches).toBe(matches)
  })
})
