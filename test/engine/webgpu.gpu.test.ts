/**
 * Plan: what the engine promises around the kernels. Tiles: small limits give the same bits as one tile, for every
 * process, with samples in several buffers. Reuse: a changed threshold runs no forward kernel (dispatches are
 * counted), a changed transform does, and the bits are those of a fresh run. Bad samples, dead traces, extreme
 * amplitudes, identity, cancelling, overlapping calls, buffers used again, loss and close.
 */
import { expect, test } from 'vitest'
import type { Gather } from '../../src/core/gather.ts'
import { NO_MEASURES } from '../../src/core/measures.ts'
import { type ParamValue, RECIPE_FORMAT, type Recipe } from '../../src/core/recipe.ts'
import type { WebGpuEngine } from '../../src/engine/webgpu.ts'
import { measureRun } from '../../src/measures/run-measures.ts'
import type { GpuLimits } from '../../src/processes/gpu-process.ts'
import { processOf } from '../../src/processes/methods.ts'
import { parseStep } from '../../src/processes/recipe.ts'
import { expectArraysClose, expectSameBits } from '../compare-arrays.ts'
import { makeGather, signalWithNoise } from '../gathers.ts'
import { ownGpu, withEngine } from '../gpu-device.ts'

type Keys = Readonly<Record<string, ParamValue>>

const DWT = { process: 'wavelet-denoise', transform: 'dwt', k: 1 }
const SWT = { process: 'wavelet-denoise', transform: 'swt', k: 1 }
const WPT = { process: 'wavelet-denoise', transform: 'wpt', level: 3, k: 1 }
const BEST_BASIS = { ...WPT, bestBasis: true }
const SPATIAL = { ...DWT, sigma: 'spatial' }
const SPATIAL_BEST_BASIS = { ...BEST_BASIS, sigma: 'spatial' }
const STFT = { process: 'tf-denoise', windowSamples: 16, hopSamples: 8, fmaxHz: 250, k: 1, timeSmoothing: 2 }
const ST = { process: 'tf-denoise', transform: 'stransform', fminHz: 20, fmaxHz: 200, k: 1, timeSmoothing: 2 }
const STEPS: readonly (readonly [string, Keys])[] = [
  ['dwt', DWT],
  ['swt', SWT],
  ['wpt', WPT],
  ['wpt, best basis', BEST_BASIS],
  ['dwt, spatial', SPATIAL],
  ['wpt, best basis, spatial', SPATIAL_BEST_BASIS],
  ['stft', STFT],
  ['stransform', ST],
]
const FORWARD_KERNELS = /_forward\.wgsl$/

function recipe(...steps: readonly Keys[]): Recipe {
  return { format: RECIPE_FORMAT, name: 'test', steps: steps.map(parseStep) }
}

function forwardDispatches(engine: WebGpuEngine): number {
  return [...engine.dispatchCounts].reduce((sum, [shader, n]) => sum + (FORWARD_KERNELS.test(shader) ? n : 0), 0)
}

async function processOnce(gather: Gather, ...steps: readonly Keys[]): Promise<Float32Array<ArrayBuffer>> {
  return withEngine({}, async (engine) => (await engine.process(gather, recipe(...steps))).samples)
}

test.each([
  ['dwt', DWT, 2, { bindingBytes: 20_000 }],
  ['swt', SWT, 4, { bindingBytes: 20_000 }],
  ['wpt', WPT, 4, { bindingBytes: 20_000 }],
  ['wpt, best basis', BEST_BASIS, 4, { bindingBytes: 20_000 }],
  ['dwt, halo', SPATIAL, 4, { bindingBytes: 20_000 }],
  ['dwt, narrow tiles', SPATIAL, 14, { bindingBytes: 5000 }],
  ['wpt, best basis, halo', SPATIAL_BEST_BASIS, 3, { bindingBytes: 30_000 }],
  ['stft, halo', STFT, 2, { bindingBytes: 60_000 }],
  ['stft, narrow tiles', STFT, 13, { bindingBytes: 14_000 }],
  ['stransform, halo', ST, 2, { bindingBytes: 40_000 }],
  ['stransform, narrow tiles', ST, 14, { bindingBytes: 8_000 }],
  ['stransform, dispatches folded', ST, 1, { workgroupsPerDimension: 12 }],
  ['tiles bounded by all buffers together', SWT, 5, { tileBytes: 40_000 }],
  ['dispatches folded over two dimensions', STFT, 1, { workgroupsPerDimension: 12 }],
  ['two workgroups of traces at most', DWT, 2, { workgroupsPerDimension: 2 }],
])('tiling changes no bit: %s', async (_, step, takes, limits: Partial<GpuLimits>) => {
  const gather = makeGather(50, 150)
  const whole = await processOnce(gather, step)
  await withEngine({ limits }, async (engine) => {
    const { samples } = await engine.process(gather, recipe(step))
    expectSameBits(samples, whole, 'samples')
    // One for each tile, and one more where a tile reaches over two buffers of samples.
    expect(engine.dispatchCounts.get('gather/take.wgsl')).toBe(takes)
  })
})

