// Plan: what a panel shows never leaves the gather and never gets closer than 4 x 4; the point under the cursor
// stays there while zooming; pixels and data convert both ways. Each rule is tried by hand and on random cases.
// Control: tiny gathers (1 x 1) obey the same rules.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  clampViewport,
  fitViewport,
  isFitted,
  MIN_VISIBLE,
  panViewport,
  sampleAt,
  toData,
  toPixel,
  type Viewport,
  zoomViewport,
} from '../../src/panels/viewport.ts'

const gather = { nSamples: 1600, nTraces: 3000 }
const panel = { width: 350, height: 550 }
const part: Viewport = { startSample: 200, endSample: 600, startTrace: 1000, endTrace: 1400 }

const extents = fc.record({ nSamples: fc.integer({ min: 1, max: 5000 }), nTraces: fc.integer({ min: 1, max: 5000 }) })
const fractions = fc.double({ min: 0, max: 1, noNaN: true })

function expectInside(viewport: Viewport, extent: { nSamples: number; nTraces: number }): void {
  for (const [start, end, count] of [
    [viewport.startSample, viewport.endSample, extent.nSamples],
    [viewport.startTrace, viewport.endTrace, extent.nTraces],
  ] as const) {
    expect(start).toBeGreaterThanOrEqual(0)
    // Rounding of start + length in double precision.
    expect(end).toBeLessThanOrEqual(count * (1 + 1e-12))
    expect(end - start).toBeGreaterThanOrEqual(Math.min(MIN_VISIBLE, count) * (1 - 1e-9))
  }
}

describe('zoom', () => {
  test('keeps the data point under the cursor', () => {
    const at = toData(part, panel, 100, 400)
    const closer = zoomViewport(part, gather, at, 2)
    expect(closer.endSample - closer.startSample).toBeCloseTo(200, 9)
    expect(closer.endTrace - closer.startTrace).toBeCloseTo(200, 9)
    const point = toPixel(closer, panel, at)
    expect(point.x).toBeCloseTo(100, 9)
    expect(point.y).toBeCloseTo(400, 9)
  })

  test('of one axis leaves the other as it was', () => {
    const at = toData(part, panel, 10, 10)
    expect(zoomViewport(part, gather, at, 2, 'time')).toMatchObject({ startTrace: 1000, endTrace: 1400 })
    expect(zoomViewport(part, gather, at, 2, 'traces')).toMatchObject({ startSample: 200, endSample: 600 })
  })

  test('out ends at exactly the whole gather', () => {
    const out = zoomViewport(part, gather, toData(part, panel, 0, 550), 1 / 100)
    expect(out).toEqual(fitViewport(gather))
    expect(isFitted(out, gather)).toBe(true)
    expect(isFitted(part, gather)).toBe(false)
  })

  test('in ends at four samples and four traces, still at the cursor', () => {
    const at = { sample: 300.5, trace: 1100.25 }
    const closest = zoomViewport(part, gather, at, 1e6)
    expect(closest.endSample - closest.startSample).toBeCloseTo(4, 9)
    expect(closest.endTrace - closest.startTrace).toBeCloseTo(4, 9)
    expect(toPixel(closest, panel, at).x).toBeCloseTo(toPixel(part, panel, at).x, 6)
  })

  test('and pan by any amount stay inside any gather', () => {
    fc.assert(
      fc.property(
        extents,
        fc.array(fc.record({ x: fractions, y: fractions, zoom: fc.double({ min: 0.1, max: 10, noNaN: true }) })),
        (extent, moves) => {
          let viewport = fitViewport(extent)
          for (const { x, y, zoom } of moves) {
            const at = toData(viewport, { width: 1, height: 1 }, x, y)
            viewport = zoomViewport(viewport, extent, at, zoom)
            expectInside(viewport, extent)
            viewport = panViewport(viewport, extent, (x - 0.5) * extent.nSamples, (y - 0.5) * extent.nTraces)
            expectInside(viewport, extent)
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('pan', () => {
  test('moves and stops at the border at the same zoom', () => {
    expect(panViewport(part, gather, 100, -200)).toEqual({
      startSample: 300,
      endSample: 700,
      startTrace: 800,
      endTrace: 1200,
    })
    expect(panViewport(part, gather, -1e9, 1e9)).toEqual({
      startSample: 0,
      endSample: 400,
      startTrace: 2600,
      endTrace: 3000,
    })
  })
})

describe('clamp', () => {
  test('a view of a longer gather fits a shorter one', () => {
    expect(clampViewport(part, { nSamples: 500, nTraces: 90 })).toEqual({
      startSample: 100,
      endSample: 500,
      startTrace: 0,
      endTrace: 90,
    })
    expect(clampViewport(part, gather)).toEqual(part)
  })

  test('a gather of one sample is shown whole', () => {
    const one = { nSamples: 1, nTraces: 1 }
    expect(zoomViewport(fitViewport(one), one, { sample: 0.5, trace: 0.5 }, 8)).toEqual(fitViewport(one))
  })

  test('a view that is too small grows about its centre', () => {
    const narrow = { startSample: 300, endSample: 700, startTrace: 50, endTrace: 51 }
    expect(clampViewport(narrow, gather)).toEqual({ ...narrow, startTrace: 48.5, endTrace: 52.5 })
  })
})

describe('places', () => {
  test('toPixel undoes toData', () => {
    fc.assert(
      fc.property(fractions, fractions, (x, y) => {
        const point = toPixel(part, panel, toData(part, panel, x * 350, y * 550))
        expect(point.x).toBeCloseTo(x * 350, 6)
        expect(point.y).toBeCloseTo(y * 550, 6)
      }),
    )
  })

  test('every sample owns [i, i + 1) and nothing lies outside', () => {
    expect(sampleAt(gather, { sample: 0, trace: 2999.999 })).toEqual({ sample: 0, trace: 2999 })
    expect(sampleAt(gather, { sample: 1600, trace: 0 })).toBeNull()
    expect(sampleAt(gather, { sample: 3, trace: -0.001 })).toBeNull()
  })
})
