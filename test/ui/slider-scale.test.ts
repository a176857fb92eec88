/*
 * Plan: where values lie on a slider, how they read, how , and . step them, how typed text is parsed,
 * how a step is told in the chain, how the clip steps.
 */
import { describe, expect, it } from 'vitest'
import { definitionOf } from '../../src/processes/recipe.ts'
import { defaultStep, type NumberParam } from '../../src/processes/schema.ts'
import { formatCount } from '../../src/ui/format.ts'
import { numberText, parseNumber, sliderPart, steppedValue, textWithUnit } from '../../src/ui/inspector/slider-scale.ts'
import { stepName, stepSummary } from '../../src/ui/inspector/step-summary.ts'
import { steppedClip } from '../../src/ui/tune/clip-ladder.ts'

function numberParam(process: string, key: string): NumberParam {
  const param = definitionOf(process).params.find((candidate) => candidate.key === key)
  if (param?.kind !== 'number') throw new Error(`${key} is not a number`)
  return param
}

const k = numberParam('tf-denoise', 'k')
const aperture = numberParam('tf-denoise', 'aperture')
const level = numberParam('wavelet-denoise', 'level')

describe('a slider', () => {
  it('places values inside its range and clamps the rest', () => {
    expect(sliderPart(aperture, 16)).toBe(0.5)
    expect(sliderPart(k, 100)).toBe(1)
    expect(sliderPart(level, null)).toBe(0)
  })

  it('reads with the decimals of its step, and more when the value has more', () => {
    expect(numberText(k, 3)).toBe('3.0')
    expect(numberText(k, 2.45)).toBe('2.45')
    expect(textWithUnit(aperture, 9)).toBe('9 traces')
    expect(numberText(level, null)).toBe('auto')
  })

  it('steps without the dust of binary fractions and stops at the limits', () => {
    expect(steppedValue(k, 2.3, 1)).toBe(2.4)
    expect(steppedValue(k, 0.1, -1)).toBe(0.1)
    expect(steppedValue(aperture, 7, 1)).toBe(9)
    expect(steppedValue(aperture, 31, 10)).toBe(31)
    expect(steppedValue(level, null, 1)).toBe(2)
    expect(steppedValue({ ...k, autoMeans: 'the best' }, null, 1)).toBe(3.1)
  })
})

describe('typed numbers', () => {
  it('take a comma and a true minus', () => {
    expect(parseNumber(' 2,4 ')).toBe(2.4)
    expect(parseNumber('\u22123')).toBe(-3)
  })

  it('are not a number when they are none', () => {
    expect(parseNumber('')).toBeNaN()
    expect(parseNumber('three')).toBeNaN()
  })
})

describe('a step in the chain', () => {
  it('is told by its key values', () => {
    const definition = definitionOf('tf-denoise')
    expect(stepName(definition)).toBe('Time-frequency')
    expect(stepSummary(defaultStep(definition, { k: 2.4, aperture: 9 }))).toBe('k 2.4 · 9 traces · adaptive')
    expect(stepSummary(defaultStep(definitionOf('wavelet-denoise')))).toBe('db4 · k 3 · hard · plain')
    expect(stepSummary(defaultStep(definition, { aperture: 1 }))).toBe('k 3 · 1 trace · adaptive')
    const fast = defaultStep(definitionOf('mute'), { velocity: 1500 })
    expect(stepSummary(fast)).toBe(`top · ${formatCount(1500)} m/s`)
  })
})

describe('the clip ladder', () => {
  it('lowers the clip for more gain and stops at the ends', () => {
    expect(steppedClip(98, 1)).toBe(97)
    expect(steppedClip(98, -1)).toBe(99)
    expect(steppedClip(96, 1)).toBe(95)
    expect(steppedClip(80, 1)).toBe(80)
    expect(steppedClip(100, -1)).toBe(100)
  })
})
