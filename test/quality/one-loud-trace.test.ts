/**
 * Plan: one trace a thousand times as loud as it was changes the others by no more than was found, for every method that looks
 * sideways: the energy of the change over that of the result, in dB, with 1 dB to spare. -20 dB is a tenth of the amplitude.
 */
import { expect, it } from 'vitest'
import type { ParamValue } from '../../src/core/recipe.ts'
import { definitionOf } from '../../src/processes/recipe.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { inlineCpuEngine } from '../engine/inline-cpu-engine.ts'
import { gatherOf, recipeOf } from '../gathers.ts'
import { partOf, problems } from './problems.ts'

const PART = { startSample: 200, nSamples: 200, startTrace: 30, nTraces: 60 } as const
const LOUD = 30
const { nSamples, nTraces } = PART
const usual = partOf(problems(3).noisy('a0'), PART)
const loud = usual.map((sample, at) => (at % nTraces === LOUD ? 1000 * sample : sample))
const { engine } = inlineCpuEngine({ nWorkers: 1 })

it.each<readonly [process: string, values: Readonly<Record<string, ParamValue>>, change: number]>([
  ['fk-wiener', {}, -29.9],
  ['fk-wiener', { robust: 'safe' }, -30.9],
  ['stft-wiener', {}, -35.1],
  ['fx-decon', {}, -17.1],
  ['cadzow', {}, -30.3],
  ['auto-denoise', {}, -32.2],
  ['tf-denoise', {}, -43.9],
  ['tf-denoise', { transform: 'stransform' }, -41.9],
  ['wavelet-denoise', { sigma: 'spatial' }, -17.1],
])('%s %j: %f dB', async (process, values, change) => {
  const recipe = recipeOf(defaultStep(definitionOf(process), values))
  const result = async (samples: Float32Array<ArrayBuffer>) =>
    (await engine.process(gatherOf(nSamples, nTraces, samples), recipe)).samples
  const [before, after] = [await result(usual), await result(loud)]
  let [energy, changed] = [0, 0]
  for (const [at, sample] of before.entries()) {
    if (at % nTraces === LOUD) continue
    energy += sample ** 2
    changed += (after[at]! - sample) ** 2
  }
  expect(10 * Math.log10(changed / energy)).toBeLessThan(change + 1)
})
