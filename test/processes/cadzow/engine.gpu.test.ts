/**
 * Plan: the Cadzow filter on the WebGPU engine against its twin, in windows from the narrowest to the widest, of gathers down
 * to one sample or one trace; tiles change no bit; after a change of k powers are not counted again, and the bits are those
 * of a fresh run; dead traces are exactly zero. 1e-4 of the largest: float32 moves a few powers over a class of the
 * histogram that the noise is found from, and what a singular value just above the threshold gives grows as the root of
 * what it exceeds it by.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Gather } from '../../../src/core/gather.ts'
import type { ParamValue } from '../../../src/core/recipe.ts'
import { WebGpuEngine } from '../../../src/engine/webgpu.ts'
import { cadzowGpu } from '../../../src/processes/cadzow/gpu.ts'
import { cadzow } from '../../../src/processes/cadzow/params.ts'
import type { GpuLimits } from '../../../src/processes/gpu-process.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { expectArraysClose, expectSameBits } from '../../compare-arrays.ts'
import { makeGather, recipeOf, signalWithNoise, traceOf } from '../../gathers.ts'
import { testGpu, withEngine } from '../../gpu-device.ts'
import { AMPLE } from '../../record-forward.ts'
import { runTwin } from '../../run-twin.ts'

type Values = Readonly<Record<string, ParamValue>>

const stepOf = (values: Values = {}) => defaultStep(cadzow, values)

let engine: WebGpuEngine
beforeAll(async () => {
  engine = await WebGpuEngine.create({ gpu: testGpu() })
})
afterAll(() => engine.close())

const run = async (gather: Gather, values: Values = {}, on = engine) =>
  (await on.process(gather, recipeOf(stepOf(values)))).samples

const SHAPES: readonly (readonly [string, number, number, Values])[] = [
  ['at its defaults', 60, 57, {}],
  ['in the narrowest windows, unbalanced', 50, 33, { windowTraces: 8, balance: false, k: 2 }],
  ['in the widest windows', 10, 40, { windowTraces: 64, windowSamples: 24 }],
  ['wider than the gather', 40, 5, { windowTraces: 40 }],
  ['protected', 40, 40, { protectSignal: true }],
  ['on one sample', 1, 30, {}],
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

test('of one trace, whose patches hold little but one wavenumber, noise is found from roundings of the others', async () => {
  const gather = makeGather(40, 1)
  expectArraysClose(await run(gather), runTwin(gather, stepOf()), { relativeToMax: 1e-3, columns: 1 })
})

test('tiles change no bit', async () => {
  const gather = makeGather(24, 110)
  const values = { windowTraces: 12 }
  const whole = await run(gather, values)
  const planUnder = (limits: Partial<GpuLimits>) => cadzowGpu.plan(gather, stepOf(values), { ...AMPLE, ...limits })
  const total = planUnder({}).buffers.reduce((sum, { bytesPerTrace }) => sum + bytesPerTrace, 0)
  const limits = { tileBytes: 60 * total, workgroupsPerDimension: 5 }
  expect(planUnder(limits).tiles.length).toBeGreaterThan(2)
  await withEngine({ limits }, async (tiled) => expectSameBits(await run(gather, values, tiled), whole))
})

test('after a change of k, powers are not counted again', async () => {
  const gather = makeGather(40, 40)
  const kept = (values: Values) => engine.process(gather, recipeOf(stepOf(values)), { keepForwards: true })
  expect((await kept({})).forwardsReused).toBe(0)
  const counted = engine.dispatchCounts.get('fk_wiener/patch_powers.wgsl')
  const other = { k: 1.5, fmaxHz: 60 }
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
  const gather = makeGather(40, 40, (i, j) => Math.exp(-(((i - 20 - j / 2) / 6) ** 2)))
  expectArraysClose(await run(gather), runTwin(gather, stepOf()), { relativeToMax: 1e-4, columns: 40 })
})

test.each([1e-30, 1e30])('samples of about %d are as good as others', async (scale) => {
  const scaled = makeGather(40, 40, (i, j) => scale * signalWithNoise(i, j))
  expectArraysClose(await run(scaled), runTwin(scaled, stepOf()), { relativeToMax: 1e-4, columns: 40 })
})
