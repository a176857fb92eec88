/*
 * The transform plane of a trace: its magnitudes are those of the transform, in and outside the band; the cells times their
 * gains, transformed back, are what the step makes of the trace; nothing outside the band changes; counts are those of
 * the gains. The inverse of one cell of the STFT lies in the support of the cell; a cell of the S-transform is measured
 * from its support. Control: a k that nothing lies beyond keeps all.
 */
import { describe, expect, it } from 'vitest'
import type { ParamValue } from '../../../src/core/recipe.ts'
import { cellAt, cellSamples, fateOf, noCounts } from '../../../src/core/transform-plane.ts'
import { stftPlan } from '../../../src/dsp/stft.ts'
import { stransformPlan } from '../../../src/dsp/stransform.ts'
import { planeOf } from '../../../src/processes/methods.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { tfDenoise } from '../../../src/processes/tf-denoise/params.ts'
import { expectArraysClose } from '../../compare-arrays.ts'
import { makeGather, traceOf } from '../../gathers.ts'
import { runTwin } from '../../run-twin.ts'

const [N, TRACES, TRACE] = [90, 9, 4]
const gather = makeGather(N, TRACES)
const trace = traceOf(gather.samples, TRACES, TRACE)
const base = { fminHz: 20, fmaxHz: 120, aperture: 5, k: 1.2, windowSamples: 16, hopSamples: 6 }
const planeWith = (values: Record<string, ParamValue>) => {
  const step = defaultStep(tfDenoise, { ...base, ...values })
  const found = planeOf({ gather, trace: TRACE, step, sampleIntervalMs: 2 })
  return { step, plane: { ...found, trace: TRACE, startTrace: 0, endTrace: TRACES } }
}
// Magnitudes and gains are in single precision, and so is what the step writes.
const CLOSE = { relativeToMax: 5e-7 }

/** re and im of (bin, frame), bin after bin, and the trace from such cells. */
function transformOf(name: string) {
  if (name === 'stft') {
    const plan = stftPlan({ nSamples: N, windowSamples: 16, hopSamples: 6, boundary: 'zeros' }, 2000)
    const { nBins, nFrames, nLanes, heap, signal } = plan
    const cells = { re: heap.floats(nBins * nLanes), im: heap.floats(nBins * nLanes) }
    signal.set(trace)
    plan.forward(0, nBins, cells)
    const inverse = (gainOf: (bin: number, frame: number) => number): Float64Array => {
      const weigh = (part: Float64Array) => {
        part.set(part.map((value, at) => value * gainOf(Math.floor(at / nLanes), at % nLanes)))
      }
      weigh(cells.re)
      weigh(cells.im)
      signal.fill(0)
      plan.inverse(cells, 0, nBins)
      return signal.slice()
    }
    const magnitude = (bin: number, frame: number) => Math.hypot(...at(cells, bin * nLanes + frame))
    return { nBins, nFrames, magnitude, inverse }
  }
  const plan = stransformPlan(N, 2 * (N + 4))
  const spectrum = new Float64Array(2 * plan.nBins)
  plan.forward(Float64Array.from(trace), spectrum, 0)
  const row = { re: plan.heap.floats(N), im: plan.heap.floats(N) }
  const rows = Array.from({ length: plan.nBins }, (_, bin) => {
    plan.row(bin)(spectrum, 0, row)
    return { re: row.re.slice(), im: row.im.slice() }
  })
  const inverse = (gainOf: (bin: number, frame: number) => number): Float64Array => {
    const changed = Float64Array.from(spectrum)
    rows.forEach((cells, bin) => {
      for (let j = 0; j < N; j++) {
        const [re, im] = at(cells, j)
        changed[2 * bin]! += (gainOf(bin, j) - 1) * re
        changed[2 * bin + 1]! += (gainOf(bin, j) - 1) * im
      }
    })
    const signal = new Float64Array(N)
    plan.inverse(changed, 0, signal)
    return signal
  }
  return {
    nBins: plan.nBins,
    nFrames: N,
    magnitude: (bin: number, frame: number) => Math.hypot(...at(rows[bin]!, frame)),
    inverse,
  }
}

