/**
 * Plan: tiles as pure data. They cover every trace once, in order, never exceed the capacity, start at multiples of the
 * step and carry the halo except at the ends of the gather; too small a capacity is refused; what is kept is counted.
 */
import { expect, test } from 'vitest'
import { keptBytesOf, tileCapacity, tileTraces } from '../../src/processes/tiling.ts'

test('one tile without a halo when all fit', () => {
  expect(tileTraces(100, 100, 15)).toEqual([{ startTrace: 0, endTrace: 100, haloStartTrace: 0, haloEndTrace: 100 }])
})

test.each([
  [101, 100, 15, 1],
  [1000, 37, 3, 1],
  [1000, 31, 15, 1],
  [10, 3, 1, 1],
  [7, 1, 0, 1],
  [101, 100, 15, 2],
  [1001, 38, 3, 2],
  [1000, 33, 15, 2],
  [7, 2, 0, 2],
])('%i traces by %i with a halo of %i in steps of %i', (nTraces, capacity, halo, step) => {
  const tiles = tileTraces(nTraces, capacity, halo, step)!
  expect(tiles[0]!.startTrace).toBe(0)
  expect(tiles.at(-1)!.endTrace).toBe(nTraces)
  tiles.forEach((tile, index) => {
    if (index > 0) expect(tile.startTrace).toBe(tiles[index - 1]!.endTrace)
    expect(tile.startTrace % step).toBe(0)
    expect(tile.endTrace).toBeGreaterThan(tile.startTrace)
    expect(tile.haloEndTrace - tile.haloStartTrace).toBeLessThanOrEqual(capacity)
    expect(tile.haloStartTrace).toBe(Math.max(0, tile.startTrace - halo))
    expect(tile.haloEndTrace).toBe(Math.min(nTraces, tile.endTrace + halo))
  })
})

test('no room for a step between its halos', () => {
  expect(tileTraces(100, 30, 15)).toBeNull()
  expect(tileTraces(100, 31, 15, 2)).toBeNull()
  expect(tileTraces(100, 0, 0)).toBeNull()
})

test('what is kept is counted with the halos of all tiles', () => {
  const buffers = [
    { name: 'a', bytesPerTrace: 100, isKept: true },
    { name: 'b', bytesPerTrace: 300, isKept: false },
    { name: 'c', bytesPerTrace: 7, isKept: true },
  ]
  expect(keptBytesOf({ buffers, tiles: tileTraces(10, 10, 2)! })).toBe(10 * 107)
  expect(keptBytesOf({ buffers, tiles: tileTraces(10, 9, 2)! })).toBe((10 + 4) * 107)
})

test('the capacity is bounded by the largest buffer, by all together and by the dispatch', () => {
  const buffers = [
    { name: 'a', bytesPerTrace: 100, isKept: true },
    { name: 'b', bytesPerTrace: 300, isKept: false },
  ]
  const ample = { bindingBytes: 1e9, tileBytes: 1e9, workgroupsPerDimension: 65535 }
  expect(tileCapacity(buffers, { ...ample, bindingBytes: 3000 })).toBe(10)
  expect(tileCapacity(buffers, { ...ample, tileBytes: 3000 })).toBe(7)
  expect(tileCapacity(buffers, { ...ample, workgroupsPerDimension: 2 })).toBe(128)
})