test('samples in several buffers, through a chain, change no bit', async () => {
  const gather = makeGather(50, 100)
  const whole = await processOnce(gather, SWT, STFT)
  await withEngine({ limits: { bindingBytes: 15_000 } }, async (engine) => {
    const { samples } = await engine.process(gather, recipe(SWT, STFT))
    expectSameBits(samples, whole, 'samples')
    await engine.load(gather)
    const { before, after } = await engine.run(recipe(SWT, STFT))
    expect(before.tiles.map((tile) => tile.nTraces)).toEqual([50, 50])
    expect(after.tiles.map((tile) => tile.startTrace)).toEqual([0, 50])
  })
})

test.each(STEPS)('%s: a changed threshold runs no forward kernel', async (_, step) => {
  const gather = makeGather(80, 20)
  await withEngine({ limits: { bindingBytes: 40_000 } }, async (engine) => {
    await engine.load(gather)
    await engine.run(recipe(step))
    const before = forwardDispatches(engine)
    expect(before).toBeGreaterThan(0)
    const changed = { ...step, k: 0.5, rule: 'soft' }
    const run = await engine.run(recipe(changed))
    expect(run.forwardsReused).toBe(1)
    expect(forwardDispatches(engine)).toBe(before)
    const again = await engine.process(gather, recipe(changed), { keepForwards: true })
    expect(again.forwardsReused).toBe(1)
    expect(forwardDispatches(engine)).toBe(before)
    expectSameBits(again.samples, await processOnce(gather, changed), 'samples')
  })
})

const STEPS_OF_PROCESSES: readonly (readonly [string, Keys])[] = [
  ['tf-denoise', STFT],
  ['tf-denoise', ST],
  ['wavelet-denoise', SWT],
  ['wavelet-denoise', { ...SWT, sigma: 'spatial' }],
  ['wavelet-denoise', WPT],
  ['wavelet-denoise', BEST_BASIS],
]

test.each(STEPS_OF_PROCESSES)(
  '%s: a change of a threshold key leaves the forward transform alone, any other does not: %o',
  async (name, step) => {
    const changes: Record<string, readonly ParamValue[]> = {
      rule: ['hard'],
      k: [0.5, 2],
      protection: ['off'],
      protectionFactor: [0.9],
      aperture: [3],
      fminHz: [30],
      fmaxHz: [90],
      timeSmoothing: [5],
      windowSamples: [32],
      hopSamples: [5],
      boundary: ['reflect'],
      wavelet: ['haar'],
      level: [1],
      sigma: ['level'],
      bestBasis: [step['bestBasis'] !== true],
      thresholdApproximation: [true],
    }
    const { definition } = processOf(name)
    const gather = makeGather(60, 40)
    await withEngine({}, async (engine) => {
      await engine.load(gather)
      for (const { key } of definition.params) {
        for (const value of changes[key] ?? []) {
          await engine.run(recipe(step))
          const changed = { ...step, [key]: value }
          const { forwardsReused } = await engine.run(recipe(changed))
          expect(forwardsReused, `${key} ${value}`).toBe(definition.thresholdKeys.includes(key) ? 1 : 0)
          const { samples } = await engine.process(gather, recipe(changed), { keepForwards: true })
          expectSameBits(samples, await processOnce(gather, changed), `${key} ${value}`)
        }
      }
    })
  },
)

