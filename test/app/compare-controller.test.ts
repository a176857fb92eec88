/**
 * Plan: recipe A is run once on a gather, when it is asked for and not before; After A, After B and A - B are in the
 * panels then, pixel by pixel, with the figures of A beside; drags run B alone; A alone, and an edit that brings B
 * back; leaving restores Before, After, Noise. What befalls A keeps B from nothing. Engine and canvases are stand-ins.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCompareActions } from '../../src/app/compare-controller.ts'
import { createPreviewController } from '../../src/app/preview-controller.ts'
import { recipeRules } from '../../src/app/recipe-rules.ts'
import { SeisError } from '../../src/core/errors.ts'
import { type Gather, NO_BAD_SAMPLES } from '../../src/core/gather.ts'
import { NO_MEASURES } from '../../src/core/measures.ts'
import { PANEL_NAMES, type PanelName } from '../../src/core/view.ts'
import type { PreviewEngine, PreviewRun } from '../../src/engine/preview.ts'
import { createCanvasSurface, type PanelCanvases } from '../../src/panels/panel-surface.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { waveletDenoise } from '../../src/processes/wavelet-denoise/params.ts'
import { pressed } from '../../src/state/compare.ts'
import { createRecipeEditor } from '../../src/state/recipe-editor.ts'
import { createStores } from '../../src/state/stores.ts'
import { FakeImageData } from '../fake-image-data.ts'
import { recipeOf } from '../gathers.ts'

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 0))
  vi.stubGlobal('ImageData', FakeImageData)
})
afterEach(() => vi.unstubAllGlobals())

function gatherOf(index: number): Gather {
  const samples = new Float32Array(12).fill(100 + index)
  return { index, startTrace: 0, sampleIntervalMs: 2, nSamples: 4, nTraces: 3, samples, missingChunks: [] }
}

/** After is Before less k of its hundred parts. */
function fakeEngine(): PreviewEngine & { readonly ks: number[]; failsAt: number } {
  let loaded = gatherOf(0)
  const engine = {
    info: { kind: 'cpu', adapter: 'fake', isSoftware: false } as const,
    device: null,
    kindFor: () => 'cpu',
    lost: new Promise<SeisError>(() => {}),
    ks: [] as number[],
    failsAt: -1,
    async load(gather: Gather) {
      loaded = gather
    },
    plain: async () => ({ kind: 'blocks' as const, before: loaded, after: loaded }),
    async run(recipe: { steps: readonly Readonly<Record<string, unknown>>[] }): Promise<PreviewRun> {
      const k = Number(recipe.steps[0]?.['k'] ?? 0)
      engine.ks.push(k)
      if (k === engine.failsAt) throw new SeisError('bad-recipe', 'Not this one')
      const before = loaded
      const after = { ...before, samples: before.samples.map((sample) => sample * (1 - k / 100)) }
      return {
        kind: 'cpu',
        samples: { kind: 'blocks', before, after },
        timings: { uploadMs: 0, computeMs: 1, readbackMs: 0 },
        forwardsReused: 0,
        figures: [],
        badSamples: NO_BAD_SAMPLES,
        image: async () => null,
        spectra: () => Promise.reject(new Error('nobody looks')),
        plane: () => Promise.reject(new Error('nobody looks')),
        measure: async () => ({ ...NO_MEASURES, energyRemovedPercent: k }),
      }
    },
    copyAfter: async ({ samples }: PreviewRun) => {
      if (samples.kind !== 'blocks') throw new Error('no blocks')
      return samples.after
    },
    afterAt: async ({ samples }: PreviewRun, sample: number, trace: number) =>
      samples.kind === 'blocks' ? samples.after.samples[sample * 3 + trace]! : Number.NaN,
    close: async () => {},
  }
  return engine as PreviewEngine & { readonly ks: number[]; failsAt: number }
}

function setUp() {
  const stores = createStores()
  const editor = createRecipeEditor(stores.recipe, recipeRules)
  const preview = createPreviewController(
    stores,
    () => 'dark',
    async () => ({}),
  )
  const engine = fakeEngine()
  const levels: Partial<Record<PanelName, number>> = {}
  const canvasOf = (panel: PanelName) => ({
    width: 3,
    height: 4,
    getContext: () => ({
      putImageData: ({ data }: ImageData) => {
        levels[panel] = data[0]!
      },
      clearRect: () => {},
    }),
  })
  const canvases = Object.fromEntries(PANEL_NAMES.map((panel) => [panel, canvasOf(panel)]))
  preview.attachPanels(canvases as object as PanelCanvases)
  editor.replaceRecipe(recipeOf({ ...defaultStep(waveletDenoise), k: 20 }), 'Start')
  preview.setEngine({ engine, createSurface: createCanvasSurface })
  const setK = (k: number) => editor.setParam(stores.recipe.getState().items[0]!.id, 'k', k, 'commit')
  return { stores, editor, preview, engine, levels, setK, actions: createCompareActions(stores, editor) }
}

