/**
 * Plan: rows of the S-transform that are too much to be kept. Who tunes has a list of the cells that stand out: a larger k,
 * another rule or protection then makes no row, whatever the tiles, and gives the bits of a run that makes each row. A
 * smaller k than the list reaches makes them again, and lists them anew; the soft rule, which changes every cell, makes
 * them and leaves the list. Rows that the list had no room for are made again, one by one. Dispatches are counted.
 */
import { expect, test } from 'vitest'
import { type ParamValue, RECIPE_FORMAT, type Recipe } from '../../src/core/recipe.ts'
import type { WebGpuEngine } from '../../src/engine/webgpu.ts'
import type { GpuLimits } from '../../src/processes/gpu-process.ts'
import { parseStep } from '../../src/processes/recipe.ts'
import { expectSameBits } from '../compare-arrays.ts'
import { makeGather } from '../gathers.ts'
import { withEngine } from '../gpu-device.ts'

type Keys = Readonly<Record<string, ParamValue>>

const STEP = { process: 'tf-denoise', transform: 'stransform', fminHz: 20, fmaxHz: 80, k: 3, timeSmoothing: 2 }
/** Of 150 samples at 2 ms. */
const ROWS = 19
const ALL_ROWS_BYTES = 30 * 16 * 150 * ROWS
const BUDGET: Partial<GpuLimits> = { keptBytes: ALL_ROWS_BYTES / 4 }

const gather = makeGather(150, 30)

function recipe(step: Keys): Recipe {
  return { format: RECIPE_FORMAT, name: 'test', steps: [parseStep(step, 0)] }
}

/** Runs as who tunes does; how often the kernels of rows and of the list were dispatched. The bits are those of a batch. */
async function tuned(engine: WebGpuEngine, step: Keys) {
  const before = new Map(engine.dispatchCounts)
  const { samples, forwardsReused } = await engine.process(gather, recipe(step), { keepForwards: true })
  const of = (name: string) => {
    const shader = `tf_denoise/stransform_${name}.wgsl`
    return (engine.dispatchCounts.get(shader) ?? 0) - (before.get(shader) ?? 0)
  }
  const counts = { spectra: of('forward'), rows: of('terms'), listed: of('list'), judged: of('judge') }
  const expected = await withEngine({}, async (other) => (await other.process(gather, recipe(step))).samples)
  expectSameBits(samples, expected, JSON.stringify(step))
  expect(forwardsReused).toBe(1 - Math.sign(counts.spectra))
  return counts
}

test.each([
  ['one tile', 1, {}],
  ['tiles of some traces', 4, { tileBytes: 16 * 5000 }],
  ['dispatches folded', 1, { workgroupsPerDimension: 12 }],
])('a larger k, and other rules, are judged by the list: %s', async (_, nTiles, limits: Partial<GpuLimits>) => {
  await withEngine({ limits: { ...BUDGET, ...limits } }, async (engine) => {
    const first = await tuned(engine, STEP)
    expect(first).toEqual({ spectra: nTiles, rows: ROWS * nTiles, listed: ROWS * nTiles, judged: 0 })
    const byList = { spectra: 0, rows: 0, listed: 0, judged: nTiles }
    expect(await tuned(engine, { ...STEP, k: 4.5 })).toEqual(byList)
    expect(await tuned(engine, { ...STEP, k: 2.9, rule: 'hard', protection: 'off' })).toEqual(byList)
    expect(await tuned(engine, { ...STEP, rule: 'scaled', protection: 'never-inflate' })).toEqual(byList)
  })
})

test('below its reach the list is made anew, and then serves again what is above', async () => {
  await withEngine({ limits: BUDGET }, async (engine) => {
    await tuned(engine, STEP)
    const anew = { spectra: 0, rows: ROWS, listed: ROWS, judged: 0 }
    const byList = { spectra: 0, rows: 0, listed: 0, judged: 1 }
    expect(await tuned(engine, { ...STEP, k: 2.5 })).toEqual(anew)
    expect(await tuned(engine, { ...STEP, k: 2.1 })).toEqual(byList)
    expect(await tuned(engine, STEP)).toEqual(byList)
  })
})

test('the soft rule makes each row, and leaves the list as it is', async () => {
  await withEngine({ limits: BUDGET }, async (engine) => {
    await tuned(engine, STEP)
    expect(await tuned(engine, { ...STEP, rule: 'soft' })).toEqual({ spectra: 0, rows: ROWS, listed: 0, judged: 0 })
    expect(await tuned(engine, { ...STEP, k: 4 })).toMatchObject({ rows: 0, judged: 1 })
  })
})

test('rows that found no room in the list are made again', async () => {
  await withEngine({ limits: BUDGET }, async (engine) => {
    await tuned(engine, { ...STEP, k: 1 })
    const { rows, ...others } = await tuned(engine, { ...STEP, k: 1.2 })
    expect(others).toEqual({ spectra: 0, listed: 0, judged: 1 })
    expect(rows).toBeGreaterThan(0)
    expect(rows).toBeLessThan(ROWS)
  })
})

test('where there is no room for a list, the spectra are kept', async () => {
  await withEngine({ limits: { keptBytes: ALL_ROWS_BYTES / 64 } }, async (engine) => {
    const first = { spectra: 1, rows: ROWS, listed: 0, judged: 0 }
    expect(await tuned(engine, STEP)).toEqual(first)
    expect(await tuned(engine, { ...STEP, k: 4 })).toEqual({ ...first, spectra: 0 })
  })
})
