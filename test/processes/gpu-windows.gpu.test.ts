/**
 * Plan: f-x deconvolution and the Cadzow filter on the WebGPU engine against their twins, in one file, for they share most
 * kernels: windows and filters from the narrowest to the widest, gathers down to one sample or one trace; tiles change no
 * bit; after a change of a threshold key powers are not counted again, and the bits are those of a fresh run; dead traces are
 * exactly zero. 1e-4 of the largest: float32 moves a few powers over a class of the histogram that the noise is found from;
 * what a singular value just above the threshold gives grows as the root of what it exceeds it by; and the normal
 * equations, whose condition the pre-whitening keeps below a hundred times the filter's length, lose no more.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Gather } from '../../src/core/gather.ts'
import type { ParamValue } from '../../src/core/recipe.ts'
import { WebGpuEngine } from '../../src/engine/webgpu.ts'
import { cadzowGpu } from '../../src/processes/cadzow/gpu.ts'
import { cadzow } from '../../src/processes/cadzow/params.ts'
import { fxDeconGpu } from '../../src/processes/fx-decon/gpu.ts'
import { fxDecon } from '../../src/processes/fx-decon/params.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { expectArraysClose, expectSameBits } from '../compare-arrays.ts'
import { makeGather, recipeOf, signalWithNoise, traceOf } from '../gathers.ts'
import { testGpu, withEngine } from '../gpu-device.ts'
import { AMPLE } from '../record-forward.ts'
import { runTwin } from '../run-twin.ts'

type Values = Readonly<Record<string, ParamValue>>
type Shape = readonly [what: string, nSamples: number, nTraces: number, values: Values]

interface Tested {
  readonly definition: typeof fxDecon
  readonly gpu: typeof fxDeconGpu
  readonly shapes: readonly Shape[]
  readonly tiled: Values
  /** Threshold keys. */
  readonly other: Values
  /** Of a single trace, whose patches hold little but one wavenumber, noise is found from roundings of the others. */
  readonly ofOneTrace: number
}

const ALL: readonly Shape[] = [
  ['protected', 40, 40, { protectSignal: true }],
  ['on one sample', 1, 30, {}],
]

const FX_DECON: Tested = {
  definition: fxDecon,
  gpu: fxDeconGpu,
  shapes: [
    ['at its defaults', 60, 57, { windowSamples: 64 }],
    ['with one point, unbalanced, in narrow windows', 50, 33, { points: 1, windowTraces: 8, balance: false }],
    ['with the longest filter in the widest window', 24, 140, { points: 16, windowTraces: 128, windowSamples: 16 }],
    ['in windows of 36, up to 200 Hz', 50, 40, { points: 8, windowTraces: 36, fmaxHz: 200 }],
    ['where no trace can be predicted', 60, 4, {}],
    ...ALL,
  ],
  tiled: { protectSignal: true, points: 2, windowTraces: 12 },
  other: { points: 3, fmaxHz: 60, windowTraces: 24 },
  ofOneTrace: 1e-4,
}

const CADZOW: Tested = {
  definition: cadzow,
  gpu: cadzowGpu,
  shapes: [
    ['of its default width', 60, 57, {}],
    ['in the narrowest windows, unbalanced', 50, 33, { windowTraces: 8, balance: false, k: 2 }],
    ['in the widest windows', 10, 40, { windowTraces: 64, windowSamples: 16 }],
    ['wider than the gather, whose matrices are of few ranks', 40, 5, { windowTraces: 40 }],
    ...ALL,
  ],
  tiled: { windowTraces: 12 },
  other: { k: 1.5, fmaxHz: 60 },
  ofOneTrace: 1e-3,
}

let engine: WebGpuEngine
beforeAll(async () => {
  engine = await WebGpuEngine.create({ gpu: testGpu() })
})
afterAll(() => engine.close())

/** Frames of powers of two share their kernels. */
const stepOf = ({ definition }: Tested, values: Values) => defaultStep(definition, { windowSamples: 32, ...values })

const run = async (tested: Tested, gather: Gather, values: Values = {}, on = engine) =>
  (await on.process(gather, recipeOf(stepOf(tested, values)))).samples

async function expectTwin(tested: Tested, gather: Gather, values: Values = {}, relativeToMax = 1e-4) {
  const samples = await run(tested, gather, values)
  const columns = gather.nTraces
  expectArraysClose(samples, runTwin(gather, stepOf(tested, values)), { relativeToMax, columns })
  return samples
}

describe.each([
  ['fx-decon', FX_DECON],
  ['cadzow', CADZOW],
])('%s', (_, tested) => {
  test.each(tested.shapes)('has what the twin has %s', async (_what, nSamples, nTraces, values) => {
    const loud = (trace: number) => (trace % 7 === 0 ? 8 : 1)
    await expectTwin(
      tested,
      makeGather(nSamples, nTraces, (i, j) => signalWithNoise(i, j) * loud(j)),
      values,
    )
  })

  test('has what the twin has on one trace', async () => {
    await expectTwin(tested, makeGather(40, 1), {}, tested.ofOneTrace)
  })

  test('after a change of the threshold, powers are not counted again', async () => {
    const gather = makeGather(40, 40)
    const kept = (values: Values) => engine.process(gather, recipeOf(stepOf(tested, values)), { keepForwards: true })
    expect((await kept({})).forwardsReused).toBe(0)
    const counted = engine.dispatchCounts.get('fk_wiener/patch_powers.wgsl')
    const again = await kept(tested.other)
    expect(again.forwardsReused).toBe(1)
    expect(engine.dispatchCounts.get('fk_wiener/patch_powers.wgsl')).toBe(counted)
    expectSameBits(again.samples, await run(tested, { ...gather }, tested.other))
  })

  test('dead traces are exactly zero', async () => {
    const gather = makeGather(40, 40, (i, j) => (j % 9 === 4 ? 0 : signalWithNoise(i, j)))
    const samples = await expectTwin(tested, gather)
    expect(traceOf(samples, 40, 13).every((sample) => sample === 0)).toBe(true)
    expect(traceOf(samples, 40, 14).some((sample) => sample !== 0)).toBe(true)
    expect(
      (
        await run(
          tested,
          makeGather(40, 40, () => 0),
        )
      ).every((sample) => sample === 0),
    ).toBe(true)
  })

  test('of a plane wave without noise as much comes back as from the twin', async () => {
    await expectTwin(
      tested,
      makeGather(40, 40, (i, j) => Math.exp(-(((i - 20 - j / 2) / 6) ** 2))),
    )
  })

  test.each([1e-30, 1e30])('samples of about %d are as good as others', async (scale) => {
    await expectTwin(
      tested,
      makeGather(30, 30, (i, j) => scale * signalWithNoise(i, j)),
    )
  })
})

test('tiles change no bit', async () => {
  const gather = makeGather(24, 110)
  const limits = { tileBytes: 2 ** 18, workgroupsPerDimension: 5 }
  await withEngine({ limits }, async (tiled) => {
    for (const tested of [FX_DECON, CADZOW]) {
      const plan = tested.gpu.plan(gather, stepOf(tested, tested.tiled), { ...AMPLE, ...limits })
      expect(plan.tiles.length).toBeGreaterThan(2)
      expectSameBits(await run(tested, gather, tested.tiled, tiled), await run(tested, gather, tested.tiled))
    }
  })
})
