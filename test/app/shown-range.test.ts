// Plan: the range in view is the viewport, or the whole gather, with the places that are its own: those of the next gather
// wait until that is shown, and the last ones stay until then. A change of places is told. Another gather keeps the
// viewport inside. Control: without true spacing there are no places.
import { expect, test } from 'vitest'
import { createShownRange } from '../../src/app/shown-range.ts'
import type { Gather } from '../../src/core/gather.ts'
import { placeTraces } from '../../src/panels/trace-places.ts'
import { createStores } from '../../src/state/stores.ts'

function gatherOf(index: number): Gather {
  const samples = new Float32Array(12)
  return { index, startTrace: 3 * index, sampleIntervalMs: 2, nSamples: 4, nTraces: 3, samples, missingChunks: [] }
}

function placementAt(index: number) {
  return { startTrace: 3 * index, nTraces: 3, places: placeTraces(Float64Array.of(0, 1, 3 + index)) }
}

test('places are those of the gather that is shown', () => {
  const stores = createStores()
  const [first, second] = [gatherOf(0), gatherOf(1)]
  let shown: Gather | null = first
  let changes = 0
  const range = createShownRange(
    stores,
    () => shown,
    () => changes++,
  )
  const [placement, next] = [placementAt(0), placementAt(1)]
  stores.gather.setState({ placement })
  expect(changes).toBe(1)
  expect(range.of(first)).toEqual({ startSample: 0, endSample: 4, startTrace: 0, endTrace: 3 })
  stores.view.setState({ isTrueSpacing: true })
  expect(range.of(first).places).toBe(placement.places)
  stores.gather.setState({ placement: next })
  expect(changes, 'of a gather that is not there').toBe(1)
  expect(range.of(first).places).toBe(placement.places)
  shown = second
  expect(range.of(second).places).toBe(next.places)
  stores.gather.setState({ placement: null })
  expect(changes).toBe(2)
  expect(range.of(second).places).toBeUndefined()
  stores.gather.setState({ placement: { ...next, places: 'unordered' } })
  expect(range.of(second).places).toBeUndefined()
})

test('another gather keeps the viewport inside', () => {
  const stores = createStores()
  const range = createShownRange(
    stores,
    () => null,
    () => {},
  )
  stores.view.setState({ viewport: { startSample: 0, endSample: 2, startTrace: 2.5, endTrace: 3.5 } })
  stores.view.setState({ isTrueSpacing: true })
  range.keepInside({ ...gatherOf(0), nSamples: 100, nTraces: 10 })
  expect(stores.view.getState().viewport).toMatchObject({ startTrace: 2.5, endTrace: 3.5, endSample: 4 })
  range.keepInside(gatherOf(0))
  expect(stores.view.getState().viewport).toEqual({ startSample: 0, endSample: 4, startTrace: 2, endTrace: 3 })
})
