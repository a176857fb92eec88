/**
 * Plan: the recipe that runs is kept under a name and comes back whole, under that name; a name that is taken, also by
 * another tab, changes nothing until it may be replaced; renamed, deleted and put back, which a name given away in the
 * meantime prevents; a recipe that this version does not understand is listed as such, and taking it says so and leaves the
 * recipe in hand; what cannot be kept is said. Names: not empty, not a built-in one.
 */
import { expect, test } from 'vitest'
import type { KeptPreset, PresetKeep } from '../../src/app/kept-presets.ts'
import { presets } from '../../src/app/presets.ts'
import { createPresetsController, whyNotNamed } from '../../src/app/presets-controller.ts'
import { recipeRules } from '../../src/app/recipe-rules.ts'
import { presetNamed } from '../../src/state/presets.ts'
import { activeRecipe, isEdited } from '../../src/state/recipe.ts'
import { createRecipeEditor } from '../../src/state/recipe-editor.ts'
import { createStores } from '../../src/state/stores.ts'
import { presetAbout } from '../../src/ui/presets/preset-words.ts'

function memoryKeep(kept: KeptPreset[] = []): PresetKeep {
  return {
    list: async () => [...kept].sort((a, b) => a.savedAt - b.savedAt),
    async put(preset, mayReplace) {
      const named = kept.find(({ name, id }) => name === preset.name && id !== preset.id)
      if (named !== undefined && !mayReplace) return false
      for (const { id } of [named, preset].filter((one) => one !== undefined)) {
        const at = kept.findIndex((other) => other.id === id)
        if (at >= 0) kept.splice(at, 1)
      }
      kept.push(preset)
      return true
    },
    async delete(id) {
      kept.splice(
        kept.findIndex((preset) => preset.id === id),
        1,
      )
    },
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1))

function setUp(kept: KeptPreset[] = [], keep = memoryKeep(kept)) {
  const stores = createStores()
  const editor = createRecipeEditor(stores.recipe, recipeRules)
  let clock = 0
  const { actions, refresh } = createPresetsController(stores, { keep, editor, now: () => ++clock })
  editor.replaceRecipe(presets[1]!.recipe, 'Start')
  const names = () => stores.presets.getState().kept.map(({ name }) => name)
  const save = async (name: string, mayReplace = false) => {
    actions.askForPreset('name')
    actions.savePreset(name, mayReplace)
    await settle()
  }
  return { stores, editor, actions, refresh, names, save, kept }
}

const idOf = ({ stores }: ReturnType<typeof setUp>, name: string) => presetNamed(stores.presets.getState(), name)!.id

test('what runs is kept and comes back under its name, without the steps that are off', async () => {
  const page = setUp()
  const { stores, editor, actions, save } = page
  editor.addStep('wavelet-denoise')
  editor.setParam(stores.recipe.getState().items[1]!.id, 'k', 4.5, 'commit')
  editor.addStep('tf-denoise')
  editor.toggleStep(stores.recipe.getState().items[2]!.id)
  const { steps } = activeRecipe(stores.recipe.getState())
  editor.renameRecipe('Half a name')
  await save('Mine')
  expect(stores.recipe.getState().past.at(-1)?.label).toBe('Save preset Mine')
  expect(stores.recipe.getState().past.map(({ label }) => label)).not.toContain('Rename recipe')
  expect(stores.presets.getState().asks).toBeNull()
  expect(stores.recipe.getState().name).toBe('Mine')
  expect(isEdited(stores.recipe.getState())).toBe(false)
  actions.takePreset(presets[0]!)
  actions.takeUserPreset(idOf(page, 'Mine'))
  await settle()
  const { name, items, past } = stores.recipe.getState()
  expect([name, items.map(({ step }) => step)]).toEqual(['Mine', steps])
  expect(past.at(-1)?.label).toBe('Preset Mine')
})

test('a name that is taken changes nothing until it may be replaced', async () => {
  const other = { id: 'other-tab', name: 'Mine', savedAt: 0, recipe: presets[2]!.recipe }
  const page = setUp()
  const { stores, actions, save, names, kept } = page
  // Saved by another tab since this one has listed them.
  kept.push(other)
  await save('Mine')
  expect(stores.presets.getState().asks).toBe('name')
  expect(kept).toEqual([other])
  expect(names()).toEqual(['Mine'])
  await save('Mine', true)
  expect(kept.map(({ name, recipe }) => [name, recipe])).toEqual([['Mine', { ...presets[1]!.recipe, name: 'Mine' }]])

  await save('Other')
  actions.renamePreset(idOf(page, 'Other'), 'Mine', false)
  await settle()
  expect(names()).toEqual(['Mine', 'Other'])
  const renamed = idOf(page, 'Other')
  actions.renamePreset(renamed, 'Mine', true)
  await settle()
  expect(stores.presets.getState().kept.map(({ id, name }) => [id, name])).toEqual([[renamed, 'Mine']])
})

test('what is deleted can be put back while the list is open, unless its name is given away', async () => {
  const page = setUp()
  const { stores, actions, save, names, kept } = page
  await save('First')
  await save('Second')
  actions.askForPreset('list')
  const first = idOf(page, 'First')
  actions.deletePreset(first)
  await settle()
  expect(kept.map(({ name }) => name)).toEqual(['Second'])
  expect(presetNamed(stores.presets.getState(), 'First')).toBeNull()
  actions.putBackPreset(first)
  await settle()
  expect([names(), kept.length]).toEqual([['First', 'Second'], 2])
  actions.deletePreset(first)
  actions.renamePreset(idOf(page, 'Second'), 'First', false)
  await settle()
  actions.putBackPreset(first)
  await settle()
  expect(kept.map(({ name, id }) => [name, id === first])).toEqual([['First', false]])
  actions.askForPreset(null)
  expect(names()).toEqual(['First'])
})

test('what this version does not understand is said, and the recipe in hand stays', async () => {
  const recipe = { ...presets[1]!.recipe, steps: [{ process: 'of-tomorrow' }] }
  const { stores, actions, refresh } = setUp([{ id: 'a', name: 'New', savedAt: 0, recipe }])
  await refresh()
  expect(stores.presets.getState().kept.map(presetAbout)).toEqual(['not understood'])
  const before = stores.recipe.getState()
  actions.takeUserPreset('a')
  await settle()
  expect(stores.recipe.getState()).toBe(before)
  const { notice } = stores.session.getState()
  expect(notice).toMatchObject({ code: 'bad-recipe', where: 'step 1' })
  expect(notice?.message).toMatch(/New.*of-tomorrow/)
})

test('what cannot be kept is said, and is asked again', async () => {
  const full = async () => Promise.reject(new DOMException('The quota is used up', 'QuotaExceededError'))
  const { stores, save } = setUp([], { ...memoryKeep(), put: full })
  await save('Mine')
  expect(stores.session.getState().notice?.message).toContain('quota')
  expect(stores.presets.getState().asks).toBe('name')
})

test('a preset has a name, and none of the built-in ones', () => {
  expect(
    [' ', presets[0]!.recipe.name, `${presets[0]!.recipe.name} `].map((name) => whyNotNamed(name) === null),
  ).toEqual([false, false, false])
  expect(whyNotNamed(`${presets[0]!.recipe.name} 2`)).toBeNull()
})
