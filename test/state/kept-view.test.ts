/**
 * Plan: what is kept comes back as it was; a value of another version, another kind or out of its range is left out and
 * the others stay; text that is no JSON object gives nothing. Control case: the first view comes back whole.
 */
import { expect, test } from 'vitest'
import { keptViewText, parseKeptView } from '../../src/state/kept-view.ts'
import { INITIAL_VIEW, INSPECTOR_WIDTH_PX } from '../../src/state/view.ts'

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
  const { layout, noiseShows, viewport, tool, window, cursor, amplitudes, canvasGeneration, panelWidthPx, ...kept } =
    view
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
    inspectorWidthPx: INSPECTOR_WIDTH_PX.max + 1,
    headerStripHeightPx: null,
    cursor: { sample: 1, trace: 1 },
  })
  expect(parseKeptView(text)).toEqual({ isInspectorOpen: false, headerStripHeightPx: null })
})

test.each(['', 'null', '3', '[1]', '"text"', '{'])('%j gives nothing', (text) => {
  expect(parseKeptView(text)).toEqual({})
})