/** Some turns, in which the frames of the stand-in are drawn as well. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve))
}
/** The grey of an amplitude when 100, the only one in Before, is the clip. */
const grey = (amplitude: number): number => 128 - Math.floor((amplitude / 100) * 127 + 0.5)

test('each press shows a recipe or takes it away, and never the last', () => {
  expect([pressed('b', 'a'), pressed('both', 'a'), pressed('a', 'a')]).toEqual(['both', 'b', 'b'])
  expect([pressed('b', 'b'), pressed('both', 'b'), pressed('a', 'b')]).toEqual(['a', 'a', 'both'])
})

test('After A, After B and A - B, then Before, After and Noise again', async () => {
  const { stores, preview, engine, levels, setK, actions } = setUp()
  preview.showGather(gatherOf(0))
  await settle()
  actions.pressCompared('a')
  expect(stores.compare.getState().wanted, 'nothing is stored').toBe('b')
  actions.storeRecipeA()
  setK(50)
  await settle()
  expect(engine.ks).toEqual([20, 50])
  expect(levels).toEqual({ before: grey(100), after: grey(50), noise: grey(50) })

  actions.pressCompared('a')
  await settle()
  expect(engine.ks).toEqual([20, 50, 20, 50])
  expect(levels).toEqual({ before: grey(80), after: grey(50), noise: grey(30) })
  expect(stores.compare.getState()).toMatchObject({ shown: 'both', measures: { energyRemovedPercent: 20 } })
  expect(stores.result.getState().energyRemovedPercent).toBe(50)
  stores.view.setState({ cursor: { sample: 1, trace: 1 } })
  preview.readAmplitudes()
  await settle()
  expect(stores.view.getState().amplitudes).toEqual({ before: 80, after: 50, noise: 30 })

  setK(40)
  await settle()
  expect(engine.ks.slice(4), 'A is there already').toEqual([40])
  expect(levels.noise).toBe(grey(20))
  actions.pressCompared('a')
  await settle()
  expect(engine.ks.length, 'leaving runs nothing').toBe(5)
  expect(levels).toEqual({ before: grey(100), after: grey(60), noise: grey(40) })
  expect(stores.compare.getState().shown).toBe('b')
})

test('A alone has its own noise, and an edit brings B back beside it', async () => {
  const { stores, preview, levels, setK, actions } = setUp()
  preview.showGather(gatherOf(0))
  await settle()
  actions.storeRecipeA()
  setK(50)
  actions.pressCompared('b')
  await settle()
  expect(levels).toEqual({ before: grey(100), after: grey(80), noise: grey(20) })
  expect(stores.compare.getState().shown).toBe('a')
  setK(60)
  await settle()
  expect(stores.compare.getState().shown).toBe('both')
  expect(levels).toEqual({ before: grey(80), after: grey(40), noise: grey(40) })
})

test('another gather has A run on it before it is compared', async () => {
  const { stores, preview, engine, setK, actions } = setUp()
  preview.showGather(gatherOf(0))
  await settle()
  actions.storeRecipeA()
  setK(50)
  actions.pressCompared('a')
  await settle()
  preview.showGather(gatherOf(1))
  await settle()
  expect(engine.ks.slice(-2)).toEqual([20, 50])
  expect(stores.compare.getState().shown).toBe('both')
  preview.clear()
  expect(stores.compare.getState()).toMatchObject({ wanted: 'b', shown: 'b' })
})

test('a recipe A that fails is left with a notice, and B goes on', async () => {
  const { stores, preview, engine, levels, setK, actions } = setUp()
  preview.showGather(gatherOf(0))
  await settle()
  actions.storeRecipeA()
  setK(50)
  engine.failsAt = 20
  actions.pressCompared('a')
  await settle()
  expect(stores.session.getState().notice?.message).toContain('Not this one')
  expect(stores.compare.getState()).toMatchObject({ wanted: 'b', shown: 'b' })
  expect(levels.after).toBe(grey(50))
  actions.takeRecipeA()
  expect(stores.recipe.getState().items[0]?.step['k']).toBe(20)
})
