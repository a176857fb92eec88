/*
 * Plan: the editor with the rules of the real processes. One history entry per drag with its name; Escape restores;
 * undo and redo walk both ways and a new edit drops the redo; refused values leave a message and nothing else;
 * the chain can be added to, removed from, reordered, switched; what runs is what is switched on. Names given one after
 * another are one entry, under what was done last, and an edit between them keeps them apart.
 */
import { beforeEach, describe, expect, it } from 'vitest'
import { recipeRules } from '../../src/app/recipe-rules.ts'
import { parseRecipe } from '../../src/processes/recipe.ts'
import { activeRecipe, createRecipeStore, fieldKey, isEdited, type RecipeStore } from '../../src/state/recipe.ts'
import { createRecipeEditor, type RecipeEditor } from '../../src/state/recipe-editor.ts'

let store: RecipeStore
let editor: RecipeEditor
let waveletId: string
let tfId: string

const recipe = parseRecipe({
  format: 'seisproc-recipe/1',
  name: 'Two steps',
  steps: [{ process: 'wavelet-denoise' }, { process: 'tf-denoise', k: 3.2 }],
})

beforeEach(() => {
  store = createRecipeStore()
  editor = createRecipeEditor(store, recipeRules)
  editor.replaceRecipe(recipe, 'Load recipe')
  store.setState({ past: [] })
  waveletId = store.getState().items[0]?.id ?? ''
  tfId = store.getState().items[1]?.id ?? ''
})

const valueIn = (stepId: string, key: string): unknown =>
  store.getState().items.find((item) => item.id === stepId)?.step[key]

describe('dragging a parameter', () => {
  it('is live with every move and one named history entry at the end', () => {
    for (const k of [3, 2.8, 2.6]) {
      editor.setParam(tfId, 'k', k, 'drag')
      expect(valueIn(tfId, 'k')).toBe(k)
      expect(store.getState().past).toHaveLength(0)
    }
    editor.setParam(tfId, 'k', 2.4, 'commit')
    expect(store.getState().drag).toBeNull()
    expect(store.getState().past.map((entry) => entry.label)).toEqual(['Threshold k 3.2 to 2.4'])
    editor.undo()
    expect(valueIn(tfId, 'k')).toBe(3.2)
    editor.redo()
    expect(valueIn(tfId, 'k')).toBe(2.4)
  })

  it('leaves no history when it ends where it began', () => {
    editor.setParam(tfId, 'k', 2, 'drag')
    editor.setParam(tfId, 'k', 3.2, 'commit')
    expect(store.getState().past).toHaveLength(0)
    expect(isEdited(store.getState())).toBe(false)
  })

  it('is put back by Escape, and by undo before its own step', () => {
    editor.setParam(tfId, 'aperture', 11, 'commit')
    editor.setParam(tfId, 'k', 1, 'drag')
    editor.cancelDrag()
    expect(valueIn(tfId, 'k')).toBe(3.2)
    editor.setParam(tfId, 'k', 1, 'drag')
    editor.undo()
    expect(valueIn(tfId, 'k')).toBe(3.2)
    expect(valueIn(tfId, 'aperture')).toBe(7)
  })
})

describe('refused values', () => {
  it('leave the value in force and say what is allowed', () => {
    editor.setParam(tfId, 'aperture', 8, 'commit')
    expect(valueIn(tfId, 'aperture')).toBe(7)
    expect(store.getState().past).toHaveLength(0)
    expect(store.getState().fieldErrors[fieldKey(tfId, 'aperture')]).toBe('Allowed: an odd whole number from 1 to 31')
    editor.setParam(tfId, 'aperture', 9, 'commit')
    expect(store.getState().fieldErrors).toEqual({})
  })

  it('cover combinations that each value alone would pass', () => {
    editor.setParam(tfId, 'fminHz', 120, 'drag')
    expect(valueIn(tfId, 'fminHz')).toBe(5)
    expect(store.getState().fieldErrors[fieldKey(tfId, 'fminHz')]).toBe('Allowed: 0 to 100')
  })

  it('at the end of a drag keep the last value that was allowed', () => {
    editor.setParam(tfId, 'fminHz', 90, 'drag')
    editor.setParam(tfId, 'fminHz', 120, 'commit')
    expect(valueIn(tfId, 'fminHz')).toBe(90)
    expect(store.getState().past.map((entry) => entry.label)).toEqual(['Band from 5 to 90'])
  })
})

