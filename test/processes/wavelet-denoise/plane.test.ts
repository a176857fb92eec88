/*
 * The transform plane of a trace: its magnitudes are those of the transform's coefficients, every one once; its gains make of
 * them what the step makes of the trace, and are 1 or 0 just where a hard threshold says so; counts are those of the gains;
 * all energy of one coefficient's inverse lies in the support of its cell, and most about the cell. Control: another k
 * has other gains and the same magnitudes.
 */
import { describe, expect, it } from 'vitest'
import type { ParamValue } from '../../../src/core/recipe.ts'
import { cellSamples, fateOf, noCounts } from '../../../src/core/transform-plane.ts'
import { NO_EXTRA_HEAP } from '../../../src/dsp/wavelet-plan.ts'
import { NODE_LEAF } from '../../../src/dsp/wpt.ts'
import { planeOf } from '../../../src/processes/methods.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { bandPlaces } from '../../../src/processes/wavelet-denoise/band-places.ts'
import { waveletDenoise, waveletDenoiseParams } from '../../../src/processes/wavelet-denoise/params.ts'
import { tracePlan } from '../../../src/processes/wavelet-denoise/trace-plan.ts'
import { expectArraysClose } from '../../compare-arrays.ts'
import { makeGather, traceOf } from '../../gathers.ts'
import { runTwin } from '../../run-twin.ts'

const [N, TRACES, TRACE] = [150, 9, 2]
const gather = makeGather(N, TRACES)
const stepWith = (values: Record<string, ParamValue>) => defaultStep(waveletDenoise, { level: 3, k: 2, ...values })
const planOf = (step: ReturnType<typeof stepWith>) => tracePlan(waveletDenoiseParams(step), N, NO_EXTRA_HEAP)
const planeWith = (step: ReturnType<typeof stepWith>) => {
  const found = planeOf({ gather, trace: TRACE, step, sampleIntervalMs: 2 })
  return { ...found, trace: TRACE, startTrace: 0, endTrace: TRACES }
}

/** The coefficients in the order of the plane's bands, with where each lies in the plan. */
function coefficientsOf(step: ReturnType<typeof stepWith>) {
  const plan = planOf(step)
  plan.transform.signal.set(traceOf(gather.samples, TRACES, TRACE))
  plan.transform.forward()
  const { bands } = planeWith(step)
  const isTree = step['bestBasis'] === true
  const places = bands.flatMap(({ name, nCells }, at) => {
    const node = Number.parseInt(`0${name.replaceAll('a', '0').replaceAll('d', '1')}`, 2)
    const band = step['transform'] === 'wpt' ? (isTree ? 2 ** name.length - 1 : 0) + node : at
    const { shift } = bandPlaces(waveletDenoiseParams(step), N, plan)[band]!
    return Array.from(
      { length: nCells },
      (_, i) => plan.bands[band]!.start + ((((i + shift) % nCells) + nCells) % nCells),
    )
  })
  return { plan, places, values: places.map((place) => plan.transform.coefficients[place]!) }
}

describe.each([
  { transform: 'dwt', rule: 'hard' },
  { transform: 'dwt', rule: 'soft', sigma: 'level', wavelet: 'bior2.4' },
  { transform: 'swt', rule: 'garrote' },
  { transform: 'swt', rule: 'soft', sigma: 'spatial', aperture: 5 },
  { transform: 'wpt', rule: 'hard' },
  { transform: 'wpt', rule: 'soft', bestBasis: true, sigma: 'spatial' },
])('%j', (values) => {
  const step = stepWith(values)
  const plane = planeWith(step)
  const { plan, places, values: coefficients } = coefficientsOf(step)

  it('has the coefficients of the transform, and of the step what it makes of them', () => {
    expect(new Set(places).size).toBe(places.length)
    expect([...plane.magnitudes]).toEqual(coefficients.map((value) => Math.fround(Math.abs(value))))
    const states = new Uint8Array(plan.bands.length + 1)
    plan.choose?.(states, 0)
    const isShrunk = new Float64Array(plan.transform.nCoefficients)
    places.forEach((place, at) => {
      isShrunk[place] = coefficients[at]! * plane.gains[at]!
    })
    if (plan.choose === null) {
      plan.transform.coefficients.set(isShrunk)
      plan.transform.inverse()
      // Two roundings to float32 a sample: of the gain, and of what the step writes.
      const expected = traceOf(runTwin(gather, step), TRACES, TRACE)
      expectArraysClose(plan.transform.signal, expected, { relativeToMax: 5e-7 })
    } else {
      const inBasis = plan.bands.flatMap(({ start, length }, band) =>
        states[band + 1] === NODE_LEAF ? Array.from({ length }, (_, i) => start + i) : [],
      )
      expect(places.toSorted((a, b) => a - b)).toEqual(inBasis)
    }
  })

  it('counts the cells that the rule looks at', () => {
    const counts = noCounts()
    for (const { first, nCells, isRuled } of plane.bands) {
      for (const gain of plane.gains.subarray(first, first + nCells)) if (isRuled) counts[fateOf(gain)]++
      if (!isRuled) expect(plane.gains.subarray(first, first + nCells).every((gain) => gain === 1)).toBe(true)
    }
    expect(plane.counts).toEqual(counts)
    expect(counts.zeroed).toBeGreaterThan(0)
    expect(step['rule'] === 'hard' ? counts.shrunk : counts.kept).toBe(0)
    const lower = planeWith({ ...step, k: 0.5 })
    if (step['bestBasis'] !== true) expect(lower.magnitudes).toEqual(plane.magnitudes)
    expect(lower.counts.zeroed).toBeLessThan(counts.zeroed)
  })

  it('has cells that lie side by side, from below to above the trace', () => {
    for (const { start, step: width, nCells } of plane.bands) {
      expect(start).toBeLessThan(width)
      expect(start + nCells * width).toBeGreaterThan(N - width)
    }
    const edges = plane.bands.flatMap(({ from, to }) => [from, to])
    expect(edges).toEqual(edges.toSorted((a, b) => a - b))
    expect(plane.bands.at(-1)!.highHz).toBe(250)
  })

  it('has the inverse of a coefficient in the support of its cell, most of it about the cell', () => {
    if (plan.choose !== null) return
    for (const [band, { first, nCells, step: width, start }] of plane.bands.entries()) {
      const index = Math.floor(nCells / 2)
      plan.transform.coefficients.fill(0)
      plan.transform.coefficients[places[first + index]!] = 1
      plan.transform.inverse()
      const energies = Array.from(plan.transform.signal, (value) => value * value)
      const energy = energies.reduce((sum, value) => sum + value, 0)
      const { startSample, endSample } = cellSamples(plane, { band, index })
      const outside = energies.filter((_, i) => i < startSample || i >= endSample)
      expect(outside.reduce((sum, value) => sum + value, 0)).toBeLessThan(1e-24 * energy)
      const centre = energies.reduce((sum, value, i) => sum + (i + 0.5) * value, 0) / energy
      const scale = step['transform'] === 'swt' ? 2 ** Number(plane.bands[band]!.name.slice(1)) : width
      expect(Math.abs(centre - (start + (index + 0.5) * width))).toBeLessThan(0.5 * scale)
    }
  })
})
