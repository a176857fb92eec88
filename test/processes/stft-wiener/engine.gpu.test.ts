/**
 * Plan: stft-wiener on the WebGPU engine against its twin, with windows from the spectrum and of any length, of gathers down
 * to one sample or one trace; tiles change no bit; after a change of k powers are not counted again, and the bits are those
 * of a fresh run; dead traces are exactly zero. 1e-4 of the largest: float32 moves a few powers over a class of the
 * histogram that the noise is found from, and cells that lie at the threshold over it.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Gather } from '../../../src/core/gather.ts'
import { WebGpuEngine } from '../../../src/engine/webgpu.ts'
import type { GpuLimits } from '../../../src/processes/gpu-process.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { stftWienerGpu } from '../../../src/processes/stft-wiener/gpu.ts'
import { stftWiener } from '../../../src/processes/stft-wiener/params.ts'
import { expectArraysClose, expectSameBits } from '../../compare-arrays.ts'
import { makeGather, recipeOf, signalWithNoise, traceOf } from '../../gathers.ts'
import { testGpu, withEngine } from '../../gpu-device.ts'
import { AMPLE } from '../../record-forward.ts'
import { runTwin } from '../../run-twin.ts'

type Values = Readonly<Record<string, number | boolean | null>>

const stepOf = (values: Values = {}) => defaultStep(stftWiener, values)

let engine: WebGpuEngine
beforeAll(async () => {
  engine = await WebGpuEngine.create({ gpu: testGpu() })
})
afterAll(() => engine.close())

const run = async (gather: Gather, values: Values = {}, on = engine) =>
  (await on.process(gather, recipeOf(stepOf(values)))).samples

const SHAPES: readonly (readonly [string, number, number, Values])[] = [
  ['from the spectrum', 80, 40, {}],
  ['of 20, unbalanced', 70, 33, { windowSamples: 20, balance: false, k: 2, lateralTraces: 5 }],
  ['longer than the trace, one trace at a time', 9, 30, { windowSamples: 32, lateralTraces: 1 }],
  ['protected', 60, 40, { protectSignal: true, windowSamples: 16 }],
  ['on one sample', 1, 30, { windowSamples: 16 }],
  ['on one trace', 60, 1, { windowSamples: 16 }],
]

describe('has what the twin has, windows', () => {
  test.each(SHAPES)('%s', async (_, nSamples, nTraces, values) => {
    const gather = makeGather(nSamples, nTraces, (i, j) => signalWithNoise(i, j) * (j % 7 === 0 ? 8 : 1))
    expectArraysClose(await run(gather, values), runTwin(gather, stepOf(values)), {
      relativeToMax: 1e-4,
      columns: nTraces,
    })
  })
})

test('tiles change no bit, protected as well', async () => {
  const gather = makeGather(40, 90, signalWithNoise)
  const whole = await run(gather, { protectSignal: true })
  const planUnder = (limits: Partial<GpuLimits>) =>
    stftWienerGpu.plan(gather, stepOf({ protectSignal: true }), { ...AMPLE, ...limits })
  const total = planUnder({}).buffers.reduce((sum, { bytesPerTrace }) => sum + bytesPerTrace, 0)
  const limits = { tileBytes: 44 * total, workgroupsPerDimension: 5 }
  expect(planUnder(limits).tiles.length).toBeGreaterThan(2)
  await withEngine({ limits }, async (tiled) =>
    expectSameBits(await run(gather, { protectSignal: true }, tiled), whole),
  )
})

test('after a change of k, powers are not counted again', async () => {
  const gather = makeGather(60, 40, signalWithNoise)
  const kept = (values: Values) => engine.process(gather, recipeOf(stepOf(values)), { keepForwards: true })
  expect((await kept({ k: 4 })).forwardsReused).toBe(0)
  const counted = engine.dispatchCounts.get('stft_wiener/cell_powers.wgsl')
  const again = await kept({ k: 2 })
  expect(again.forwardsReused).toBe(1)
  expect(engine.dispatchCounts.get('stft_wiener/cell_powers.wgsl')).toBe(counted)
  expectSameBits(again.samples, await run({ ...gather }, { k: 2 }))
})

test('dead traces are exactly zero', async () => {
  const gather = makeGather(60, 40, (i, j) => (j % 9 === 4 ? 0 : signalWithNoise(i, j)))
  const samples = await run(gather)
  expect(traceOf(samples, 40, 13).every((sample) => sample === 0)).toBe(true)
  expect(traceOf(samples, 40, 14).some((sample) => sample !== 0)).toBe(true)
})
