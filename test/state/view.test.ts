/*
 * Plan: the small rules of the view: which colour map is in force, how gains step and stop, how flipping goes round.
 */
import { describe, expect, it } from 'vitest'
import {
  colourMapOf,
  flippedLayout,
  INITIAL_VIEW,
  nextColourMap,
  nextWiggle,
  steppedNoiseGain,
  wholeRange,
} from '../../src/state/view.ts'

describe('colour map', () => {
  it('follows the theme until the user chooses', () => {
    expect(colourMapOf(INITIAL_VIEW, 'dark')).toBe('grey')
    expect(colourMapOf(INITIAL_VIEW, 'light')).toBe('blue-white-red')
    expect(colourMapOf({ ...INITIAL_VIEW, colourMap: 'grey' }, 'light')).toBe('grey')
  })

  it('goes round', () => {
    expect(nextColourMap('grey')).toBe('blue-white-red')
    expect(nextColourMap('blue-orange-dark')).toBe('grey')
  })
})

it('wiggles go round: off, line, area', () => {
  expect([nextWiggle('off'), nextWiggle('line'), nextWiggle('area')]).toEqual(['line', 'area', 'off'])
})

describe('noise gain', () => {
  it('steps 1, 2, 4, 8 and stops at the ends', () => {
    expect(steppedNoiseGain(1, 1)).toBe(2)
    expect(steppedNoiseGain(8, 1)).toBe(8)
    expect(steppedNoiseGain(1, -1)).toBe(1)
  })
})

describe('flip', () => {
  it('exchanges Before and After in place', () => {
    expect(flippedLayout('three', false)).toBe('after')
    expect(flippedLayout('after', false)).toBe('before')
    expect(flippedLayout('before', false)).toBe('after')
    expect(flippedLayout('noise', false)).toBe('before')
  })

  it('cycles through Noise with Shift', () => {
    expect(flippedLayout('before', true)).toBe('after')
    expect(flippedLayout('after', true)).toBe('noise')
    expect(flippedLayout('noise', true)).toBe('before')
  })
})

it('the whole gather is a half-open range', () => {
  expect(wholeRange(1000, 480)).toEqual({ startSample: 0, endSample: 1000, startTrace: 0, endTrace: 480 })
})