function at({ re, im }: { readonly re: Float64Array; readonly im: Float64Array }, cell: number): [number, number] {
  return [re[cell]!, im[cell]!]
}

describe.each([
  { transform: 'stft', rule: 'adaptive' },
  { transform: 'stft', rule: 'hard', protection: 'never-inflate', timeSmoothing: 3 },
  { transform: 'stransform', rule: 'scaled', protection: 'off' },
  { transform: 'stransform', rule: 'soft' },
])('%j', (values) => {
  const { step, plane } = planeWith(values)
  const { nBins, nFrames, magnitude, inverse } = transformOf(values.transform)

  it('has the magnitudes of the transform, and of the step what it makes of them', () => {
    expect(plane.bands.map(({ nCells }) => nCells)).toEqual(new Array(nBins).fill(nFrames))
    const expected = plane.bands.flatMap((_, bin) => Array.from({ length: nFrames }, (_, f) => magnitude(bin, f)))
    expectArraysClose(plane.magnitudes, expected, { relativeToMax: 1e-7 })
    const gainOf = (bin: number, frame: number) => plane.gains[bin * nFrames + frame] ?? 0
    expectArraysClose(inverse(gainOf), traceOf(runTwin(gather, step), TRACES, TRACE), CLOSE)
  })

  it('changes and counts nothing outside the band', () => {
    const counts = noCounts()
    for (const { first, nCells, isRuled, lowHz, highHz } of plane.bands) {
      const centre = lowHz === 0 ? 0 : highHz === 250 ? 250 : (lowHz + highHz) / 2
      expect(isRuled).toBe(centre >= base.fminHz && centre <= base.fmaxHz)
      const gains = plane.gains.subarray(first, first + nCells)
      if (isRuled) for (const gain of gains) counts[fateOf(gain)]++
      else expect(gains.every((gain) => gain === 1)).toBe(true)
    }
    expect(plane.counts).toEqual(counts)
    expect(counts.kept).toBeLessThan(nFrames * plane.bands.filter(({ isRuled }) => isRuled).length)
    if (values.rule !== 'soft') expect(planeWith({ ...values, k: 90 }).plane.counts.shrunk).toBe(0)
  })
})

it('has the inverse of a cell of the STFT in the support of the cell', () => {
  const { plane } = planeWith({ transform: 'stft' })
  for (const [band, index] of [
    [3, 7],
    [5, 0],
    [8, 15],
  ] as const) {
    const alone = transformOf('stft').inverse((bin, frame) => (bin === band && frame === index ? 1 : 0))
    const { startSample, endSample } = cellSamples(plane, { band, index })
    expect(endSample - startSample).toBeLessThanOrEqual(16)
    expect(alone.slice(startSample, endSample).some((value) => value !== 0)).toBe(true)
    const outside = alone.filter((_, i) => i < startSample || i >= endSample)
    expect(Math.max(...outside.map(Math.abs))).toBeLessThan(1e-15)
    expect(cellAt(plane.bands[band]!, 6 * index + 0.5)).toBe(index)
  }
})

it('measures a cell of the S-transform from its support', () => {
  const { plane } = planeWith({ transform: 'stransform' })
  const plan = stransformPlan(N, 2 * (N + 4))
  const [spectrum, impulse] = [new Float64Array(2 * plan.nBins), new Float64Array(N)]
  const row = { re: plan.heap.floats(N), im: plan.heap.floats(N) }
  for (const [band, index] of [
    [12, 45],
    [30, 20],
  ] as const) {
    const energies = Array.from({ length: N }, (_, i) => {
      plan.forward(impulse.fill(0).fill(1, i, i + 1), spectrum, 0)
      plan.row(band)(spectrum, 0, row)
      return row.re[index]! ** 2 + row.im[index]! ** 2
    })
    const { startSample, endSample } = cellSamples(plane, { band, index })
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
    expect(sum(energies.slice(startSample, endSample))).toBeGreaterThan(0.99 * sum(energies))
    expect(endSample - startSample).toBeLessThan(N / 2)
  }
})
