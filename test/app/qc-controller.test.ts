/*
 * Plan: every gather is read once, in order, and its level kept; what the user loads goes first, and the read in hand begins
 * again after it; stopped, it goes on where it was, also in another session of the same dataset; a gather that cannot be read
 * is listed and the rest found; bookmarks are kept; another dataset ends it. A header to go by is read once.
 */
import { expect, test } from 'vitest'
import type { KeptQc } from '../../src/app/kept-qc.ts'
import { createQcController, type QcParts } from '../../src/app/qc-controller.ts'
import { SeisError } from '../../src/core/errors.ts'
import { createStores } from '../../src/state/stores.ts'
import { MemorySource } from '../memory-source.ts'

const N_GATHERS = 6
const spans = Array.from({ length: N_GATHERS }, (_, i) => [i, i + 1] as const)
const info = { ...new MemorySource({ nSamples: 2, nTraces: N_GATHERS, spans }).info, headerNames: ['offset'] }
const OFFSETS = Float64Array.of(6, 5, 4, 3, 2, 1)
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

/** `whenRead` runs while a gather is being read. */
function setUp(whenRead: (gather: number) => unknown = () => {}, known = new Map<string, KeptQc>()) {
  const stores = createStores()
  const reads: number[] = []
  const readRms: QcParts['readRms'] = async (gather, signal) => {
    reads.push(gather)
    await whenRead(gather)
    if (signal.aborted) throw new SeisError('cancelled', 'Stopped')
    return gather + 1
  }
  const headersRead: string[] = []
  const readHeaderKey = async (header: string) => {
    headersRead.push(header)
    await Promise.resolve()
    return OFFSETS
  }
  const actions = createQcController(stores, {
    readRms,
    readHeaderKey,
    kept: { get: async (key) => known.get(key), put: async (qc) => void known.set(qc.key, qc) },
    keyOf: async ({ name }) => name,
    now: () => 0,
  })
  stores.session.setState({ dataset: info })
  return { stores, reads, headersRead, known, actions, qc: () => stores.qc.getState() }
}

test('every gather is read once and kept', async () => {
  const { actions, qc, reads, known } = setUp()
  expect([...qc().rms]).toEqual(spans.map(() => Number.NaN))
  actions.computeQc()
  expect(qc().isComputing).toBe(true)
  await settle()
  expect(reads).toEqual([0, 1, 2, 3, 4, 5])
  expect([...qc().rms]).toEqual([1, 2, 3, 4, 5, 6])
  expect(qc().isComputing).toBe(false)
  expect([...(known.get(info.name)?.rms ?? [])]).toEqual([1, 2, 3, 4, 5, 6])
})

test('what the user loads goes first', async () => {
  let loads = true
  const { actions, qc, reads, stores } = setUp((gather) => {
    if (gather !== 2 || !loads) return
    loads = false
    stores.gather.setState({ isLoading: true })
  })
  actions.computeQc()
  await settle()
  expect(reads).toEqual([0, 1, 2])
  stores.gather.setState({ isLoading: false })
  await settle()
  expect(reads).toEqual([0, 1, 2, 2, 3, 4, 5])
  expect([...qc().rms]).toEqual([1, 2, 3, 4, 5, 6])
})

test('stopped, it goes on where it was', async () => {
  const first = setUp((gather) => gather === 3 && first.actions.stopQc())
  first.actions.computeQc()
  await settle()
  expect(first.qc()).toMatchObject({ isComputing: false, failed: [] })
  const again = setUp(undefined, first.known)
  await settle()
  expect([...again.qc().rms]).toEqual([1, 2, 3, Number.NaN, Number.NaN, Number.NaN])
  again.actions.computeQc()
  await settle()
  expect(again.reads).toEqual([3, 4, 5])
})

test('a gather that cannot be read is listed, and the rest found', async () => {
  const { actions, qc } = setUp((gather) => {
    if (gather === 1) throw new SeisError('corrupt-chunk', 'Chunk 0.1 is 12 bytes short')
  })
  actions.computeQc()
  await settle()
  expect(qc().failed).toEqual([1])
  expect([...qc().rms]).toEqual([1, Number.NaN, 3, 4, 5, 6])
})

test('bookmarks and the order are kept with the dataset, and another dataset has its own', async () => {
  const { actions, qc, known, stores } = setUp()
  actions.toggleBookmark(4)
  actions.toggleBookmark(2)
  await settle()
  expect(qc().bookmarks).toEqual([2, 4])
  actions.setGatherOrder('cdp')
  await settle()
  expect(known.get(info.name)).toMatchObject({ bookmarks: [2, 4], order: 'cdp' })
  stores.session.setState({ dataset: { ...info, name: 'another' } })
  await settle()
  expect(qc()).toMatchObject({ bookmarks: [], order: null })
})

test('another dataset ends it', async () => {
  const { actions, qc, reads, stores } = setUp((gather) => {
    if (gather === 2) stores.session.setState({ dataset: null })
  })
  actions.computeQc()
  await settle()
  expect(reads).toEqual([0, 1, 2])
  expect(qc()).toMatchObject({ isComputing: false, bookmarks: [] })
  expect(qc().rms).toHaveLength(0)
})

test('a header to go by is read once, and again where the dataset is opened with that order', async () => {
  const first = setUp()
  first.actions.setGatherOrder('offset')
  expect(first.qc().headerInHand).toBe('offset')
  await settle()
  expect(first.qc()).toMatchObject({ order: 'offset', headerInHand: null, headerKeys: { offset: OFFSETS } })
  first.actions.readHeaderKey('offset')
  first.actions.readHeaderKey('another')
  await settle()
  expect(first.headersRead).toEqual(['offset'])
  const again = setUp(undefined, first.known)
  await settle()
  expect(again.headersRead).toEqual(['offset'])
  expect(again.qc()).toMatchObject({ order: 'offset', headerKeys: { offset: OFFSETS } })
})