test('in a chain, what lies behind a changed step is computed anew, what lies before it is not', async () => {
  const gather = makeGather(60, 8)
  await withEngine({}, async (engine) => {
    await engine.load(gather)
    expect((await engine.run(recipe(SWT, STFT))).forwardsReused).toBe(0)
    expect((await engine.run(recipe(SWT, STFT))).forwardsReused).toBe(2)
    expect((await engine.run(recipe(SWT, { ...STFT, k: 2 }))).forwardsReused).toBe(2)
    expect((await engine.run(recipe({ ...SWT, k: 2 }, { ...STFT, k: 2 }))).forwardsReused).toBe(1)
    expect((await engine.run(recipe({ ...SWT, k: 2 }))).forwardsReused).toBe(1)
    expect((await engine.run(recipe(STFT, SWT))).forwardsReused).toBe(0)
    const { samples } = await engine.process(gather, recipe({ ...STFT, k: 3 }, SWT), { keepForwards: true })
    expectSameBits(samples, await processOnce(gather, { ...STFT, k: 3 }, SWT), 'samples')
    await engine.load(makeGather(60, 9))
    expect((await engine.run(recipe(STFT, SWT))).forwardsReused).toBe(0)
  })
})

test('over the budget the forward transform is computed again, with the same bits', async () => {
  const gather = makeGather(60, 8)
  await withEngine({ limits: { keptBytes: 1000 } }, async (engine) => {
    await engine.load(gather)
    await engine.run(recipe(SWT))
    const run = await engine.process(gather, recipe({ ...SWT, k: 2 }), { keepForwards: true })
    expect(run.forwardsReused).toBe(0)
    expectSameBits(run.samples, await processOnce(gather, { ...SWT, k: 2 }), 'samples')
  })
})

test.each(STEPS)('%s: bad samples are zeroed, counted and do not spread', async (_, step) => {
  const bad = new Map([
    [5, Number.NaN],
    [6, Number.POSITIVE_INFINITY],
    [40, Number.NEGATIVE_INFINITY],
  ])
  const spoilt = makeGather(60, 6, (i, j) => (j === 2 || j === 4 ? bad.get(i) : undefined) ?? signalWithNoise(i, j))
  const cleaned = makeGather(60, 6, (i, j) => ((j === 2 || j === 4) && bad.has(i) ? 0 : signalWithNoise(i, j)))
  await withEngine({}, async (engine) => {
    const result = await engine.process(spoilt, recipe(step))
    expect(result.badSamples).toEqual({ nSamples: 6, nTraces: 2 })
    expect(result.samples.every(Number.isFinite)).toBe(true)
    const clean = await engine.process(cleaned, recipe(step))
    expect(clean.badSamples).toEqual({ nSamples: 0, nTraces: 0 })
    expectSameBits(result.samples, clean.samples, 'samples')
  })
})

test.each(STEPS)('%s: a dead trace among live ones, and a dead gather, stay exactly zero', async (_, step) => {
  await withEngine({}, async (engine) => {
    const one = makeGather(60, 6, (i, j) => (j === 3 ? 0 : signalWithNoise(i, j)))
    const { samples } = await engine.process(one, recipe({ ...step, rule: 'soft' }))
    expect(samples.filter((_value, index) => index % 6 === 3).every((value) => value === 0)).toBe(true)
    expect(samples.some((value) => value !== 0)).toBe(true)
    const none = await engine.process(
      makeGather(60, 6, () => 0),
      recipe(step),
    )
    expect(none.samples.every((value) => value === 0)).toBe(true)
  })
})

// 2^100 and 2^-100 are about 1e30 and 1e-30: scaling by them is exact, so that the results must be the same bits.
test.each([
  ['2^100', 2 ** 100],
  ['2^-100', 2 ** -100],
])('wavelets of amplitudes times %s: the same result, scaled', async (_, factor) => {
  const plain = makeGather(60, 4)
  const scaled = makeGather(60, 4, (i, j) => Math.fround(signalWithNoise(i, j)) * factor)
  for (const step of [DWT, SWT, WPT, BEST_BASIS]) {
    const expected = (await processOnce(plain, step)).map((value) => value * factor)
    expectSameBits(await processOnce(scaled, step), expected, 'samples')
  }
})

