/**
 * Plan: a gather that is picked is run with the recipe of the batch, not with the one in hand; a newer pick ends the one before;
 * what cannot be read or computed says why; without an engine that is said; a new batch takes it away. Loans are in turn.
 */
import { expect, it } from 'vitest'
import { inTurn } from '../../src/app/in-turn.ts'
import { createPickedController, type PickedParts } from '../../src/app/picked-controller.ts'
import type { BatchRequest } from '../../src/core/batch.ts'
import { SeisError } from '../../src/core/errors.ts'
import type { PreviewEngine, PreviewRun } from '../../src/engine/preview.ts'
import { freshRun } from '../../src/state/batch.ts'
import { createStores } from '../../src/state/stores.ts'
import { makeGather } from '../gathers.ts'

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

function setUp(change: Partial<PickedParts> = {}) {
  const stores = createStores()
  const recipe = { format: 'seisproc-recipe/1', name: 'Of the batch', steps: [] } as const
  stores.batch.setState(({ form }) => ({ ran: { ...form, recipe } satisfies BatchRequest }))
  const gather = makeGather(8, 6)
  const ran: string[] = []
  const engine = {
    load: async () => {},
    run: async ({ name }: { name: string }, signal: AbortSignal) => {
      await settle()
      signal.throwIfAborted()
      ran.push(name)
      return {} as PreviewRun
    },
    copyAfter: async () => gather,
  } as unknown as PreviewEngine
  const { actions } = createPickedController(stores, {
    borrow: (work) => work({ engine, gather, gain: null }),
    readHeaders: async () => ({}),
    readGather: async (index) => {
      if (index === 3) throw new SeisError('corrupt-chunk', 'The chunk cannot be decoded')
      return { ...gather, index }
    },
    currentTheme: () => 'dark',
    ...change,
  })
  return { stores, actions, ran, picked: () => stores.batch.getState().picked }
}

it('runs the recipe of the batch on the newest pick', async () => {
  const { stores, actions, ran, picked } = setUp()
  actions.pickGather(1)
  actions.pickGather(2)
  expect(picked()).toEqual({ gather: 2, status: 'working', reason: '' })
  await settle()
  await settle()
  await settle()
  expect(picked()).toEqual({ gather: 2, status: 'done', reason: '' })
  expect(ran).toEqual(['Of the batch'])
  stores.batch.setState(freshRun())
  expect(picked()).toBeNull()
})

it('says why there is no picture', async () => {
  const { actions, picked } = setUp()
  actions.pickGather(3)
  await settle()
  expect(picked()).toEqual({ gather: 3, status: 'failed', reason: 'The chunk cannot be decoded' })
  const none = setUp({ borrow: async () => {} })
  none.actions.pickGather(1)
  await settle()
  expect(none.picked()).toMatchObject({ status: 'failed', reason: 'No engine is ready' })
})

it('calls in turn begin after the one before has ended', async () => {
  const log: string[] = []
  const call = inTurn(async (name: string) => {
    log.push(`${name} begins`)
    await settle()
    log.push(`${name} ends`)
    if (name === 'a') throw new Error('a failed')
  })
  const first = call('a')
  const second = call('b')
  await expect(first).rejects.toThrow('a failed')
  await second
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
})