describe('the chain', () => {
  it('adds with defaults and selects what was added', () => {
    editor.addStep('tf-denoise')
    const { items, selectedId } = store.getState()
    expect(items).toHaveLength(3)
    expect(selectedId).toBe(items[2]?.id)
    expect(items[2]?.step['windowSamples']).toBe(64)
  })

  it('selects the neighbour of a removed step, and undo brings the step back with its identity', () => {
    editor.selectStep(waveletId)
    editor.removeStep(waveletId)
    expect(store.getState().selectedId).toBe(tfId)
    editor.undo()
    expect(store.getState().items.map((item) => item.id)).toEqual([waveletId, tfId])
    expect(store.getState().selectedId).toBe(waveletId)
  })

  it('moves a step and stops at the ends', () => {
    editor.moveStep(tfId, -1)
    expect(store.getState().items.map((item) => item.id)).toEqual([tfId, waveletId])
    editor.moveStep(tfId, -1)
    expect(store.getState().past.map((entry) => entry.label)).toEqual(['Move Time-frequency denoise up'])
  })

  it('runs only what is switched on', () => {
    editor.toggleStep(waveletId)
    expect(activeRecipe(store.getState()).steps.map((step) => step.process)).toEqual(['tf-denoise'])
    expect(store.getState().past.at(-1)?.label).toBe('Wavelet denoise off')
    expect(activeRecipe(store.getState()).name).toBe('Two steps')
  })
})

describe('history', () => {
  it('drops the redo on a new edit', () => {
    editor.setParam(tfId, 'k', 2, 'commit')
    editor.undo()
    expect(store.getState().future).toHaveLength(1)
    editor.setParam(tfId, 'rule', 'soft', 'commit')
    expect(store.getState().future).toHaveLength(0)
    expect(store.getState().past.map((entry) => entry.label)).toEqual(['Rule adaptive to soft'])
  })

  it('knows whether the recipe differs from its file', () => {
    expect(isEdited(store.getState())).toBe(false)
    editor.setParam(tfId, 'k', 2, 'commit')
    expect(isEdited(store.getState())).toBe(true)
    editor.markSaved()
    expect(isEdited(store.getState())).toBe(false)
    editor.undo()
    expect(isEdited(store.getState())).toBe(true)
  })

  it('undoes the loading of another recipe', () => {
    editor.replaceRecipe({ ...recipe, name: 'Other', steps: [] }, 'Load recipe')
    expect(store.getState().selectedId).toBeNull()
    editor.undo()
    expect(store.getState().name).toBe('Two steps')
    expect(store.getState().items).toHaveLength(2)
  })
})

describe('naming', () => {
  const labels = (): readonly string[] => store.getState().past.map(({ label }) => label)

  it('is one step of the history as long as nothing else changes', () => {
    editor.renameRecipe('Half')
    editor.selectStep(tfId)
    editor.renameRecipe('Whole', 'Save preset Whole')
    editor.renameRecipe('Whole')
    expect(labels()).toEqual(['Save preset Whole'])
    editor.undo()
    expect(store.getState().name).toBe('Two steps')
    editor.redo()
    expect(store.getState().name).toBe('Whole')
  })

  it('is a step of its own after an edit', () => {
    editor.renameRecipe('Half')
    editor.setParam(tfId, 'k', 2.4, 'commit')
    editor.renameRecipe('Whole')
    expect(labels()).toEqual(['Rename recipe', 'Threshold k 3.2 to 2.4', 'Rename recipe'])
    editor.undo()
    expect(store.getState().name).toBe('Half')
  })
})
