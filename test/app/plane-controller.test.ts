/**
 * Plan: a plane is asked for when somebody looks, a trace is picked and the selected step has one and ran; of the last trace
 * where the picked one is beyond the gather; of many wishes while one is in hand the newest alone. What comes late is shown
 * as long as the step is still the selected one, with the cell that it still has; else it is dropped, and so is what failed
 * or was given up for another gather. Without a run there is no plane.
 */
import { expect, test } from 'vitest'
import { createPlaneController } from '../../src/app/plane-controller.ts'
import { recipeRules } from '../../src/app/recipe-rules.ts'
import type { TransformPlane } from '../../src/core/transform-plane.ts'
import type { PreviewRun } from '../../src/engine/preview.ts'
import { fkWiener } from '../../src/processes/fk-wiener/params.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { tfDenoise } from '../../src/processes/tf-denoise/params.ts'
import { waveletDenoise } from '../../src/processes/wavelet-denoise/params.ts'
import { activeItems } from '../../src/state/recipe.ts'
import { createRecipeEditor } from '../../src/state/recipe-editor.ts'
import { createStores } from '../../src/state/stores.ts'
import { recipeOf } from '../gathers.ts'

const N_TRACES = 12
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1))

interface Asked {
  readonly at: number
  readonly trace: number
  readonly signal: AbortSignal
  answer(plane: TransformPlane | Error): Promise<void>
}

/** As far as the controller looks at it. */
function planeOf(trace: number, nCells = 4): TransformPlane {
  return { trace, bands: [{ nCells }] } as unknown as TransformPlane
}

function setUp() {
  const stores = createStores()
  const editor = createRecipeEditor(stores.recipe, recipeRules)
  const controller = createPlaneController(stores)
  const asked: Asked[] = []
  const runOf = (nTraces = N_TRACES) =>
    ({
      samples: { kind: 'blocks', before: { nSamples: 8, nTraces }, after: { nSamples: 8, nTraces } },
      plane: (at: number, trace: number, signal: AbortSignal) =>
        new Promise<TransformPlane>((resolve, reject) => {
          const answer = async (plane: TransformPlane | Error): Promise<void> => {
            if (plane instanceof Error) reject(plane)
            else resolve(plane)
            await settle()
          }
          asked.push({ at, trace, signal, answer })
        }),
    }) as unknown as PreviewRun
  const show = (isNewGather = false, nTraces = N_TRACES): void =>
    controller.setRun(runOf(nTraces), activeItems(stores.recipe.getState()), isNewGather)
  const pick = (trace: number): void => stores.plane.setState({ trace })
  const select = (place: number): void => editor.selectStep(stores.recipe.getState().items[place]!.id)
  editor.replaceRecipe(recipeOf(...[tfDenoise, waveletDenoise, fkWiener].map((one) => defaultStep(one))), 'Start')
  return { stores, editor, controller, asked, show, pick, select, plane: stores.plane.getState }
}

test('nothing is asked for while nobody looks, no trace is picked, or the step has none', async () => {
  const { editor, controller, asked, show, pick, select, plane, stores } = setUp()
  show()
  pick(3)
  expect(asked).toEqual([])
  controller.setWatched(true)
  expect(asked.map(({ at, trace }) => [at, trace])).toEqual([[0, 3]])
  // Nothing is on its way for a step that has none.
  select(2)
  show()
  expect(plane().isWorking).toBe(false)
  await asked[0]!.answer(planeOf(3))
  expect(plane()).toMatchObject({ plane: null, isWorking: false })
  // It has not run yet.
  editor.addStep(waveletDenoise.name)
  expect(asked.length).toBe(1)
  show()
  expect(asked.at(-1)).toMatchObject({ at: 3, trace: 3 })
  await asked[1]!.answer(planeOf(3))
  editor.toggleStep(stores.recipe.getState().selectedId!)
  expect(plane().plane).toBeNull()
  show()
  expect(asked.length).toBe(2)
})

test('a trace beyond the gather is its last one, and a gather of none has no plane', () => {
  const { controller, asked, show, pick } = setUp()
  controller.setWatched(true)
  pick(N_TRACES)
  show(true, 0)
  expect(asked).toEqual([])
  show(true)
  expect(asked[0]!.trace).toBe(N_TRACES - 1)
})

test('of many wishes the newest is asked for next, and what comes before it is shown meanwhile', async () => {
  const { controller, asked, show, pick, plane } = setUp()
  controller.setWatched(true)
  show()
  for (const trace of [1, 2, 3]) pick(trace)
  expect(asked.map(({ trace }) => trace)).toEqual([1])
  await asked[0]!.answer(planeOf(1))
  expect(plane()).toMatchObject({ plane: planeOf(1), isWorking: true })
  expect(asked.map(({ trace }) => trace)).toEqual([1, 3])
  await asked[1]!.answer(planeOf(3))
  expect(plane()).toMatchObject({ plane: planeOf(3), isWorking: false, error: null })
})

test('a cell stays as long as the plane has the same cells', async () => {
  const { stores, controller, asked, show, pick, plane } = setUp()
  controller.setWatched(true)
  show()
  pick(1)
  await asked[0]!.answer(planeOf(1))
  const cell = { band: 0, index: 2 }
  stores.plane.setState({ cell })
  show()
  await asked[1]!.answer(planeOf(1))
  expect(plane().cell).toEqual(cell)
  show()
  await asked[2]!.answer(planeOf(1, 5))
  expect(plane().cell).toBeNull()
})

test('another step has another plane: what is there goes, and what comes late for the old one is dropped', async () => {
  const { controller, asked, show, pick, select, plane } = setUp()
  controller.setWatched(true)
  show()
  pick(1)
  await asked[0]!.answer(planeOf(1))
  show()
  select(1)
  expect(plane().plane).toBeNull()
  await asked[1]!.answer(planeOf(7))
  expect(plane().plane).toBeNull()
  expect(asked[2]).toMatchObject({ at: 1, trace: 1 })
  await asked[2]!.answer(planeOf(1))
  expect(plane()).toMatchObject({ plane: planeOf(1), isWorking: false })
})

test('what failed is said where it was the newest wish, and not when it was given up', async () => {
  const { controller, asked, show, pick, plane } = setUp()
  controller.setWatched(true)
  show()
  pick(1)
  pick(2)
  await asked[0]!.answer(new Error('of no interest'))
  expect(plane().error).toBeNull()
  await asked[1]!.answer(new Error('out of memory'))
  expect(plane()).toMatchObject({ isWorking: false, error: { message: 'out of memory' } })
  show()
  await asked[2]!.answer(planeOf(2))
  expect(plane().error).toBeNull()

  pick(3)
  show(true)
  expect(asked[3]!.signal.aborted).toBe(true)
  await asked[3]!.answer(new Error('given up'))
  expect(plane()).toMatchObject({ error: null, isWorking: true })
  controller.setRun(null, [], true)
  await asked[4]!.answer(planeOf(3))
  expect(plane()).toMatchObject({ trace: 3, plane: null, isWorking: false, error: null })
  controller.setWatched(false)
  show()
  expect(asked.length).toBe(5)
})
