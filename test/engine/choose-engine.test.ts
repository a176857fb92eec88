/**
 * Plan: each wish on each kind of machine (a card, a software adapter, none) gets the engine that the rule says, and
 * an engine that was opened and not taken is closed. Control case: with a card, `auto` closes nothing.
 */
import { expect, test } from 'vitest'
import type { Engine } from '../../src/core/engine.ts'
import { SeisError } from '../../src/core/errors.ts'
import { chooseEngine } from '../../src/engine/choose-engine.ts'
import { definitionOf } from '../../src/processes/recipe.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { recipeOf } from '../gathers.ts'

type Machine = 'card' | 'software' | 'none'

function machine(kind: Machine) {
  const closed: string[] = []
  const engine = (name: 'webgpu' | 'cpu', isSoftware = false): Engine => ({
    info: { kind: name, adapter: name, isSoftware },
    isLost: false,
    process: () => Promise.reject(new Error('not asked for here')),
    recycle: () => {},
    close: async () => void closed.push(name),
  })
  const openGpu = async () => {
    if (kind === 'none') throw new SeisError('gpu', 'There is no graphics adapter')
    return engine('webgpu', kind === 'software')
  }
  return { closed, openers: { openGpu, openCpu: () => engine('cpu') } }
}

test.each([
  ['auto', 'card', 'webgpu', []],
  ['auto', 'software', 'cpu', ['webgpu']],
  ['auto', 'none', 'cpu', []],
  ['webgpu', 'card', 'webgpu', []],
  ['webgpu', 'software', 'webgpu', []],
  ['cpu', 'card', 'cpu', []],
] as const)('%s on a machine with %s: %s', async (wanted, kind, expected, closedThen) => {
  const { closed, openers } = machine(kind)
  expect((await chooseEngine(wanted, openers)).info.kind).toBe(expected)
  expect(closed).toEqual(closedThen)
})

test.each([
  ['fk-wiener', {}, 'webgpu'],
  ['fk-wiener', { quality: 'mean', patchSamples: 48 }, 'webgpu'],
  // Three quarters of it are 44 samples, which have a factor of 11.
  ['fk-wiener', { quality: 'mean', patchSamples: 60 }, 'cpu'],
  ['fk-wiener', { k: 'auto' }, 'webgpu'],
  ['auto-denoise', {}, 'webgpu'],
  ['auto-denoise', { robust: 'safe' }, 'webgpu'],
  ['wavelet-denoise', { k: 'auto' }, 'webgpu'],
  ['fk-wiener', { robust: 'safe' }, 'webgpu'],
  ['fk-wiener', { robust: 'safe', k: 'auto' }, 'webgpu'],
  ['fk-wiener', { robust: 'safe', patchSamples: 44 }, 'cpu'],
] as const)('auto takes a card for what has kernels: %s %o', async (process, values, expected) => {
  const recipe = recipeOf(defaultStep(definitionOf(process), values))
  expect((await chooseEngine('auto', machine('card').openers, recipe)).info.kind).toBe(expected)
})

test('webgpu without an adapter says so', async () => {
  await expect(chooseEngine('webgpu', machine('none').openers)).rejects.toMatchObject({ code: 'gpu' })
})