test('the STFT of 1e30 amplitudes: the same result, scaled', async () => {
  const plain = makeGather(60, 4)
  const scaled = makeGather(60, 4, (i, j) => Math.fround(signalWithNoise(i, j)) * 2 ** 100)
  const expected = (await processOnce(plain, STFT)).map((value) => value * 2 ** 100)
  // The absolute floor of 1e-10 stays absolute: it is felt at amplitude 1 by one rounding, and not at 1e30.
  expectArraysClose(await processOnce(scaled, STFT), expected, { relativeToMax: 1e-6 }, 'samples')
})

test('the STFT of 1e-30 amplitudes is under the floor of 1e-10: nothing is an outlier', async () => {
  const scaled = makeGather(60, 4, (i, j) => Math.fround(signalWithNoise(i, j)) * 2 ** -100)
  expectArraysClose(await processOnce(scaled, STFT), scaled.samples, { relativeToMax: 1e-6 }, 'samples')
})

test('no steps: the samples bit for bit, bad ones too, and nothing counted', async () => {
  const gather = makeGather(9, 3, (i, j) => (i === 4 ? Number.NaN : i === 5 ? -0 : signalWithNoise(i, j)))
  await withEngine({}, async (engine) => {
    const { samples, badSamples } = await engine.process(gather, recipe())
    expectSameBits(samples, gather.samples, 'samples')
    expect(badSamples).toEqual({ nSamples: 0, nTraces: 0 })
    await engine.load(gather)
    const { before, after, forwardsReused, energyRemovedPercent } = await engine.run(recipe())
    expect(after).toBe(before)
    expect(energyRemovedPercent).toBe(0)
    expect(forwardsReused).toBe(0)
  })
})

test('the input is left as it was', async () => {
  const gather = makeGather(30, 3)
  const copy = gather.samples.slice()
  await processOnce(gather, SWT)
  expectSameBits(gather.samples, copy, 'input')
})

test('overlapping calls give each gather its own result', async () => {
  const gathers = [11, 12, 13, 14].map((nTraces) => makeGather(50, nTraces, (i, j) => signalWithNoise(i, j + nTraces)))
  await withEngine({}, async (engine) => {
    const results = await Promise.all(gathers.map((gather) => engine.process(gather, recipe(SWT))))
    for (const [index, gather] of gathers.entries()) {
      expectSameBits(results[index]!.samples, await processOnce(gather, SWT), `gather ${index}`)
    }
  })
})

test('buffers are used again from gather to gather', async () => {
  await withEngine({}, async (engine) => {
    await engine.process(makeGather(50, 16), recipe(SWT, STFT))
    const { created } = engine.bufferCounts
    for (let index = 0; index < 5; index++) await engine.process(makeGather(50, 16), recipe(SWT, STFT))
    expect(engine.bufferCounts.created).toBe(created)
    await engine.load(makeGather(50, 16))
    for (let index = 1; index <= 3; index++) await engine.run(recipe({ ...SWT, k: index }))
    const afterRuns = engine.bufferCounts.created
    for (let index = 4; index <= 9; index++) await engine.run(recipe({ ...SWT, k: index }))
    expect(engine.bufferCounts.created).toBe(afterRuns)
  })
})

