/**
 * Plan: f-x deconvolution on the WebGPU engine against its twin, with filters and windows down to the narrowest and up to
 * the widest, of gathers down to one sample or one trace; tiles change no bit; after a change of a threshold key powers are
 * not counted again, and the bits are those of a fresh run; dead traces are exactly zero. 1e-4 of the largest: float32 moves a
 * few powers over a class of the histogram that the noise is found from; of the normal equations, whose condition the
 * pre-whitening keeps below a hundred times the filter's length, it makes no more than that.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Gather } from '../../../src/core/gather.ts'
import type { ParamValue } from '../../../src/core/recipe.ts'
import { WebGpuEngine } from '../../../src/engine/webgpu.ts'
import { fxDeconGpu } from '../../../src/processes/fx-decon/gpu.ts'
import { fxDecon } from '../../../src/processes/fx-decon/params.ts'
import type { GpuLimits } from '../../../src/processes/gpu-process.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { expectArraysClose, expectSameBits } from '../../compare-arrays.ts'
import { makeGather, recipeOf, signalWithNoise, traceOf } from '../../gathers.ts'
import { testGpu, withEngine } from '../../gpu-device.ts'
import { AMPLE } from '../../record-forward.ts'
import { runTwin } from '../../run-twin.ts'

type Values = Readonly<Record<string, ParamValue>>

const stepOf = (values: Values = {}) => defaultStep(fxDecon, values)

let engine: WebGpuEngine
beforeAll(async () => {
  engine = await WebGpuEngine.create({ gpu: testGpu() })
})
afterAll(() => engine.close())

const run = async (gather: Gather, values: Values = {}, on = engine) =>
  (await on.process(gather, recipeOf(stepOf(values)))).samples

const SHAPES: readonly (readonly [string, number, number, Values])[] = [
  ['at its defaults', 60, 57, {}],
  ['with one point, unbalanced, in narrow windows', 50, 33, { points: 1, windowTraces: 8, balance: false }],
  ['with the longest filter in the widest window', 40, 140, { points: 16, windowTraces: 128, windowSamples: 16 }],
  ['in windows of 32 by 36, up to 200 Hz', 50, 40, { points: 8, windowTraces: 36, windowSamples: 32, fmaxHz: 200 }],
  ['protected', 60, 40, { protectSignal: true }],
  ['where no trace can be predicted', 60, 4, {}],
  ['on one sample', 1, 30, {}],
  ['on one trace', 60, 1, {}],
]

describe('has what the twin has', () => {
  test.each(SHAPES)('%s', async (_, nSamples, nTraces, values) => {
    const gather = makeGather(nSamples, nTraces, (i, j) => signalWithNoise(i, j) * (j % 7 === 0 ? 8 : 1))
    expectArraysClose(await run(gather, values), runTwin(gather, stepOf(values)), {
      relativeToMax: 1e-4,
      columns: nTraces,
    })
  })
})

test('tiles change no bit', async () => {
  const gather = makeGather(24, 110)
  const values = { protectSignal: true, points: 2, windowTraces: 12 }
  const whole = await run(gather, values)
  const planUnder = (limits: Partial<GpuLimits>) => fxDeconGpu.plan(gather, stepOf(values), { ...AMPLE, ...limits })
  const total = planUnder({}).buffers.reduce((sum, { bytesPerTrace }) => sum + bytesPerTrace, 0)
  const limits = { tileBytes: 60 * total, workgroupsPerDimension: 5 }
  expect(planUnder(limits).tiles.length).toBeGreaterThan(2)
  await withEngine({ limits }, async (tiled) => expectSameBits(await run(gather, values, tiled), whole))
})

test('after a change of the filter, powers are not counted again', async () => {
  const gather = makeGather(40, 40)
  const kept = (values: Values) => engine.process(gather, recipeOf(stepOf(values)), { keepForwards: true })
  expect((await kept({})).forwardsReused).toBe(0)
  const counted = engine.dispatchCounts.get('fk_wiener/patch_powers.wgsl')
  const other = { points: 3, fmaxHz: 60, windowTraces: 24 }
  const again = await kept(other)
  expect(again.forwardsReused).toBe(1)
  expect(engine.dispatchCounts.get('fk_wiener/patch_powers.wgsl')).toBe(counted)
  expectSameBits(again.samples, await run({ ...gather }, other))
})

test('dead traces are exactly zero', async () => {
  const gather = makeGather(40, 40, (i, j) => (j % 9 === 4 ? 0 : signalWithNoise(i, j)))
  const samples = await run(gather)
  expect(traceOf(samples, 40, 13).every((sample) => sample === 0)).toBe(true)
  expect(traceOf(samples, 40, 14).some((sample) => sample !== 0)).toBe(true)
  expectArraysClose(samples, runTwin(gather, stepOf()), { relativeToMax: 1e-4, columns: 40 })
  expect((await run(makeGather(40, 40, () => 0))).every((sample) => sample === 0)).toBe(true)
})

test('of a plane wave without noise as much comes back as from the twin', async () => {
  const gather = makeGather(60, 40, (i, j) => Math.exp(-(((i - 20 - j / 2) / 6) ** 2)))
  expectArraysClose(await run(gather), runTwin(gather, stepOf()), { relativeToMax: 1e-4, columns: 40 })
})

test.each([1e-30, 1e30])('samples of about %d are as good as others', async (scale) => {
  const scaled = makeGather(40, 40, (i, j) => scale * signalWithNoise(i, j))
  expectArraysClose(await run(scaled), runTwin(scaled, stepOf()), { relativeToMax: 1e-4, columns: 40 })
})
