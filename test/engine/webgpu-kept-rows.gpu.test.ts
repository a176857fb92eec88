/**
 * Plan: rows of the S-transform that are kept. Who tunes has them: a new threshold then makes no row, whatever the
 * tiles, and gives the bits of a run that makes one row after the other, as a batch does, which keeps none. Where an
 * earlier step has taken the budget, rows are made again. Dispatches are counted. Buffers of
 * bands that were tried do not pile up.
 */
import { expect, test } from 'vitest'
import type { Gather } from '../../src/core/gather.ts'
import { type ParamValue, RECIPE_FORMAT, type Recipe } from '../../src/core/recipe.ts'
import type { WebGpuEngine } from '../../src/engine/webgpu.ts'
import type { GpuLimits } from '../../src/processes/gpu-process.ts'
import { parseStep } from '../../src/processes/recipe.ts'
import { expectSameBits } from '../compare-arrays.ts'
import { makeGather } from '../gathers.ts'
import { withEngine } from '../gpu-device.ts'

type Keys = Readonly<Record<string, ParamValue>>

const STEP = { process: 'tf-denoise', transform: 'stransform', fminHz: 20, fmaxHz: 80, k: 1, timeSmoothing: 2 }
const TUNED = { ...STEP, k: 0.5, rule: 'soft', protection: 'off' }
/** Of 150 samples at 2 ms; each has three stretches, and takes three passes. */
const ROWS = 19
const CELL_BYTES = 8 * 150 * ROWS
const KEPT_BYTES = 2 * CELL_BYTES + 8 * 76
const KEEP = { keepForwards: true }

const gather = makeGather(150, 30)

function recipe(...steps: readonly Keys[]): Recipe {
  return { format: RECIPE_FORMAT, name: 'test', steps: steps.map(parseStep) }
}

/** Dispatches of one call, by the kernel's name. */
async function dispatchesOf(engine: WebGpuEngine, call: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = new Map(engine.dispatchCounts)
  await call()
  const counts = [...engine.dispatchCounts].map(([shader, n]) => [shader, n - (before.get(shader) ?? 0)] as const)
  const named = counts.map(([shader, n]) => [/(\w+)\.wgsl$/.exec(shader)![1]!, n] as const)
  return Object.fromEntries(named.filter(([, n]) => n > 0))
}

/** As a batch has it: the bits that all others must give. */
async function processOnce(given: Gather, ...steps: readonly Keys[]): Promise<Float32Array<ArrayBuffer>> {
  return withEngine({}, async (engine) => (await engine.process(given, recipe(...steps))).samples)
}

test.each([
  ['one tile', 1, {}],
  ['tiles of at most 13 traces', 5, { bindingBytes: 13 * CELL_BYTES }],
  ['dispatches folded', 1, { workgroupsPerDimension: 12 }],
])('a new threshold judges the rows that are there: %s', async (_, nTiles, limits: Partial<GpuLimits>) => {
  await withEngine({ limits }, async (engine) => {
    const full = await dispatchesOf(engine, async () => {
      const { samples } = await engine.process(gather, recipe(STEP), KEEP)
      expectSameBits(samples, await processOnce(gather, STEP), 'samples')
    })
    const made = { stransform_terms: ROWS * nTiles, aperture_spread: nTiles, stransform_change: nTiles }
    expect(full).toMatchObject(made)
    const tuned = await dispatchesOf(engine, async () => {
      const { samples, forwardsReused } = await engine.process(gather, recipe(TUNED), KEEP)
      expect(forwardsReused).toBe(1)
      expectSameBits(samples, await processOnce(gather, TUNED), 'samples')
    })
    expect(tuned).toEqual({
      stransform_change: nTiles,
      stransform_collect: nTiles,
      stransform_spectrum: nTiles,
      fourier_pass: 3 * nTiles,
      stransform_store: nTiles,
      put: nTiles,
    })
  })
})

test('a batch makes one row after the other and keeps none, also between runs of a gather that is tuned', async () => {
  await withEngine({}, async (engine) => {
    const batch = () => dispatchesOf(engine, () => engine.process(gather, recipe(STEP)))
    const rowByRow = { stransform_terms: ROWS, aperture_spread: ROWS, stransform_change: ROWS, take: 1 }
    expect(await batch()).toMatchObject(rowByRow)
    expect(engine.bufferCounts.bytes).toBeLessThan(30 * CELL_BYTES)
    await engine.load(gather)
    await engine.run(recipe(STEP))
    expect(engine.bufferCounts.bytes).toBeGreaterThan(30 * KEPT_BYTES)
    expect(await dispatchesOf(engine, () => engine.run(recipe(TUNED)))).not.toHaveProperty('stransform_terms')
    expect(await batch()).toMatchObject(rowByRow)
  })
})

test('in a chain, a step keeps its rows in what the steps before it have left', async () => {
  await withEngine({ limits: { keptBytes: 30.5 * KEPT_BYTES } }, async (engine) => {
    const other = { ...STEP, fmaxHz: 79 }
    const runOf = (...steps: readonly Keys[]) =>
      dispatchesOf(engine, async () => {
        const { samples } = await engine.process(gather, recipe(...steps), KEEP)
        expectSameBits(samples, await processOnce(gather, ...steps), 'samples')
      })
    const otherRows = ROWS - 1
    expect(await runOf(STEP, other)).toMatchObject({
      stransform_terms: ROWS + otherRows,
      aperture_spread: 1 + otherRows,
    })
    expect(await runOf(STEP, { ...other, k: 2 })).toMatchObject({
      stransform_terms: otherRows,
      aperture_spread: otherRows,
    })
    expect(await runOf(TUNED, other)).toMatchObject({
      stransform_terms: otherRows,
      stransform_change: 1 + otherRows,
      stransform_forward: 1,
    })
    expect(await runOf(other)).toMatchObject({ stransform_terms: otherRows, aperture_spread: 1 })
  })
})

test('bands that were tried leave no more behind than may be kept', async () => {
  const keptBytes = 30 * KEPT_BYTES
  await withEngine({ limits: { keptBytes } }, async (engine) => {
    await engine.load(gather)
    // All sizes together are four times the budget.
    for (const fmaxHz of [80, 70, 60, 50, 40, 30]) {
      await engine.run(recipe({ ...STEP, fmaxHz }))
      expect(engine.bufferCounts.bytes, `after ${fmaxHz} Hz`).toBeLessThan(3 * keptBytes)
    }
  })
})
