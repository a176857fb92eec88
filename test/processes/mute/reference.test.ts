/*
 * Plan: the golden gathers are met by test/engine/cpu-reference-cases.test.ts. Here: what lies outside mute and taper keeps
 * its bits, whatever the span; a mute is on both sides of its time what the other mode is not; its ends (taper of none
 * and one, later than the trace); and the errors of missing and broken offsets.
 */
import { describe, expect, it } from 'vitest'
import type { ParamValue } from '../../../src/core/recipe.ts'
import { mute } from '../../../src/processes/mute/params.ts'
import { muteReference } from '../../../src/processes/mute/reference.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { expectSameBits } from '../../compare-arrays.ts'
import { makeGather, traceOf } from '../../gathers.ts'
import { runPasses } from '../../run-twin.ts'

/** At 1000 m/s and 2 ms: the mute begins at sample 0, 3, 5 and 50. */
const OFFSETS = [1, -6, 10.9, 100]
const gather = { ...makeGather(20, 4), headers: { offset: Float64Array.from(OFFSETS) } }

function run(values: Readonly<Record<string, ParamValue>>, of = gather, nSpans = 1): Float32Array<ArrayBuffer> {
  return runPasses(muteReference, of, defaultStep(mute, { velocity: 1000, taperSamples: 4, ...values }), nSpans)
}

/** What one trace was multiplied by. */
const factors = (samples: Float32Array, trace: number) => {
  const before = traceOf(gather.samples, 4, trace)
  return [...traceOf(samples, 4, trace)].map((sample, i) => Math.round((1000 * sample) / before[i]!) / 1000 + 0)
}
const ones = (n: number) => new Array(n).fill(1)
const zeros = (n: number) => new Array(n).fill(0)

describe('mute', () => {
  it('of the top fades in after its time', () => {
    const samples = run({ mode: 'top' })
    expect(factors(samples, 0)).toEqual(ones(20))
    expect(factors(samples, 1)).toEqual([...zeros(3), 0, 0.25, 0.75, 1, ...ones(13)])
    expect(factors(samples, 2)).toEqual([...zeros(5), 0, 0.25, 0.75, 1, ...ones(11)])
    expect(factors(samples, 3)).toEqual(zeros(20))
  })

  it('of the bottom fades out before its time', () => {
    const samples = run({ mode: 'bottom' })
    expect(factors(samples, 0)).toEqual(zeros(20))
    expect(factors(samples, 1)).toEqual([0.75, 0.25, 0, ...zeros(17)])
    expect(factors(samples, 2)).toEqual([1, 1, 0.75, 0.25, 0, ...zeros(15)])
    expect(factors(samples, 3)).toEqual(ones(20))
  })

  it.each([0, 1])('with a taper of %i cuts, and either mode leaves what the other takes', (taperSamples) => {
    const [top, bottom] = [run({ mode: 'top', taperSamples: 0 }), run({ mode: 'bottom', taperSamples: 0 })]
    const sum = top.map((sample, i) => (i % 4 === 0 ? sample : sample + bottom[i]!))
    expectSameBits(sum, gather.samples, 'both together')
    expect(factors(run({ mode: 'top', taperSamples }), 1).filter((factor) => factor === 0).length).toBe(
      3 + taperSamples,
    )
  })

  it('is the same in spans', () => expectSameBits(run({}, gather, 3), run({}), 'three spans'))

  it('names file, column, what was found and what was expected', () => {
    const of = (headers: Readonly<Record<string, Float64Array>>) => () =>
      run({}, { ...gather, ...{ headers } } as never)
    const place = { code: 'bad-input', where: 'headers.parquet, column offset' }
    expect(of({})).toThrow(expect.objectContaining(place))
    expect(of({})).toThrow(/found no such column, expected an offset of each trace, in m/)
    expect(of({ offset: Float64Array.of(1, 2, Number.NaN, 4) })).toThrow(/found NaN at trace 2 of the gather/)
  })
})
