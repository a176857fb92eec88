/**
 * Plan: fk-wiener on the WebGPU engine against its twin, with patches from the spectrum and of any shape, of gathers down
 * to one sample or one trace; tiles change no bit; after a change of k powers are not counted again, and the bits are those
 * of a fresh run; dead traces are exactly zero. 1e-4 of the largest: float32 moves a few powers over a class of the
 * histogram that the noise is found from, and cells that lie at the threshold over it.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Gather } from '../../../src/core/gather.ts'
import type { ParamValue } from '../../../src/core/recipe.ts'
import { WebGpuEngine } from '../../../src/engine/webgpu.ts'
import { fkWienerGpu } from '../../../src/processes/fk-wiener/gpu.ts'
import { fkWiener } from '../../../src/processes/fk-wiener/params.ts'
import type { GpuLimits } from '../../../src/processes/gpu-process.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { expectArraysClose, expectSameBits } from '../../compare-arrays.ts'
import { makeGather, recipeOf, signalWithNoise, traceOf } from '../../gathers.ts'
import { testGpu, withEngine } from '../../gpu-device.ts'
import { AMPLE } from '../../record-forward.ts'
import { runTwin } from '../../run-twin.ts'

type Values = Readonly<Record<string, ParamValue>>

const stepOf = (values: Values = {}) => defaultStep(fkWiener, values)

let engine: WebGpuEngine
beforeAll(async () => {
  engine = await WebGpuEngine.create({ gpu: testGpu() })
})
afterAll(() => engine.close())

const run = async (gather: Gather, values: Values = {}, on = engine) =>
  (await on.process(gather, recipeOf(stepOf(values)))).samples

const SHAPES: readonly (readonly [string, number, number, Values])[] = [
  ['of 32, from the spectrum', 100, 80, {}],
  ['of 16, from the spectrum, unbalanced', 80, 40, { balance: false, k: 2 }],
  ['of four shapes, from the spectrum', 70, 60, { quality: 'mean' }],
  ['longer than the trace', 9, 30, { patchSamples: 32 }],
  ['wider than the gather', 60, 5, { patchSamples: 32 }],
  ['protected', 60, 40, { protectSignal: true, patchSamples: 32 }],
  ['on one sample', 1, 30, { patchSamples: 16 }],
]

describe('has what the twin has, patches', () => {
  test.each(SHAPES)('%s', async (_, nSamples, nTraces, values) => {
    const gather = makeGather(nSamples, nTraces, (i, j) => signalWithNoise(i, j) * (j % 7 === 0 ? 8 : 1))
    expectArraysClose(await run(gather, values), runTwin(gather, stepOf(values)), {
      relativeToMax: 1e-4,
      columns: nTraces,
    })
  })
})

test('of one trace, whose patches hold little but one wavenumber, noise is found from roundings of the others', async () => {
  const gather = makeGather(60, 1, signalWithNoise)
  expectArraysClose(await run(gather), runTwin(gather, stepOf()), { relativeToMax: 1e-3, columns: 1 })
})

test('tiles change no bit', async () => {
  const gather = makeGather(40, 150, signalWithNoise)
  const values = { patchSamples: 16 }
  const whole = await run(gather, values)
  const planUnder = (limits: Partial<GpuLimits>) => fkWienerGpu.plan(gather, stepOf(values), { ...AMPLE, ...limits })
  const total = planUnder({}).buffers.reduce((sum, { bytesPerTrace }) => sum + bytesPerTrace, 0)
  const limits = { tileBytes: 70 * total, workgroupsPerDimension: 5 }
  expect(planUnder(limits).tiles.length).toBeGreaterThan(2)
  await withEngine({ limits }, async (tiled) => expectSameBits(await run(gather, values, tiled), whole))
})

test('after a change of k, powers are not counted again', async () => {
  const gather = makeGather(60, 40, signalWithNoise)
  const kept = (values: Values) => engine.process(gather, recipeOf(stepOf(values)), { keepForwards: true })
  expect((await kept({ k: 4 })).forwardsReused).toBe(0)
  const counted = engine.dispatchCounts.get('fk_wiener/patch_powers.wgsl')
  const again = await kept({ k: 2 })
  expect(again.forwardsReused).toBe(1)
  expect(engine.dispatchCounts.get('fk_wiener/patch_powers.wgsl')).toBe(counted)
  expectSameBits(again.samples, await run({ ...gather }, { k: 2 }))
})

test('dead traces are exactly zero', async () => {
  const gather = makeGather(60, 40, (i, j) => (j % 9 === 4 ? 0 : signalWithNoise(i, j)))
  const samples = await run(gather)
  expect(traceOf(samples, 40, 13).every((sample) => sample === 0)).toBe(true)
  expect(traceOf(samples, 40, 14).some((sample) => sample !== 0)).toBe(true)
  expect((await run(makeGather(60, 40, () => 0))).every((sample) => sample === 0)).toBe(true)
})

test.each([1e-30, 1e30])('samples of about %d are as good as others', async (scale) => {
  const scaled = makeGather(60, 40, (i, j) => scale * signalWithNoise(i, j))
  expectArraysClose(await run(scaled), runTwin(scaled, stepOf()), { relativeToMax: 1e-4, columns: 40 })
})
