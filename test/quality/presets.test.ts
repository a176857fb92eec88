/**
 * Plan: every preset gives a gather without noise back, and gains on one with noise 18 dB below it: the far traces of the gather
 * of seed 3. Whole gathers are in the tests of the processes.
 */
import { expect, it } from 'vitest'
import { presets } from '../../src/app/presets.ts'
import { inlineCpuEngine } from '../engine/inline-cpu-engine.ts'
import { gatherOf } from '../gathers.ts'
import { partOf, problems, snrDb, underNoise } from './problems.ts'

const PART = { startSample: 0, nSamples: 800, startTrace: 88, nTraces: 32 } as const
/** Decibels that a preset must gain on the noisy part, at least. */
const GAINS: Readonly<Record<string, number>> = {
  Automatic: 10.5,
  'Random noise': 10.5,
  'Erratic noise': 10.5,
  'Coloured noise': 10.4,
  Fast: 9.5,
  Careful: 10.5,
  // A soft threshold takes from every coefficient, from those of the signal too.
  'Original SeisProc': -0.9,
}

const { clean } = problems(3)
const part = partOf(clean, PART)
const noisy = partOf(underNoise(clean, 20, 3), PART)
const { engine } = inlineCpuEngine({ nWorkers: 1 })

it.each(presets)('$recipe.name', async ({ recipe }) => {
  const left = async (samples: Float32Array<ArrayBuffer>) => {
    const { samples: denoised } = await engine.process(gatherOf(PART.nSamples, PART.nTraces, samples), recipe)
    return snrDb(part, denoised)
  }
  expect(await left(part)).toBeGreaterThan(90)
  expect((await left(noisy)) - snrDb(part, noisy)).toBeGreaterThan(GAINS[recipe.name]!)
})
