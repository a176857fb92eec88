/**
 * Plan: gathers of several sizes taken together have the bits, bad samples and leakage that each has alone, by one submit;
 * one at a time takes two each. Steps that look sideways, samples in several buffers, a step of the whole gather. Calls that
 * overlap; one of several that does not fit, or lacks a header, is refused, and the engine lives on.
 */
import { expect, test } from 'vitest'
import type { EngineOptions, EngineStage, ProcessedGather } from '../../src/core/engine.ts'
import type { Gather } from '../../src/core/gather.ts'
import { RECIPE_FORMAT, type Recipe } from '../../src/core/recipe.ts'
import type { WebGpuEngine } from '../../src/engine/webgpu.ts'
import { parseStep } from '../../src/processes/recipe.ts'
import { expectSameBits } from '../compare-arrays.ts'
import { makeGather } from '../gathers.ts'
import { withEngine } from '../gpu-device.ts'

const DWT = { process: 'wavelet-denoise', transform: 'dwt', k: 1, sigma: 'spatial' }
const STFT = { process: 'tf-denoise', windowSamples: 16, hopSamples: 8, fmaxHz: 250, k: 1 }
const MUTE = { process: 'mute' }
const recipe = (...steps: readonly (typeof DWT | typeof STFT | typeof MUTE)[]): Recipe => ({
  format: RECIPE_FORMAT,
  name: '',
  steps: steps.map((step, index) => parseStep(step, index)),
})

function gathers(): readonly Gather[] {
  const all = [30, 7, 1, 64].map((nTraces, index) => {
    const headers = { offset: Float64Array.from({ length: nTraces }, (_, trace) => 9 * trace) }
    return { ...makeGather(60 - 5 * index, nTraces), index, headers }
  })
  all[0]!.samples[5] = Number.NaN
  for (let i = 0; i < all[3]!.samples.length; i++) all[3]!.samples[i]! *= 1e20
  return all
}

/** How often the engine hands work to the device from now on. */
function countSubmits({ device }: WebGpuEngine): { count: number } {
  const submits = { count: 0 }
  const submit = device.queue.submit.bind(device.queue)
  device.queue.submit = (buffers) => {
    submits.count++
    submit(buffers)
  }
  return submits
}

async function oneByOne(
  engine: WebGpuEngine,
  all: readonly Gather[],
  of: Recipe,
  options?: EngineOptions,
): Promise<ProcessedGather[]> {
  const results: ProcessedGather[] = []
  for (const gather of all) results.push(await engine.process(gather, of, options))
  return results
}

async function expectSame(together: readonly ProcessedGather[], alone: readonly ProcessedGather[]): Promise<void> {
  expect(together).toHaveLength(alone.length)
  for (const [i, one] of alone.entries()) {
    const { samples, timings, forwardsReused, leakage, ...facts } = one
    expectSameBits(together[i]!.samples, samples)
    expect(together[i]).toMatchObject(facts)
    expect(await together[i]!.leakage).toEqual(await leakage)
  }
}

test.each([
  ['steps that look sideways', recipe(DWT, STFT), {}],
  ['samples in several buffers', recipe(MUTE, DWT), { bindingBytes: 8000 }],
])('gathers together are as each alone, by one submit: %s', async (_, of, limits) => {
  await withEngine({ limits }, async (engine) => {
    const all = gathers()
    const alone = await oneByOne(engine, all, of)
    const measured = await oneByOne(engine, all, of, { withLeakage: true })
    const submits = countSubmits(engine)
    const stages: EngineStage[] = []
    const onStage = (stage: EngineStage): void => void stages.push(stage)
    const [together, again] = await Promise.all([
      engine.processMany(all, of, { onStage }),
      engine.processMany(all, of, { withLeakage: true }),
    ])
    expect(submits.count).toBe(2)
    expect(stages).toEqual(['upload', 'compute'])
    await expectSame(together, alone)
    await expectSame(again, measured)
    submits.count = 0
    await oneByOne(engine, all, of)
    expect(submits.count).toBeGreaterThanOrEqual(2 * all.length)
  })
})

test('no steps and no traces pass, and what does not fit is refused', async () => {
  await withEngine({ limits: { bindingBytes: 4000 } }, async (engine) => {
    const all = [makeGather(20, 3), makeGather(20, 0)]
    await expect(engine.processMany([makeGather(20, 3)], recipe(MUTE))).rejects.toMatchObject({ code: 'bad-input' })
    for (const of of [recipe(), recipe(DWT)]) {
      await expectSame(await engine.processMany(all, of), await oneByOne(engine, all, of))
    }
    await expect(engine.processMany([makeGather(20, 3), makeGather(2000, 2)], recipe(DWT))).rejects.toMatchObject({
      code: 'gpu',
    })
    await expectSame(await engine.processMany([all[0]!], recipe(DWT)), [await engine.process(all[0]!, recipe(DWT))])
  })
})