test.each([
  ['one buffer', {}],
  ['several buffers', { bindingBytes: 7000 }],
])('a run is measured as by the twin, %s', async (_, limits) => {
  const gather = makeGather(50, 100, (i, j) => (i === 7 && j === 7 ? Number.NaN : 1e20 * signalWithNoise(i, j)))
  await withEngine({ limits }, async (engine) => {
    const after = await engine.process(gather, recipe(DWT), { withLeakage: true })
    await engine.load(gather)
    const run = await engine.run(recipe(DWT))
    expect(await after.leakage).toBe(run.leakage)
    expect(after.noiseWhiteness).toBe(run.noiseWhiteness)
    const expected = measureRun(gather, after)
    // Sums of 5000 squares in float32, 64 at a time.
    expect(Math.abs(run.energyRemovedPercent! / expected.energyRemovedPercent! - 1)).toBeLessThan(1e-5)
    expect(Math.abs(run.snrEstimateDb! - expected.snrEstimateDb!)).toBeLessThan(1e-4)
    // Means of some 1800 products, a few dozen roundings each; what cancels in them is as small as 1 % of its terms.
    expect(Math.abs(run.leakage! - expected.leakage!)).toBeLessThan(2e-6)
    // Sums of 50 products, of which hardly any cancel in the largest.
    expect(Math.abs(run.noiseCoherence! - expected.noiseCoherence!)).toBeLessThan(2e-6)
    // Powers of transforms of 128 points, some 10 roundings each, of which many hundred are averaged.
    expect(Math.abs(run.noiseWhiteness! / expected.noiseWhiteness! - 1)).toBeLessThan(2e-6)
    await engine.load(makeGather(5, 5, () => 0))
    expect(await engine.run(recipe(DWT))).toMatchObject({ ...NO_MEASURES })
  })
})

test('what was cancelled is refused before it starts', async () => {
  await withEngine({}, async (engine) => {
    const cancelled = engine.process(makeGather(9, 3), recipe(SWT), { signal: AbortSignal.abort() })
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect((await engine.process(makeGather(9, 3), recipe(SWT))).samples).toHaveLength(27)
  })
})

test('a transform that exceeds the adapter is refused in words, and the gather stays loaded', async () => {
  await withEngine({ limits: { bindingBytes: 5000 } }, async (engine) => {
    await engine.load(makeGather(100, 40))
    const tooLarge = engine.run(recipe({ ...STFT, windowSamples: 128, hopSamples: 1 }))
    await expect(tooLarge).rejects.toMatchObject({ code: 'gpu', fields: { process: 'tf-denoise' } })
    expect((await engine.run(recipe(DWT))).after.nTraces).toBe(40)
  })
})

test('a gather without traces gives nothing, in words that mean nothing was removed', async () => {
  await withEngine({}, async (engine) => {
    await engine.load(makeGather(50, 0))
    const { before, energyRemovedPercent } = await engine.run(recipe(STFT))
    expect([before.nTraces, before.tiles.length, energyRemovedPercent]).toEqual([0, 0, null])
    // The engine is as good as before.
    await engine.load(makeGather(50, 3))
    expect((await engine.run(recipe(DWT))).energyRemovedPercent).toBeGreaterThan(0)
  })
})

test('without a gather a run is refused; after close every call is', async () => {
  const closed = await withEngine({}, async (engine) => {
    await expect(engine.run(recipe(SWT))).rejects.toMatchObject({ code: 'internal' })
    return engine
  })
  await expect(closed.process(makeGather(9, 3), recipe(SWT))).rejects.toMatchObject({ code: 'gpu' })
  await expect(closed.load(makeGather(9, 3))).rejects.toMatchObject({ code: 'gpu' })
})

test('a lost device is told once, and fails the calls that follow', async () => {
  await withEngine({ gpu: ownGpu() }, async (engine) => {
    await engine.load(makeGather(9, 3))
    engine.device.destroy()
    expect(await engine.lost).toMatchObject({ code: 'gpu', message: expect.stringContaining('lost') })
    await expect(engine.run(recipe(SWT))).rejects.toMatchObject({ code: 'gpu' })
    await expect(engine.process(makeGather(9, 3), recipe(SWT))).rejects.toMatchObject({ code: 'gpu' })
  })
})

test('each step is timed by itself where the adapter tells time, and no one but who tunes asks', async () => {
  const gather = makeGather(60, 8)
  await withEngine({}, async (engine) => {
    await engine.load(gather)
    const tellsTime = engine.device.features.has('timestamp-query')
    for (const steps of [[SWT], [SWT, STFT], [SWT, { ...STFT, k: 2 }]]) {
      const { stepMs, timings } = await engine.run(recipe(...steps))
      expect(stepMs?.length).toBe(tellsTime ? steps.length : undefined)
      const sum = stepMs?.reduce((total, ms) => total + ms, 0) ?? 0
      expect(sum).toBeLessThanOrEqual(timings.computeMs)
    }
    expect(await engine.process(gather, recipe(SWT, STFT))).not.toHaveProperty('stepMs')
  })
})
