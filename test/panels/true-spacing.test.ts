// Plan: all that is drawn around the pictures follows the places of the traces: ticks at round values of the header, and at
// the numbers of traces that are far enough apart, header dots, the window and its handles, cursor and zoom. Pixels read
// traces by their part in them, smooth not across a gap. Traces in view stay when their places change. Control: without
// places all is as it was (in the tests of each).
import { expect, test } from 'vitest'
import type { TracePlaces } from '../../src/core/view.ts'
import { gripAt, WHOLE_GRIP, windowEdges } from '../../src/panels/analysis-window.ts'
import { headerTicks, traceTicks } from '../../src/panels/axes.ts'
import { headerStrip } from '../../src/panels/header-strip.ts'
import { COVERAGE_WORDS, traceCoverage } from '../../src/panels/pixel-coverage.ts'
import { placeTraces } from '../../src/panels/trace-places.ts'
import {
  fitViewport,
  replacedViewport,
  sampleAt,
  toData,
  toView,
  viewExtent,
  zoomViewport,
} from '../../src/panels/viewport.ts'

/** Six places of 100 px at 100 to 225 m, the fourth empty. */
const VALUES = Float64Array.of(100, 125, 150, 200, 225)
const EXTENT = { nSamples: 20, nTraces: 5 }
const places = placeTraces(VALUES) as TracePlaces
const view = { ...fitViewport(EXTENT), places }
const PANEL = { width: 600, height: 200 }
const close = (value: number) => expect.closeTo(value, 6)

test('ticks stand at round values, in the order of the axis', () => {
  expect(headerTicks(view, 600, VALUES).map(({ label, position }) => [label, position])).toEqual([
    ['100', close(50)],
    ['120', close(130)],
    ['140', close(210)],
    ['160', close(290)],
    ['180', close(370)],
    ['200', close(450)],
    ['220', close(530)],
  ])
  const falling = VALUES.toReversed()
  const ticks = headerTicks({ ...view, places: placeTraces(falling) as TracePlaces }, 600, falling)
  expect(ticks.map(({ label }) => label)).toEqual(['220', '200', '180', '160', '140', '120', '100'])
  expect(ticks[0]?.position).toBeCloseTo(70, 6)
})

test('numbers stand at their traces, and never closer than labels may', () => {
  expect(traceTicks(view, 600).map(({ value, position }) => [value, position])).toEqual(
    [50, 150, 250, 450, 550].map((position, at) => [at + 1, close(position)]),
  )
  const crowded = Float64Array.of(0, 1, 2, 3, 3.1, 3.2, 4)
  const ticks = traceTicks({ startTrace: 0, endTrace: 7, places: placeTraces(crowded) as TracePlaces }, 400)
  expect(ticks.map(({ value }) => value)).toEqual([1, 2, 3, 4, 7])
})

test('header dots stand above their traces', () => {
  const { dots } = headerStrip(VALUES, view, 600, 48)
  expect([...dots].filter((_, at) => at % 2 === 0)).toEqual([50, 150, 250, 450, 550].map(close))
})

test('a window reaches from the start of its first trace to the end of its last', () => {
  const part = { startSample: 5, endSample: 10, startTrace: 1, endTrace: 3 }
  expect(windowEdges(part, view, PANEL)).toEqual({ left: close(100), right: close(300), top: 50, bottom: 100 })
  expect(gripAt(part, view, PANEL, { x: 250, y: 80 }, 6)).toEqual(WHOLE_GRIP)
  expect(gripAt(part, view, PANEL, { x: 303, y: 80 }, 6)).toMatchObject({ right: true, left: false })
  expect(gripAt(part, view, PANEL, { x: 330, y: 80 }, 6)).toBeNull()
})

test('the cursor reads the trace under it, and nothing in a gap', () => {
  const traceUnder = (x: number) => sampleAt(EXTENT, toView(view, PANEL, x, 55), places)?.trace
  expect([50, 299, 301, 399, 401, 599].map(traceUnder)).toEqual([0, 2, undefined, undefined, 3, 4])
  expect(toData(view, PANEL, 350, 55)).toEqual({ sample: 5.5, trace: 3 })
})

