/*
 * Plan: the form begins with the threshold of the selected step; a sheet runs every cell once, one after the other, and keeps
 * its figures; a cell that fails says why and the rest go on; another sheet ends the one in hand; leaving the page ends it
 * too and what was run stays; adopting puts both values in as one step that is undone as one; a check runs both recipes on
 * other gathers; leakage maps are made once each, when they are to be shown, that of the selected cell first; the
 * recipe of a cell becomes recipe A; another dataset takes all away.
 */
import { expect, it } from 'vitest'
import { recipeRules } from '../../src/app/recipe-rules.ts'
import { createSweepController } from '../../src/app/sweep-controller.ts'
import type { DatasetInfo } from '../../src/core/dataset.ts'
import { SeisError } from '../../src/core/errors.ts'
import type { Gather } from '../../src/core/gather.ts'
import { NO_MEASURES } from '../../src/core/measures.ts'
import type { Recipe } from '../../src/core/recipe.ts'
import type { PreviewEngine, PreviewRun } from '../../src/engine/preview.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { waveletDenoise } from '../../src/processes/wavelet-denoise/params.ts'
import { createRecipeEditor } from '../../src/state/recipe-editor.ts'
import { createStores } from '../../src/state/stores.ts'
import { makeGather, recipeOf } from '../gathers.ts'

const kOf = ({ steps }: Recipe): number => Number(steps[0]?.['k'])

