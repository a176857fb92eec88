/*
 * Golden vectors of the Fourier transforms and the time-frequency rules, in double precision: one test a case.
 * Control: the cases that record a fault of the original are not met, by any rule or row.
 */
import { describe, expect, it } from 'vitest'
import { SimdHeap } from '../../src/dsp/simd-heap.ts'
import { stftPlan } from '../../src/dsp/stft.ts'
import { stransformPlan } from '../../src/dsp/stransform.ts'
import { findGains, type Protection, type TfRule } from '../../src/dsp/tf-rules.ts'
import { compareArrays, expectArraysClose } from '../compare-arrays.ts'
import { EXTRA_FLOATS, stftForward, stftInverse, stransformRow } from '../plan-runs.ts'
import {
  casesOfKind,
  exceptedCasesOfKind,
  type ReferenceCase,
  type ReferenceKind,
  readReference,
} from '../reference-cases.ts'

const RUNS = {
  stft: runStft,
  torchstft: runTorchStft,
  stransform: runStransform,
  tfrule: runRule,
} as const satisfies Partial<Record<ReferenceKind, (reference: ReferenceCase) => void>>

describe.each(Object.entries(RUNS))('golden %s', (kind, run) => {
  const cases = casesOfKind(kind as keyof typeof RUNS)
  it.each(cases.map((reference) => [reference.id, reference] as const))('%s', (_, reference) => run(reference))
})

describe('exceptions with cause', () => {
  const rules = exceptedCasesOfKind('tfrule').map((reference) => [reference.id, reference] as const)

  it.each(rules)('%s is what no rule does', (_, reference) => {
    const expected = output(reference, 'y')
    for (const rule of ['hard', 'scaled', 'adaptive', 'soft'] as const) {
      for (const protection of ['off', 'low-amplitude', 'never-inflate'] as const) {
        const tolerance = { relativeToMax: reference.tolerance.value }
        expect(compareArrays(magnitudesBy(reference, rule, protection), expected, tolerance).matches).toBe(false)
      }
    }
  })

  const transforms = exceptedCasesOfKind('stockwell').map((reference) => [reference.id, reference] as const)

  it.each(transforms)('%s is no row of the S-transform, and its inverse is not the trace', (_, reference) => {
    const gather = readReference(reference.inputs['gather']!)
    const [nSamples, width] = [gather.shape[0]!, gather.shape[1]!]
    const trace = Number(reference.params['trace'])
    const x = Float64Array.from({ length: nSamples }, (_value, i) => gather.data[i * width + trace]!)
    const rows = rowsOf(x)
    const tolerance = { relativeToMax: reference.tolerance.value }
    output(reference, 'freqs').forEach((cyclesPerSample, index) => {
      const ours = Math.round(cyclesPerSample * nSamples) * 2 * nSamples
      const theirs = output(reference, 'S').subarray(index * 2 * nSamples, (index + 1) * 2 * nSamples)
      expect(compareArrays(rows.subarray(ours, ours + 2 * nSamples), theirs, tolerance).matches).toBe(false)
    })
    expect(compareArrays(output(reference, 'inv'), x, { relativeToMax: 0.1 }).matches).toBe(false)
  })
})

function output(reference: ReferenceCase, name: string): Float64Array<ArrayBuffer> {
  return Float64Array.from(readReference(reference.outputs[name]!.path).data)
}

function close(reference: ReferenceCase, name: string, actual: ArrayLike<number>): void {
  expectArraysClose(actual, output(reference, name), { relativeToMax: reference.tolerance.value }, name)
}

function runStft(reference: ReferenceCase): void {
  const windowSamples = Number(reference.params['nperseg'])
  const hopSamples = windowSamples - Number(reference.params['noverlap'])
  compareStft(reference, windowSamples, hopSamples, 'zeros', 1)
}

function runStransform(reference: ReferenceCase): void {
  close(reference, 'S', rowsOf(Float64Array.from(readReference(reference.inputs['x']!).data)))
}

/** All rows of the S-transform, (rows, samples) of (re, im). */
function rowsOf(x: Float64Array): Float64Array {
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
  return rows
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

function runRule(reference: ReferenceCase): void {
  const rule = reference.params['threshold_mode'] as TfRule
  const isProtected = reference.params['low_amp_protection'] === true
  close(reference, 'y', magnitudesBy(reference, rule, isProtected ? 'low-amplitude' : 'off'))
  close(reference, 'y_stftdenoise', magnitudesBy(reference, rule, isProtected ? 'never-inflate' : 'off'))
}

function magnitudesBy(reference: ReferenceCase, rule: TfRule, protection: Protection): Float64Array {
  const heap = new SimdHeap(2 ** 20)
  const stored = (name: string) => heap.copyOf(output(reference, name))
  const magnitude = output(reference, 'magnitude')
  const gain = heap.floats(magnitude.length)
  const cells = { magnitude: stored('magnitude'), median: stored('median'), threshold: stored('threshold'), gain }
  findGains(heap, cells, magnitude.length, rule, protection, Number(reference.params['low_amp_factor']))
  // A silent cell has no gain: it stays silent.
  return magnitude.map((a, i) => (a === 0 ? 0 : a * gain[i]!))
}
