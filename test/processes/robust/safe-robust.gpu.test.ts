/**
 * Plan: the safe robust mode of every process on the WebGPU engine against its twin, on gathers with bad traces, bursts and
 * spikes, dead traces, which stay exactly zero, and down to one sample or one trace, with the share of outliers within 5e-5, a
 * few weights' worth; an automatic k is the usual one;
 * tiles change no bit; nothing is kept that a change of k would make wrong; a spike far beyond all else spoils nothing.
 * 1e-4 of the largest, as without it: weights fall along ramps, so that rounding moves them by as little.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Gather } from '../../../src/core/gather.ts'
import type { ParamValue } from '../../../src/core/recipe.ts'
import { WebGpuEngine } from '../../../src/engine/webgpu.ts'
import { fkWiener } from '../../../src/processes/fk-wiener/params.ts'
import { gatherReferenceOf } from '../../../src/processes/methods.ts'
import { defaultStep, type ProcessDefinition } from '../../../src/processes/schema.ts'
import { stftWiener } from '../../../src/processes/stft-wiener/params.ts'
import { waveletDenoise } from '../../../src/processes/wavelet-denoise/params.ts'
import { wholeGatherWavelets } from '../../../src/processes/wavelet-denoise/whole-gather.ts'
import { expectArraysClose, expectSameBits } from '../../compare-arrays.ts'
import { makeGather, noise, recipeOf, signalWithNoise, traceOf } from '../../gathers.ts'
import { testGpu, withEngine } from '../../gpu-device.ts'
import { AMPLE } from '../../record-forward.ts'
import { runAllPasses, runTwin } from '../../run-twin.ts'

type Values = Readonly<Record<string, ParamValue>>

const stepOf = (values: Values, definition: ProcessDefinition = stftWiener) =>
  defaultStep(definition, { robust: 'safe', ...values })

let engine: WebGpuEngine
beforeAll(async () => {
  engine = await WebGpuEngine.create({ gpu: testGpu() })
})
afterAll(() => engine.close())

const run = async (gather: Gather, step = stepOf({}), on = engine) => (await on.process(gather, recipeOf(step))).samples

const isDead = (j: number) => j === 0 || j === 12 || j === 13

/** Spikes, a bad trace, a burst, and dead traces. */
function erratic(i: number, j: number): number {
  if (isDead(j)) return 0
  const spike = noise(j, i) > 0.98 ? 12 : 0
  const bad = j === 20 ? 9 * noise(i, 99) : 0
  const burst = j === 7 && i > 30 && i < 60 ? 7 * Math.sin(i) : 0
  return signalWithNoise(i, j) + spike + bad + burst
}

const SPATIAL = { wavelet: 'db2', transform: 'dwt', sigma: 'spatial', aperture: 5, k: 1 }
const PACKETS = { wavelet: 'db2', transform: 'wpt', bestBasis: true, rule: 'soft', k: 1 }

const SHAPES: readonly (readonly [string, number, number, Values, ProcessDefinition])[] = [
  ['f-k', 64, 28, { patchSamples: 16, patchTraces: 8 }, fkWiener],
  ['STFT from the spectrum, unbalanced', 70, 31, { balance: false, k: 2 }, stftWiener],
  ['STFT, k auto, protected', 60, 26, { windowSamples: 16, k: 'auto', protectSignal: true }, stftWiener],
  ['STFT, one sample', 1, 30, { windowSamples: 16 }, stftWiener],
  ['STFT, one trace', 60, 1, { windowSamples: 16 }, stftWiener],
  ['swt of samples that it pads', 61, 26, { wavelet: 'db2' }, waveletDenoise],
  ['dwt by the noise of neighbours', 61, 26, SPATIAL, waveletDenoise],
  ['packets in the best basis', 61, 26, PACKETS, waveletDenoise],
]

describe('has what the twin has', () => {
  test.each(SHAPES)('%s', async (_, nSamples, nTraces, values, definition) => {
    const gather = makeGather(nSamples, nTraces, nTraces > 1 ? erratic : signalWithNoise)
    const step = stepOf(values, definition)
    const { samples, figures } = await engine.process(gather, recipeOf(step))
    const twin = runAllPasses(gatherReferenceOf(step), gather, step, 1)
    expectArraysClose(samples, twin.samples, { relativeToMax: 1e-4, columns: nTraces })
    const { outlierShare, ...others } = twin.figures
    expect(figures).toEqual([{ ...others, outlierShare: expect.closeTo(outlierShare as number, 4) }])
    if (nTraces === 1) return
    for (const j of [0, 12, 13]) expect(traceOf(samples, nTraces, j).every((sample) => sample === 0)).toBe(true)
  })
})

test('tiles change no bit; of a gather of zeros nothing is left', async () => {
  const [gather, silent] = [makeGather(20, 90, erratic), makeGather(20, 90, () => 0)]
  const step = stepOf(SPATIAL, waveletDenoise)
  const limits = { tileBytes: 240_000, workgroupsPerDimension: 5 }
  expect(wholeGatherWavelets.gpu.plan(gather, step, { ...AMPLE, ...limits }).tiles.length).toBeGreaterThan(2)
  const whole = await run(gather, step)
  await withEngine({ limits }, async (tiled) => expectSameBits(await run(gather, step, tiled), whole))
  expect((await run(silent, step)).every((sample) => sample === 0)).toBe(true)
})

test('after a change of k, all is computed again', async () => {
  const gather = makeGather(20, 20, erratic)
  const kept = (k: number) => engine.process(gather, recipeOf(stepOf({ k, windowSamples: 16 })), { keepForwards: true })
  await kept(3)
  const again = await kept(2)
  expect(again.forwardsReused).toBe(0)
  expectSameBits(again.samples, await run({ ...gather }, stepOf({ k: 2, windowSamples: 16 })))
})

test('a spike 1e25 times as large as all else is taken out', async () => {
  const gather = makeGather(40, 24, (i, j) => (i === 30 && j === 20 ? 1e25 : signalWithNoise(i, j)))
  const step = stepOf({ windowSamples: 16 })
  expectArraysClose(await run(gather, step), runTwin(gather, step), { relativeToMax: 1e-4, columns: 24 })
})
