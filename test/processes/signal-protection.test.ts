/**
 * Plan: what a method removed comes back as far as it looks like what it left: all of a method that halves its input, nothing
 * of noise without a resemblance; spans change no bit; dead traces stay zero; off, not a bit changes. Then the Wiener filter
 * on a problem: less of the true signal is in what was removed.
 */
import { expect, it } from 'vitest'
import type { Gather } from '../../src/core/gather.ts'
import { fkWiener } from '../../src/processes/fk-wiener/params.ts'
import { fkWienerReference } from '../../src/processes/fk-wiener/reference.ts'
import type { GatherReference } from '../../src/processes/gather-process.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { protecting } from '../../src/processes/signal-protection.ts'
import { expectArraysClose, expectSameBits } from '../compare-arrays.ts'
import { makeGather, noise, traceOf } from '../gathers.ts'
import { runPasses } from '../run-twin.ts'

/** Takes a part of each sample, and `subtract` of its place. */
function method(share: number, subtract: (at: number) => number = () => 0): GatherReference {
  return {
    *passes() {
      const pass = { haloTraces: 0, bytesPerTrace: 8, given: {} }
      yield { ...pass, name: 'scale', reads: { input: 'input' }, writes: { output: 'output' } }
      return {}
    },
    runs: {
      scale({ rows, span }) {
        const [input, output] = [rows['input']!, rows['output']!]
        for (let i = 0; i < input.nSamples; i++) {
          for (let t = span.startTrace; t < span.endTrace; t++) {
            const at = i * input.nTraces + t
            output.samples[at] = share * input.samples[at]! - subtract(at)
          }
        }
        return new Float64Array(0)
      },
    },
  }
}

const protectedStep = { process: 'any', protectSignal: true, balance: true }
const run = (reference: GatherReference, gather: Gather, step = protectedStep, nSpans = 1) =>
  runPasses(reference, gather, step, nSpans)

it('gives all back of a method that halves what it is given', () => {
  // Far above the floor everywhere.
  const gather = makeGather(60, 30, (i, j) => Math.sin(0.3 * i + 0.1 * j) + 0.2)
  expectArraysClose(run(protecting(method(0.5)), gather), gather.samples, { relativeToMax: 0.05, columns: 30 })
})

it('gives nothing back of noise that does not look like what is left', () => {
  const gather = makeGather(200, 60, (i, j) => Math.sin(0.3 * i - 0.1 * j) + noise(i, j))
  const subtract = (at: number) => noise(Math.floor(at / 60), at % 60)
  const left = run(method(1, subtract), gather)
  const kept = run(protecting(method(1, subtract)), gather)
  const change = kept.reduce((sum, sample, at) => sum + (sample - left[at]!) ** 2, 0)
  expect(change / left.reduce((sum, sample) => sum + sample ** 2, 0)).toBeLessThan(0.01)
})

it('has the bits of one span whatever the spans, and dead traces stay zero', () => {
  const gather = makeGather(50, 40, (i, j) => (j % 11 === 5 ? 0 : Math.sin(0.3 * i + j) + noise(i, j)))
  const reference = protecting(method(0.7))
  const whole = run(reference, gather)
  for (const nSpans of [3, 40]) expectSameBits(run(reference, gather, protectedStep, nSpans), whole)
  expect(traceOf(whole, 40, 5).every((sample) => sample === 0)).toBe(true)
})

it.each([
  [1, 1],
  [1, 9],
  [9, 1],
])('takes %i samples by %i traces', (nSamples, nTraces) => {
  expect(run(protecting(method(0.5)), makeGather(nSamples, nTraces)).every(Number.isFinite)).toBe(true)
})

it('changes no bit where it is off', () => {
  const gather = makeGather(50, 40)
  const off = { ...protectedStep, protectSignal: false }
  expectSameBits(run(protecting(method(0.7)), gather, off), run(method(0.7), gather))
})

it('leaves less signal in what the Wiener filter removes', () => {
  const clean = makeGather(200, 60, (i, j) => Math.exp(-(((i - 60 - j) / 6) ** 2)) * Math.sin(0.4 * (i - j)))
  const noisy = { ...clean, samples: clean.samples.map((s, at) => s + 0.3 * noise(Math.floor(at / 60), at % 60)) }
  const signalRemoved = (protectSignal: boolean): number => {
    const after = run(fkWienerReference, noisy, { ...defaultStep(fkWiener), protectSignal } as typeof protectedStep)
    return noisy.samples.reduce((sum, sample, at) => sum + (sample - after[at]!) * clean.samples[at]!, 0)
  }
  expect(Math.abs(signalRemoved(true))).toBeLessThan(0.5 * Math.abs(signalRemoved(false)))
})
