/*
 * Golden vectors of the transforms, medians, thresholds and time-frequency rules: one test a case of the manifest.
 * Border modes that no process offers are fed to the same filter bank as explicitly extended signals.
 * Control: every case of the manifest is run here, run as a gather case, an input, or listed as an exception.
 */
import { describe, expect, it } from 'vitest'
import { dwtPlan } from '../../src/dsp/dwt.ts'
import { medianAbsolute } from '../../src/dsp/median.ts'
import { NeighbourRows } from '../../src/dsp/neighbour-rows.ts'
import { SimdHeap } from '../../src/dsp/simd-heap.ts'
import { stftPlan } from '../../src/dsp/stft.ts'
import { stransformPlan } from '../../src/dsp/stransform.ts'
import { swtPlan } from '../../src/dsp/swt.ts'
import { findGains, type Protection, type TfRule } from '../../src/dsp/tf-rules.ts'
import { expandBand, listBand, listedBands, shrinkBand } from '../../src/dsp/thresholds.ts'
import { waveletFilters } from '../../src/dsp/wavelets.ts'
import { wptPlan } from '../../src/dsp/wpt.ts'
import { expectArraysClose } from '../compare-arrays.ts'
import { EXTRA_FLOATS, stftForward, stftInverse, stransformRow, waveletForward, waveletInverse } from '../plan-runs.ts'
import {
  isGatherCase,
  type ReferenceCase,
  readReference,
  referenceCases,
  referenceExceptions,
} from '../reference-cases.ts'
import { extendExplicitly } from './extend-explicitly.ts'

type Run = (reference: ReferenceCase) => void

/** How a case is run, by the start of its id. */
const RUNS: readonly (readonly [RegExp, Run])[] = [
  [/^wavedec_/, runWavedec],
  [/^dwt_\S+_n\d+$/, runBorder],
  [/^swt_\S+_n\d+_l\d$/, runSwt],
  [/^wpt_\S+_n\d+_l\d$/, runWpt],
  [/^stft_/, runStft],
  [/^true_stransform$/, runStransform],
  [/^torchstft_/, runTorchStft],
  [/^median_/, runMedian],
  [/^threshold_/, runThreshold],
  [/^tfrule_/, runRule],
]

const excepted = new Set(referenceExceptions().map((exception) => exception.id))
const runOf = (reference: ReferenceCase) => RUNS.find(([pattern]) => pattern.test(reference.id))?.[1]

describe('golden vectors', () => {
  for (const reference of referenceCases()) {
    const run = runOf(reference)
    if (run && !isGatherCase(reference) && !excepted.has(reference.id)) it(reference.id, () => run(reference))
  }

  it('leaves no case out', () => {
    const left = referenceCases().filter(
      (reference) =>
        !runOf(reference) &&
        !isGatherCase(reference) &&
        !excepted.has(reference.id) &&
        !/^(gather|signal)_/.test(reference.id),
    )
    expect(left.map((reference) => reference.id)).toEqual([])
  })

  it('lists exceptions once each, for known cases, with fault and reason', () => {
    const ids = new Set(referenceCases().map((reference) => reference.id))
    expect(excepted.size).toBe(referenceExceptions().length)
    for (const { id, fault, reason } of referenceExceptions()) {
      expect(ids).toContain(id)
      expect(fault).toMatch(/^B\d+$/)
      expect(reason.length).toBeGreaterThan(20)
    }
  })
})

function output(reference: ReferenceCase, name: string): Float64Array<ArrayBuffer> {
  return Float64Array.from(readReference(reference.outputs[name]!.path).data)
}

function close(reference: ReferenceCase, name: string, actual: ArrayLike<number>, count?: number): void {
  const expected = output(reference, name).subarray(0, count)
  expectArraysClose(actual, expected, { relativeToMax: reference.tolerance.value }, name)
}

function runWavedec(reference: ReferenceCase): void {
  const x = Float64Array.from(readReference(reference.inputs['x']!).data)
  const plan = dwtPlan(x.length, waveletFilters(String(reference.params['wavelet'])), Number(reference.params['level']))
  expect(plan.bandLengths).toEqual(reference.params['lengths'])
  const coefficients = waveletForward(plan, x)
  close(reference, 'coeffs', coefficients)
  close(reference, 'rec', waveletInverse(plan, coefficients), x.length)
}