function setUp(nGathers = 9) {
  const stores = createStores()
  const editor = createRecipeEditor(stores.recipe, recipeRules)
  editor.replaceRecipe(recipeOf(defaultStep(waveletDenoise)), 'Start')
  const dataset = { gathers: { nGathers } } as DatasetInfo
  const ran: Recipe[] = []
  const mapped: number[] = []
  const loads: Gather[] = []
  let gate = Promise.resolve()
  const engine = {
    load: async (gather: Gather) => void loads.push(gather),
    run: async (recipe: Recipe, signal: AbortSignal) => {
      ran.push(recipe)
      await gate
      signal.throwIfAborted()
      if (kOf(recipe) === 4) throw new SeisError('internal', 'Four is not liked')
      const measures = { ...NO_MEASURES, energyRemovedPercent: 10 * kOf(recipe), leakage: 0.1 }
      const image = async () => {
        mapped.push(kOf(recipe))
        return loads.at(-1)!
      }
      return { timings: { computeMs: 7 }, measure: async () => measures, image } as unknown as PreviewRun
    },
    copyAfter: async () => loads.at(-1)!,
  } as unknown as PreviewEngine
  const gather = makeGather(8, 6)
  const controller = createSweepController(stores, {
    borrow: (work) => work({ engine, gather, gain: null }),
    readHeaders: async () => ({}),
    readGather: async (index) => ({ ...gather, index }),
    currentTheme: () => 'dark',
    editor,
  })
  stores.session.setState({ phase: 'ready', dataset, workspace: 'sweep' })
  controller.prepare()
  const id = stores.recipe.getState().items[0]!.id
  const setForm = (low: number, high: number, count: number) =>
    controller.actions.setSweepForm({
      columns: { stepId: id, key: 'k', low, high, count },
      rows: { stepId: id, key: 'rule', low: 0, high: 1, count: 2 },
    })
  const hold = (): (() => void) => {
    let release = (): void => {}
    gate = new Promise((resolve) => {
      release = resolve
    })
    return () => release()
  }
  return { stores, editor, controller, actions: controller.actions, ran, mapped, loads, setForm, hold }
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

it('begins with the threshold, and the rule beside it', () => {
  const { stores } = setUp()
  const { columns, rows } = stores.sweep.getState().form
  expect([columns?.key, columns?.low, columns?.high, rows?.key]).toEqual(['k', 1.5, 6, 'rule'])
})

it('runs every cell once, and goes on after one that fails', async () => {
  const { stores, actions, ran, loads, setForm } = setUp()
  setForm(2, 4, 3)
  actions.startSweep()
  await settle()
  const { sheet, isRunning, totalMs } = stores.sweep.getState()
  expect(ran.map(kOf)).toEqual([2, 3, 4, 2, 3, 4])
  expect(loads).toHaveLength(1)
  expect(sheet?.cells.map(({ status }) => status)).toEqual(['done', 'done', 'failed', 'done', 'done', 'failed'])
  expect(sheet?.cells[1]).toMatchObject({ energyRemovedPercent: 30, leakage: 0.1, computeMs: 7, values: [3, 'soft'] })
  expect(sheet?.cells[2]?.reason).toBe('Four is not liked')
  expect([isRunning, totalMs === null]).toEqual([false, false])
})

it('gives up for another sheet, and when the page is left', async () => {
  const { stores, actions, ran, setForm, hold } = setUp()
  const release = hold()
  setForm(2, 3, 2)
  actions.startSweep()
  await settle()
  setForm(5, 6, 2)
  actions.startSweep()
  release()
  await settle()
  expect(ran.map(kOf)).toEqual([2, 5, 6, 5, 6])
  const releaseAgain = hold()
  actions.startSweep()
  await settle()
  stores.session.setState({ workspace: 'tune' })
  releaseAgain()
  await settle()
  expect(stores.sweep.getState()).toMatchObject({ isRunning: false, totalMs: null })
  expect(stores.sweep.getState().sheet?.cells.map(({ status }) => status)).toEqual(Array(4).fill('waiting'))
  stores.session.setState({ dataset: null })
  expect(stores.sweep.getState().sheet).toBeNull()
})

it('adopts both values as one step of the history', async () => {
  const { stores, editor, actions, setForm } = setUp()
  setForm(2, 5, 2)
  actions.startSweep()
  await settle()
  actions.selectSweepCell(1)
  actions.adoptSweepCell()
  const stepOf = () => stores.recipe.getState().items[0]?.step
  expect(stepOf()).toMatchObject({ k: 5, rule: 'soft' })
  expect(stores.recipe.getState().past.at(-1)?.label).toBe('Threshold k 5, Rule Soft')
  expect(stores.session.getState().workspace).toBe('tune')
  editor.undo()
  expect(stepOf()).toMatchObject({ k: 3, rule: 'hard' })
})

it('checks the selected cell and the recipe in hand on other gathers', async () => {
  const { stores, actions, ran, loads, setForm } = setUp(4)
  setForm(2, 5, 2)
  actions.startSweep()
  await settle()
  ran.length = 0
  actions.checkSweepCell()
  await settle()
  const { check, isChecking } = stores.sweep.getState()
  expect(isChecking).toBe(false)
  expect(loads.map(({ index }) => index)).toEqual([0, 1, 2, 3])
  expect(ran.map(kOf)).toEqual([3, 5, 3, 5, 3, 5])
  expect(
    check?.rows.map(({ chosen, current }) => [chosen?.energyRemovedPercent, current?.energyRemovedPercent]),
  ).toEqual(Array(3).fill([50, 30]))
})

it('makes the leakage maps that are to be shown, that of the selected cell first, each once', async () => {
  const { stores, actions, mapped, setForm } = setUp()
  setForm(2, 5, 2)
  actions.startSweep()
  await settle()
  expect(mapped).toEqual([])
  actions.selectSweepCell(3)
  actions.setSweepShows('leakage')
  await settle()
  expect(mapped).toEqual([5, 2, 5, 2])
  actions.setSweepShows('noise')
  actions.setSweepShows('leakage')
  await settle()
  expect(mapped).toHaveLength(4)
  expect(stores.sweep.getState()).toMatchObject({ mapped: null, error: null })
})

it('makes recipe A of the selected cell', async () => {
  const { stores, actions, setForm } = setUp()
  setForm(2, 5, 2)
  actions.storeSweepCellAsA()
  expect(stores.compare.getState().recipe).toBeNull()
  actions.startSweep()
  await settle()
  actions.selectSweepCell(1)
  actions.storeSweepCellAsA()
  expect(stores.compare.getState().recipe).toMatchObject({ name: 'Threshold k 5, Rule Soft', steps: [{ k: 5 }] })
})