test('zoom goes as far as four traces of the usual distance, and keeps its point', () => {
  // One trace far off presses the others together.
  const far = placeTraces(Float64Array.from({ length: 40 }, (_, j) => (j < 39 ? j : 1000))) as TracePlaces
  const extent = viewExtent({ nSamples: 20, nTraces: 40 }, far)
  const at = { sample: 3, trace: far.centres[7]! }
  const zoomed = zoomViewport(fitViewport(extent), extent, at, 1e6)
  expect((zoomed.endTrace - zoomed.startTrace) / far.pitch).toBeCloseTo(4, 6)
  expect(toData({ ...zoomed, places: far }, PANEL, 600 * (far.centres[7]! / 40), 0).trace).toBeCloseTo(7.5, 6)
  expect(viewExtent(EXTENT, null)).toEqual(EXTENT)
})

test('the same traces stay in view when they get places, and lose them', () => {
  const even = { startSample: 2, endSample: 9, startTrace: 1, endTrace: 3 }
  const spaced = replacedViewport(even, places)
  expect([spaced.startTrace, spaced.endTrace]).toEqual([places.starts[1], places.ends[2]])
  expect(replacedViewport({ ...spaced, places }, null)).toMatchObject({ startTrace: close(1), endTrace: close(3) })
  const whole = replacedViewport(fitViewport(EXTENT), places)
  expect([whole.startTrace, whole.endTrace]).toEqual([0, 5])
})

test('smooth is linear between traces that touch, and constant beside a gap', () => {
  // Twelve pixels, two a place: centres a quarter from the edges of a trace.
  const { words, weights } = traceCoverage(view, 5, 12, true)
  const reads = Array.from({ length: 12 }, (_, x) => {
    const [first, count] = [words[x * COVERAGE_WORDS]!, words[x * COVERAGE_WORDS + 1]!]
    if (count === 0) return null
    return count === 1 ? first : first + weights[x * COVERAGE_WORDS + 5]!
  })
  const expected = [0, 0.25, 0.75, 1.25, 1.75, 2, null, null, 3, 3.25, 3.75, 4]
  expect(reads).toEqual(expected.map((read) => (read === null ? null : close(read))))
})

test('traces within a pixel count by their part in it', () => {
  // 1 m apart, then 0.25 m: half a place of the former has two of the latter.
  const values = Float64Array.of(0, 1, 2, 3, 4, 5, 5.25, 5.5, 5.75, 6)
  const dense = placeTraces(values) as TracePlaces
  const nPixels = 5
  const { words, weights } = traceCoverage({ ...fitViewport({ nSamples: 1, nTraces: 10 }), places: dense }, 10, nPixels)
  for (let x = 0; x < nPixels; x++) {
    const [from, to] = [(10 / nPixels) * x, (10 / nPixels) * (x + 1)]
    const parts = Array.from({ length: 10 }, (_, j) => {
      const [start, end] = [dense.starts[j]!, dense.ends[j]!]
      const inside = (p: number) => {
        const [centre, q] = [dense.centres[j]!, Math.min(end, Math.max(start, p))]
        return q < centre ? (0.5 * (q - start)) / (centre - start) : 0.5 + (0.5 * (q - centre)) / (end - centre)
      }
      return inside(to) - inside(from)
    })
    const sum = parts.reduce((total, part) => total + part)
    const found = Array.from({ length: 10 }, () => 0)
    const at = x * COVERAGE_WORDS
    for (let k = 0; k < words[at + 1]!; k++) {
      const weight = k === 0 ? 3 : k === words[at + 1]! - 1 ? 5 : 4
      found[words[at]! + k * words[at + 2]!] = weights[at + weight]!
    }
    expect(found, `pixel ${x}`).toEqual(parts.map((part) => close(part / sum)))
  }
})
