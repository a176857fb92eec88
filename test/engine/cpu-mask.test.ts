/*
 * The mask of outliers in a result: there when it is asked for and a step looks for outliers, low at a spike and high
 * elsewhere, the same from any number of workers; of two such steps the least. Not where forwards are kept.
 */
import { expect, it } from 'vitest'
import { fkWiener } from '../../src/processes/fk-wiener/params.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { stftWiener } from '../../src/processes/stft-wiener/params.ts'
import { makeGather, noise, recipeOf } from '../gathers.ts'
import { inlineCpuEngine } from './inline-cpu-engine.ts'

const SPIKE = 30 * 40 + 17
const gather = makeGather(60, 40, (i, j) => 0.2 * noise(i, j) + Math.exp(-(((i - 20 - j / 2) / 4) ** 2)))
gather.samples[SPIKE] = 40
const fk = defaultStep(fkWiener, { robust: 'safe' })
const stft = defaultStep(stftWiener, { robust: 'safe' })
const maskOf = async (nWorkers: number, ...steps: readonly (typeof fk)[]) => {
  const { engine } = inlineCpuEngine({ nWorkers, blockBytes: 2 ** 15 })
  return (await engine.process(gather, recipeOf(...steps), { withMask: true })).mask
}

it('is low at a spike, and high elsewhere', async () => {
  const mask = (await maskOf(2, fk))!
  expect(mask[SPIKE]).toBe(0)
  expect(mask.filter((kept) => kept < 0.5).length).toBeLessThan(0.01 * mask.length)
  expect(await maskOf(3, fk)).toEqual(mask)
})

it('is the least of several', async () => {
  const [first, both] = [(await maskOf(2, fk))!, (await maskOf(2, fk, stft))!]
  expect(both.every((kept, at) => kept <= first[at]!)).toBe(true)
  expect(both[SPIKE]).toBe(0)
})

it('is left out where nobody asked, no step looks for outliers, or forwards are kept', async () => {
  const { engine } = inlineCpuEngine()
  expect(await engine.process(gather, recipeOf(fk))).not.toHaveProperty('mask')
  expect(await engine.process(gather, recipeOf(fk), { withMask: true, keepForwards: true })).not.toHaveProperty('mask')
  expect(await maskOf(2, defaultStep(stftWiener))).toBeUndefined()
})