/** One level of dwt under each border mode of PyWavelets. */
function runBorder(reference: ReferenceCase): void {
  const x = Float64Array.from(readReference(reference.inputs['x']!).data)
  const filters = waveletFilters(String(reference.params['wavelet']))
  const mode = String(reference.params['mode'])
  const [approximation, detail] =
    mode === 'periodization' ? periodized(x, filters.name) : bordered(x, filters.name, mode)
  close(reference, 'cA', approximation)
  close(reference, 'cD', detail)
  if (mode === 'periodization') return
  close(reference, 'rec', waveletInverse(dwtPlan(x.length, filters, 1), [...approximation, ...detail]), x.length)
}

function bordered(x: Float64Array, wavelet: string, mode: string): [Float64Array, Float64Array] {
  const filters = waveletFilters(wavelet)
  const count = Math.floor((x.length + filters.length - 1) / 2)
  const before = filters.length
  const extended = extendExplicitly(x, mode, before)
  const plan = dwtPlan(extended.length, filters, 1, 'zeros')
  const coefficients = waveletForward(plan, extended)
  const inside = (band: number) => plan.bandStarts[band]! + before / 2
  return [coefficients.slice(inside(0), inside(0) + count), coefficients.slice(inside(1), inside(1) + count)]
}

/** Periodization is the even samples of the stationary transform, an odd signal being repeated at its end. */
function periodized(x: Float64Array, wavelet: string): [Float64Array, Float64Array] {
  const even = x.length % 2 === 0 ? x : Float64Array.from([...x, x.at(-1)!])
  const plan = swtPlan(even.length, waveletFilters(wavelet), 1, 'reflect')
  const coefficients = waveletForward(plan, even)
  const evenSamples = coefficients.filter((_, i) => i % 2 === 0)
  return [evenSamples.slice(0, even.length / 2), evenSamples.slice(even.length / 2)]
}

function runSwt(reference: ReferenceCase): void {
  const x = Float64Array.from(readReference(reference.inputs['x']!).data)
  const filters = waveletFilters(String(reference.params['wavelet']))
  const level = Number(reference.params['level'])
  const padded = Number(reference.params['padded'])
  const stored = output(reference, 'coeffs')
  for (let j = 1; j <= level; j++) {
    const plan = swtPlan(x.length, filters, j, 'reflect-power-of-two')
    expect(plan.paddedLength).toBe(padded)
    const coefficients = waveletForward(plan, x)
    const row = stored.subarray(2 * (level - j) * padded, 2 * (level - j + 1) * padded)
    expectArraysClose(coefficients.subarray(0, 2 * padded), row, { relativeToMax: 1e-11 }, `level ${j}`)
    close(reference, 'rec', waveletInverse(plan, coefficients), x.length)
  }
}

function runWpt(reference: ReferenceCase): void {
  const x = Float64Array.from(readReference(reference.inputs['x']!).data)
  const level = Number(reference.params['maxlevel'])
  const plan = wptPlan(x.length, waveletFilters(String(reference.params['wavelet'])), level)
  expect([2 ** level, plan.nodeLengths[level]]).toEqual(reference.outputs['nodes']!.shape)
  const coefficients = waveletForward(plan, x)
  close(reference, 'nodes', coefficients)
  close(reference, 'rec', waveletInverse(plan, coefficients), x.length)
}

function runStft(reference: ReferenceCase): void {
  const windowSamples = Number(reference.params['nperseg'])
  const hopSamples = windowSamples - Number(reference.params['noverlap'])
  compareStft(reference, windowSamples, hopSamples, 'zeros', 1)
}

function runStransform(reference: ReferenceCase): void {
  const x = Float64Array.from(readReference(reference.inputs['x']!).data)
  const plan = stransformPlan(x.length, EXTRA_FLOATS)
  const spectrum = new Float64Array(2 * plan.nBins)
  plan.forward(x, spectrum, 0)
  const rows = new Float64Array(2 * plan.nBins * x.length)
  for (let n = 0; n < plan.nBins; n++) {
    const { re, im } = stransformRow(plan, n, spectrum)
    re.forEach((value, j) => {
      rows[2 * (n * x.length + j)] = value
      rows[2 * (n * x.length + j) + 1] = im[j]!
    })
  }
  close(reference, 'S', rows)
}

