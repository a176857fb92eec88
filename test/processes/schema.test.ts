/** Plan: a number that may be left to the program takes its word, null or 'auto', and refuses others by naming its limits and that word. */
import { expect, it } from 'vitest'
import { automaticOf, checkValue, limitsOf, type NumberParam } from '../../src/processes/schema.ts'

const k: NumberParam = { kind: 'number', key: 'k', label: 'k', unit: '', default: 3, min: 1, max: 9, sliderStep: 1 }
const found = { ...k, autoMeans: 'the best' }
const left = { ...k, nullMeans: 'all of it' }

it('takes the word that a number may be left to', () => {
  expect(checkValue(found, 'auto', 'step 1')).toBe('auto')
  expect(checkValue(found, 2.5, 'step 1')).toBe(2.5)
  expect(checkValue(left, null, 'step 1')).toBeNull()
})

it('refuses any other by naming the limits', () => {
  const limits = 'a number from 1 to 9, or "auto" (the best)'
  expect(limitsOf(found)).toBe(limits)
  for (const value of [0, 10, Number.NaN, 'best', null, true]) {
    expect(() => checkValue(found, value, 'step 1')).toThrow(
      expect.objectContaining({ code: 'bad-recipe', where: 'step 1', todo: `give ${limits}` }),
    )
  }
  for (const param of [k, left]) expect(() => checkValue(param, 'auto', 'step 1')).toThrow('k is "auto"')
  expect(() => checkValue(k, null, 'step 1')).toThrow('k is null')
})

it('says what a number is left to', () => {
  expect(automaticOf(found)).toEqual({ value: 'auto', means: 'the best' })
  expect(automaticOf(left)).toEqual({ value: null, means: 'all of it' })
  expect(automaticOf(k)).toBeNull()
})
