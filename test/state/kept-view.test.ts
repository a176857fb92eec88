/**
 * Plan: what is kept comes back as it was; a value of another version, another kind or out of its range is left out and
 * the others stay; text that is no JSON object gives nothing. Control case: the first view comes back whole.
 */
import { expect, test } from 'vitest'
import { keptViewText, parseKeptView, understoodSizes } from '../../src/state/kept-view.ts'
import { INITIAL_VIEW, REGION_LIMITS_PX } from '../../src/state/view.ts'

test('what is kept comes back, and nothing else is kept', () => {
  const view = {
    ...INITIAL_VIEW,
    theme: 'light',
    colourMap: 'blue-orange',
    noiseGain: 8,
    isReversed: true,
    displayGain: 'agc-250',
    wiggle: 'area',
    isSmooth: true,
    traceAxis: 'header',
    isTrueSpacing: true,
  } as const
  const {
    sizes,
    layout,
    noiseShows,
    viewport,
    tool,
    window,
    cursor,
    amplitudes,
    canvasGeneration,
    panelWidthPx,
    ...kept
  } = view
  expect(parseKeptView(keptViewText(view))).toEqual(kept)
})

test('values that are not understood are left out', () => {
  const text = JSON.stringify({
    theme: 'sepia',
    colourMap: 'jet',
    clipPercentile: 20,
    noiseGain: 3,
    isReversed: 'yes',
    displayGain: 'agc-3',
    wiggle: true,
    isSmooth: 'cubic',
    traceAxis: 'offset',
    isTrueSpacing: 'offset',
    isInspectorOpen: false,
    tables: ['gathers', 'pie'],
    cursor: { sample: 1, trace: 1 },
  })
  expect(parseKeptView(text)).toEqual({ isInspectorOpen: false })
})

test('sizes that a region cannot have are left out', () => {
  const { max } = REGION_LIMITS_PX.inspector
  expect(understoodSizes({ inspector: max + 1, navigator: '80', headerStrip: 30, ruler: 40 })).toEqual({
    headerStrip: 30,
  })
  expect([null, undefined, 3, 'text'].map(understoodSizes)).toEqual([{}, {}, {}, {}])
})

test.each(['', 'null', '3', '[1]', '"text"', '{'])('%j gives nothing', (text) => {
  expect(parseKeptView(text)).toEqual({})
})
