/*
 * Plan: a recipe comes back as it was, whatever its name, from a hash that an address may hold; other hashes carry none; a
 * damaged link, and a recipe that this version does not know, are refused in words.
 */
import { expect, it } from 'vitest'
import { recipeHash, recipeOfHash } from '../../src/app/recipe-link.ts'
import { RECIPE_FORMAT } from '../../src/core/recipe.ts'
import { parseRecipe } from '../../src/processes/recipe.ts'

const recipe = parseRecipe({
  format: RECIPE_FORMAT,
  name: 'Sturm Lothar, 3–80 Hz, größer ⛵ ???>>>',
  steps: [{ process: 'tf-denoise', k: 2.5 }, { process: 'wavelet-denoise' }],
})

it('comes back as it was', () => {
  const hash = recipeHash(recipe)
  expect(hash).toMatch(/^#recipe=[\w-]+$/)
  expect(recipeOfHash(hash)).toEqual(recipe)
})

it('is not in another hash', () => {
  expect(recipeOfHash('')).toBeNull()
  expect(recipeOfHash('#start')).toBeNull()
})

it('is refused where it is damaged or not known', () => {
  expect(() => recipeOfHash(recipeHash(recipe).slice(0, -9))).toThrow('The recipe in this link is damaged')
  expect(() => recipeOfHash('#recipe=%%')).toThrow('The recipe in this link is damaged')
  const unknown = { ...recipe, steps: [{ process: 'no-such-step' }] }
  expect(() => recipeOfHash(recipeHash(unknown))).toThrow(/no-such-step/)
})
