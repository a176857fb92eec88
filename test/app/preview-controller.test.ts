// Plan: a gather is loaded once and run once; a blank screen has the gather as it is first; a change of the recipe runs again
// without loading; a burst of changes runs twice at most (newest wins); the engine can be lent, and nothing runs until it is
// back; a change of the view runs nothing; a failing run leaves the figures of the last one and says why; one that nobody waits
// for is given up; images come when they are shown, spectra when they are looked at; a result that comes after another gather
// was shown is dropped; measures come after the picture; the cursor draws nothing. A display gain moves the clip and runs
// nothing.
import { beforeEach, expect, test, vi } from 'vitest'
import { createPreviewController } from '../../src/app/preview-controller.ts'
import { recipeRules } from '../../src/app/recipe-rules.ts'
import { SeisError } from '../../src/core/errors.ts'
import type { Gather } from '../../src/core/gather.ts'
import { createCanvasSurface } from '../../src/panels/panel-surface.ts'
import { mute } from '../../src/processes/mute/params.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { waveletDenoise } from '../../src/processes/wavelet-denoise/params.ts'
import { activeRecipe } from '../../src/state/recipe.ts'
import { createRecipeEditor } from '../../src/state/recipe-editor.ts'
import { createStores } from '../../src/state/stores.ts'
import { fakePreviewEngine, smallGather as gatherOf, hold } from '../fake-preview-engine.ts'
import { recipeOf } from '../gathers.ts'

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 0))
})

function setUp() {
  const stores = createStores()
  const editor = createRecipeEditor(stores.recipe, recipeRules)
  const preview = createPreviewController(stores, () => 'dark', readHeaders)
  const engine = fakePreviewEngine()
  editor.replaceRecipe(recipeOf(defaultStep(waveletDenoise)), 'Start')
  preview.setEngine({ engine, createSurface: createCanvasSurface })
  return { stores, editor, engine, preview }
}

const readHeaders = async (gather: Gather, names: readonly string[]) => {
  if (gather.index === 9) throw new SeisError('bad-input', 'There is no header offset')
  return Object.fromEntries(names.map((name) => [name, Float64Array.of(gather.index)]))
}

