/**
 * Plan: sizes of regions are kept by dataset and come back with it, others stay when one is set or given back; without a
 * dataset none are kept; restoring the layout takes away sizes, tables and open analyses, and leaves what is looked at.
 * The rest of the view outlives the tab whatever the dataset.
 */
import { beforeEach, expect, test, vi } from 'vitest'
import { createViewActions, restoreView } from '../../src/app/view-controller.ts'
import type { DatasetInfo } from '../../src/core/dataset.ts'
import { createStores } from '../../src/state/stores.ts'

beforeEach(() => {
  const texts = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
  })
})

const datasetNamed = (name: string) => ({ name, nSamples: 8, nTraces: 6, gathers: { nGathers: 2 } }) as DatasetInfo

/** A page in a tab of its own. */
function setUp() {
  const stores = createStores()
  const actions = createViewActions(stores, () => {})
  restoreView(stores)
  const open = (name: string | null): void =>
    stores.session.setState({ dataset: name === null ? null : datasetNamed(name) })
  return { actions, open, view: stores.view.getState, stores }
}

test('a dataset comes back with its sizes, in another tab too, and no other has them', () => {
  const { actions, open, view } = setUp()
  actions.setRegionSize('inspector', 400)
  expect(view().sizes).toEqual({ inspector: 400 })
  open('first')
  expect(view().sizes).toEqual({})
  actions.setRegionSize('inspector', 410)
  actions.setRegionSize('navigator', 90)
  actions.setRegionSize('inspector', null)
  open('second')
  expect(view().sizes).toEqual({})
  open(null)
  const again = setUp()
  again.open('first')
  expect(again.view().sizes).toEqual({ navigator: 90 })
})

test('the layout is restored, for good, and what is looked at stays', () => {
  const { actions, open, view } = setUp()
  open('first')
  actions.setRegionSize('navigator', 90)
  actions.setAnalysisOpen('plane', true)
  actions.setInspectorOpen(false)
  actions.setLayout('noise')
  actions.toggleTable('stages')
  actions.toggleTable('course')
  actions.toggleTable('stages')
  expect(view().tables).toEqual(['course'])
  actions.setNoiseGain(4)
  actions.restoreLayout()
  const restored = { sizes: {}, tables: [], isPlaneOpen: null, isInspectorOpen: true, layout: 'three', noiseGain: 4 }
  expect(view()).toMatchObject(restored)
  const again = setUp()
  again.open('first')
  expect(again.view()).toMatchObject(restored)
})

test.each([
  [49, 50],
  [50, 50],
  [100, 100],
  [101, 100],
])('a clip of %d percent is %d', (given, percent) => {
  const { actions, view } = setUp()
  actions.setClipPercentile(given)
  expect(view().clipPercentile).toBe(percent)
})

test('a window is brought inside the gather, and taken away', () => {
  const { actions, stores, view } = setUp()
  stores.gather.setState({ nSamples: 8, nTraces: 6 })
  actions.setWindow({ startSample: -3, endSample: 40, startTrace: 4, endTrace: 9 })
  const { startSample, endSample, startTrace, endTrace } = view().window!
  expect([startSample, endTrace]).toEqual([0, 6])
  expect(endSample).toBeLessThanOrEqual(8)
  expect(startTrace).toBeLessThan(endTrace)
  actions.setWindow(null)
  expect(view().window).toBeNull()
})