/** torch.stft: unnormalised, reflected ends, the frames that fit (ours pads to whole hops, so one more may follow). */
function runTorchStft(reference: ReferenceCase): void {
  const windowSamples = Number(reference.params['n_fft'])
  compareStft(reference, windowSamples, Number(reference.params['hop']), 'reflect', windowSamples / 2)
}

function compareStft(
  reference: ReferenceCase,
  windowSamples: number,
  hopSamples: number,
  boundary: 'zeros' | 'reflect',
  scale: number,
): void {
  const gather = readReference(reference.inputs['gather']!)
  const [nSamples, width] = [gather.shape[0]!, gather.shape[1]!]
  const traces = reference.params['traces'] as readonly number[]
  const plan = stftPlan({ nSamples, windowSamples, hopSamples, boundary }, EXTRA_FLOATS)
  const nFrames = reference.outputs['Z']!.shape[2]!
  const transform = new Float64Array(traces.length * plan.nBins * nFrames * 2)
  traces.forEach((trace, t) => {
    const x = Float64Array.from({ length: nSamples }, (_, i) => gather.data[i * width + trace]!)
    const cells = stftForward(plan, x)
    for (let bin = 0; bin < plan.nBins; bin++) {
      for (let f = 0; f < nFrames; f++) {
        for (const part of [0, 1]) {
          const at = ((t * plan.nBins + bin) * nFrames + f) * 2 + part
          transform[at] = scale * cells[2 * (bin * plan.nFrames + f) + part]!
        }
      }
    }
    // 1e-12: an inverse in double precision, whatever the case's own tolerance.
    expectArraysClose(stftInverse(plan, cells), x, { relativeToMax: 1e-12 }, `trace ${trace} there and back`)
  })
  close(reference, 'Z', transform)
}

/** The values as rows of one cell each, in an aperture that holds them all; and as one row. */
function runMedian(reference: ReferenceCase): void {
  const x = output(reference, 'x')
  const heap = new SimdHeap(2 ** 20)
  const rows = new NeighbourRows(heap, 1, 2 * x.length + 1, () => ({ values: heap.floats(1) }))
  rows.measure(0, x.length, (trace, { values }) => values.fill(x[trace]!))
  const [median, mad] = [rows.median[0]!, rows.mad[0]!]
  const sigma = medianAbsolute(heap, heap.copyOf(x), 0, x.length, heap.floats(x.length)) / 0.6745
  // The last two of the stored six are torch's lower medians, which are fault B15.
  close(reference, 'stats', [median, mad, 1.4826 * mad, sigma], 4)
}

function runThreshold(reference: ReferenceCase): void {
  const x = output(reference, 'x')
  const heap = new SimdHeap(2 ** 20)
  const coefficients = heap.copyOf(x)
  const listed = listedBands(heap, x.length, 1)
  for (const rule of ['soft', 'hard', 'garrote'] as const) {
    coefficients.set(x)
    listBand(heap, coefficients, 0, 0, x.length, listed, 0)
    shrinkBand(heap, rule, Number(reference.params['thr']), listed, 0)
    expandBand(listed, 0, 0, x.length, coefficients)
    close(reference, rule, coefficients)
  }
}

function runRule(reference: ReferenceCase): void {
  const [magnitude, median, threshold] = ['magnitude', 'median', 'threshold'].map((name) => output(reference, name))
  const rule = reference.params['threshold_mode'] as TfRule
  const isProtected = reference.params['low_amp_protection'] === true
  const factor = Number(reference.params['low_amp_factor'])
  const heap = new SimdHeap(2 ** 24)
  const cells = {
    magnitude: heap.copyOf(magnitude!),
    median: heap.copyOf(median!),
    threshold: heap.copyOf(threshold!),
    gain: heap.floats(magnitude!.length),
  }
  const apply = (protection: Protection) => {
    findGains(heap, cells, magnitude!.length, rule, isProtected ? protection : 'off', factor)
    // A silent cell has no gain: it stays silent.
    return magnitude!.map((a, i) => (a === 0 ? 0 : a * cells.gain[i]!))
  }
  close(reference, 'y', apply('low-amplitude'))
  close(reference, 'y_stftdenoise', apply('never-inflate'))
}