/** Some turns, in which the frames of the stand-in are drawn as well. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setTimeout(resolve))
}

test('a gather is loaded once, and each change of the recipe runs without loading it again', async () => {
  const { stores, editor, engine, preview } = setUp()
  preview.showGather(gatherOf(3))
  await settle()
  const step = stores.recipe.getState().items[0]!
  editor.setParam(step.id, 'k', 2, 'commit')
  await settle()
  expect(engine.loads.length).toBe(1)
  expect(engine.recipes.map((recipe) => recipe.steps[0]?.['k'])).toEqual([3, 2])
  const figures = { computeMs: 7, forwardsReused: 1, runningStep: { at: 0, of: 1 }, energyRemovedPercent: 3 }
  const measures = { leakage: 0.25, noiseCoherence: 0.5, noiseWhiteness: 0.75, snrEstimateDb: -2 }
  expect(stores.result.getState()).toMatchObject({ ...figures, ...measures })
  expect(stores.result.getState().figures).toEqual({ [step.id]: { k: 2 } })
  editor.replaceRecipe({ ...activeRecipe(stores.recipe.getState()), name: 'Again' }, 'Again')
  await settle()
  const [again] = stores.recipe.getState().items
  expect(again!.id).not.toBe(step.id)
  expect(engine.recipes.length).toBe(2)
  expect(stores.result.getState().figures).toEqual({ [again!.id]: { k: 2 } })
})

test('header columns are read for the steps that need them, once a gather, and said where there are none', async () => {
  const { stores, editor, engine, preview } = setUp()
  preview.showGather(gatherOf(3))
  await settle()
  editor.replaceRecipe(recipeOf(defaultStep(mute)), 'Mute')
  await settle()
  editor.setParam(stores.recipe.getState().items[0]!.id, 'velocity', 2000, 'commit')
  await settle()
  expect(engine.loads.map(({ headers }) => headers)).toEqual([undefined, { offset: Float64Array.of(3) }])
  expect(engine.recipes.map(({ steps }) => steps[0]?.['velocity'])).toEqual([undefined, 1500, 2000])
  preview.showGather(gatherOf(9))
  await settle()
  expect(stores.result.getState().error?.message).toBe('There is no header offset')
})

test('a gather on a blank screen is shown as it is, for a frame, before anything is computed', async () => {
  const { stores, engine, preview } = setUp()
  const frames: (() => void)[] = []
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw))
  preview.showGather(gatherOf(0))
  await settle()
  expect([engine.plains, engine.recipes.length]).toEqual([1, 0])
  expect(stores.gather.getState().clip).not.toBeNull()
  expect(stores.result.getState()).toMatchObject({ isRunning: true, energyRemovedPercent: null })
  while (frames.length > 0) frames.shift()?.()
  await settle()
  expect([engine.plains, engine.recipes.length]).toEqual([1, 1])
  expect(stores.result.getState()).toMatchObject({ isRunning: false, energyRemovedPercent: 0 })
  preview.showGather(gatherOf(1))
  await settle()
  expect([engine.plains, engine.recipes.length]).toEqual([1, 2])
})

test('a gather whose result takes long is shown as it is meanwhile, and nothing is said of it', async () => {
  const { stores, engine, preview } = setUp()
  preview.showGather(gatherOf(1))
  await settle()
  const open = hold(engine)
  preview.showGather(gatherOf(0))
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect([engine.plains, engine.recipes.length]).toEqual([2, 2])
  expect(stores.gather.getState().clip).not.toBeNull()
  expect(stores.result.getState()).toMatchObject({ isRunning: true, energyRemovedPercent: null })
  open()
  await settle()
  expect(stores.result.getState()).toMatchObject({ computeMs: 7, energyRemovedPercent: 0 })
  expect(engine.recipes.length).toBe(2)
})

test('a burst of changes while a run is in hand runs only the newest', async () => {
  const { stores, editor, engine, preview } = setUp()
  const open = hold(engine)
  preview.showGather(gatherOf(0))
  const step = stores.recipe.getState().items[0]!
  for (const k of [2.9, 2.8, 2.7, 2.6]) editor.setParam(step.id, 'k', k, 'drag')
  await settle()
  open()
  await settle()
  expect(engine.recipes.length).toBe(2)
  expect(engine.recipes[1]?.steps[0]?.['k']).toBe(2.6)
})

test('neither picture nor runs wait for the measures, and those of another gather are not shown beside it', async () => {
  const { stores, editor, engine, preview } = setUp()
  preview.showGather(gatherOf(1))
  await settle()
  const open = hold(engine, 'measuring')
  preview.showGather(gatherOf(2))
  await settle()
  expect(stores.gather.getState().clip).not.toBeNull()
  expect(stores.result.getState()).toMatchObject({ isRunning: true, computeMs: 7, leakage: null })
  const nRuns = engine.recipes.length
  editor.setParam(stores.recipe.getState().items[0]!.id, 'k', 2, 'drag')
  await settle()
  expect(engine.recipes.length).toBe(nRuns + 1)
  preview.showGather(gatherOf(3))
  open()
  await settle()
  expect(stores.result.getState()).toMatchObject({ isRunning: false, energyRemovedPercent: 3, leakage: 0.25 })
})

test('the run in hand is given up for any wish but a move of a slider, without a word', async () => {
  const { stores, editor, engine, preview } = setUp()
  let open = hold(engine)
  preview.showGather(gatherOf(1))
  await settle()
  const [item] = stores.recipe.getState().items
  editor.setParam(item!.id, 'k', 2, 'drag')
  expect(engine.signals.map(({ aborted }) => aborted)).toEqual([false])
  open()
  open = hold(engine)
  await settle()
  editor.setParam(item!.id, 'k', 2, 'commit')
  editor.toggleStep(item!.id)
  expect(engine.signals.map(({ aborted }) => aborted)).toEqual([false, true])
  engine.failNext = true
  open()
  open = hold(engine)
  await settle()
  expect(stores.result.getState()).toMatchObject({ isRunning: true, error: null })
  preview.showGather(gatherOf(2))
  open()
  await settle()
  expect(engine.signals.map(({ aborted }) => aborted)).toEqual([false, true, true, false])
  expect(stores.result.getState()).toMatchObject({ isRunning: false, energyRemovedPercent: 2 })
})

test('spectra are computed while they are looked at, of the window or of the whole gather', async () => {
  const { stores, editor, engine, preview } = setUp()
  preview.showGather(gatherOf(1))
  await settle()
  stores.view.setState({ window: { startSample: 1, endSample: 3, startTrace: 0, endTrace: 2 } })
  await settle()
  expect(engine.spectra).toEqual([])
  preview.watchSpectrum(true)
  await settle()
  // The smallest window is larger than this gather.
  expect(engine.spectra).toEqual(['amplitude 0-4'])
  expect(stores.spectrum.getState()).toMatchObject({ isWorking: false, part: { startTrace: 0, endTrace: 2 } })
  editor.toggleStep(stores.recipe.getState().items[0]!.id)
  await settle()
  stores.view.setState({ spectrumShows: 'noise' })
  await settle()
  expect(engine.spectra).toEqual(['amplitude 0-4', 'amplitude 0-4', 'noise 0-4'])
  stores.view.setState({ window: null })
  await settle()
  expect(stores.spectrum.getState()).toMatchObject({ part: { startTrace: 0, endTrace: 3 } })
  preview.watchSpectrum(false)
  stores.view.setState({ spectrumShows: 'after' })
  await settle()
  expect(engine.spectra).toHaveLength(4)
  expect(stores.spectrum.getState().spectra).toBeNull()
})

test('the image in place of the noise is asked for while it is shown, with each result', async () => {
  const { stores, editor, engine, preview } = setUp()
  preview.showGather(gatherOf(0))
  await settle()
  expect(engine.images).toEqual([])
  stores.view.setState({ noiseShows: 'leakage' })
  expect(stores.result.getState().image).toBe('working')
  await settle()
  expect(stores.result.getState().image).toBe('shown')
  stores.view.setState({ noiseShows: 'outliers' })
  await settle()
  expect(stores.result.getState().image).toBe('none')
  editor.setParam(stores.recipe.getState().items[0]!.id, 'k', 2, 'commit')
  await settle()
  expect(engine.images).toEqual(['leakage', 'outliers', 'outliers'])
  expect(engine.recipes).toHaveLength(2)
})

test('a change of the view runs nothing', async () => {
  const { stores, engine, preview } = setUp()
  preview.showGather(gatherOf(0))
  await settle()
  stores.view.setState({ noiseGain: 4, isReversed: true, clipPercentile: 90 })
  await settle()
  expect(engine.recipes.length).toBe(1)
})

test('the clip is the percentile of Before', async () => {
  const { stores, preview } = setUp()
  preview.showGather(gatherOf(0))
  await settle()
  stores.view.setState({ clipPercentile: 100 })
  expect(stores.gather.getState().clip).toBe(11)
})

test('a run that fails keeps the figures before it and says why', async () => {
  const { stores, editor, engine, preview } = setUp()
  preview.showGather(gatherOf(5))
  await settle()
  engine.failNext = true
  editor.toggleStep(stores.recipe.getState().items[0]!.id)
  await settle()
  expect(stores.result.getState()).toMatchObject({ isRunning: false, energyRemovedPercent: 5 })
  expect(stores.result.getState().error?.message).toBe('The device is gone')
})

test('a result that comes after another gather was asked for is dropped', async () => {
  const { stores, engine, preview } = setUp()
  const open = hold(engine)
  preview.showGather(gatherOf(1))
  await settle()
  preview.showGather(gatherOf(2))
  const seen: (number | null)[] = []
  stores.result.subscribe((state) => seen.push(state.energyRemovedPercent))
  open()
  await settle()
  expect(seen.filter((value) => value === 1)).toEqual([])
  expect(stores.result.getState().energyRemovedPercent).toBe(2)
})

test('the readout holds Before, After and their difference under the cursor', async () => {
  const { stores, preview } = setUp()
  preview.showGather(gatherOf(0))
  await settle()
  stores.view.setState({ cursor: { sample: 2, trace: 1 } })
  preview.readAmplitudes()
  await settle()
  expect(stores.view.getState().amplitudes).toEqual({ before: 7, after: 42, noise: -35 })
})

test('a move of the cursor and the amplitudes that follow it draw nothing; a change of the picture does', async () => {
  const { stores, preview } = setUp()
  preview.showGather(gatherOf(0))
  await settle()
  const draw = vi.fn()
  vi.stubGlobal('requestAnimationFrame', draw)
  stores.view.setState({ cursor: { sample: 2, trace: 1 } })
  preview.readAmplitudes()
  await settle()
  expect(stores.view.getState().amplitudes).not.toBeNull()
  expect(draw).toHaveBeenCalledTimes(0)
  stores.view.setState({ noiseGain: 2 })
  expect(draw).toHaveBeenCalledTimes(1)
})

test('a display gain is for the eye: the clip is that of the amplitudes after it, and nothing runs', async () => {
  const { stores, engine, preview } = setUp()
  preview.showGather(gatherOf(1))
  await settle()
  expect(stores.gather.getState().clip).toBe(12)
  stores.view.setState({ displayGain: 't-1' })
  // Sample 3 of 0..3 keeps its amplitude, sample 1 of them has a third.
  expect(stores.gather.getState().clip).toBe(12)
  stores.view.setState({ clipPercentile: 50 })
  expect(stores.gather.getState().clip).toBeCloseTo((8 * 2) / 3, 5)
  stores.view.setState({ displayGain: 'none' })
  expect(stores.gather.getState().clip).toBe(6)
  expect(engine.recipes.length).toBe(1)
})

test('the engine is lent between runs, and the gather is shown anew when it comes back', async () => {
  const { stores, editor, engine, preview } = setUp()
  preview.showGather(gatherOf(3))
  await preview.borrow(async (loan) => {
    expect([loan.gather.index, engine.recipes.length]).toEqual([3, 1])
    editor.setParam(stores.recipe.getState().items[0]!.id, 'k', 2, 'commit')
    await settle()
    expect(engine.recipes.length).toBe(1)
  })
  await settle()
  expect([engine.loads.length, engine.recipes.at(-1)?.steps[0]?.['k']]).toEqual([2, 2])
})
