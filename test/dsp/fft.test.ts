/*
 * Fourier transforms against the definition, for every length up to 64 and for prime, composite and long ones (mixed
 * radix and Bluestein); there and back; many side by side against one at a time, every radix, any number of lanes, in
 * place and to elsewhere; real against complex; a spectrum placed inside a larger array.
 * Control: the transform of a pure cosine is one line.
 */
import { describe, expect, it } from 'vitest'
import { fftPlan } from '../../src/dsp/fft.ts'
import { laneFft, laneFftBytes } from '../../src/dsp/lane-fft.ts'
import { realFftPlan } from '../../src/dsp/real-fft.ts'
import { SimdHeap } from '../../src/dsp/simd-heap.ts'
import { expectArraysClose } from '../compare-arrays.ts'

/** 1e-13 n: rounding of n double-precision terms, against sums taken in another order. */
const tolerance = (n: number) => ({ relativeToMax: 1e-13 * Math.max(n, 4) })

const lengths = [...Array.from({ length: 64 }, (_, i) => i + 1), 97, 100, 127, 210, 256, 333, 509, 800]

function signal(n: number, phase: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => Math.sin(1.3 * i * i + phase) + 0.5)
}

/** The definition; angles are reduced by integers first, so that they stay exact. */
function definition(re: Float64Array, im: Float64Array): { re: Float64Array; im: Float64Array } {
  const n = re.length
  const out = { re: new Float64Array(n), im: new Float64Array(n) }
  for (let k = 0; k < n; k++) {
    for (let m = 0; m < n; m++) {
      const angle = (-2 * Math.PI * ((k * m) % n)) / n
      out.re[k]! += re[m]! * Math.cos(angle) - im[m]! * Math.sin(angle)
      out.im[k]! += re[m]! * Math.sin(angle) + im[m]! * Math.cos(angle)
    }
  }
  return out
}

describe('complex', () => {
  it(`transforms ${lengths.length} lengths as defined, and back`, () => {
    for (const n of lengths) {
      const [re, im] = [signal(n, 0), signal(n, 1)]
      const expected = definition(re, im)
      const actual = { re: re.slice(), im: im.slice() }
      fftPlan(n).forward(actual.re, actual.im)
      expectArraysClose(actual.re, expected.re, tolerance(n), `re, length ${n}`)
      expectArraysClose(actual.im, expected.im, tolerance(n), `im, length ${n}`)
      fftPlan(n).inverse(actual.re, actual.im)
      expectArraysClose(actual.re, re, tolerance(n), `re back, length ${n}`)
      expectArraysClose(actual.im, im, tolerance(n), `im back, length ${n}`)
    }
  })

  it('refuses lengths that are none', () => {
    expect(() => fftPlan(0)).toThrow(RangeError)
    expect(() => fftPlan(2.5)).toThrow(RangeError)
  })
})

describe('side by side', () => {
  it('are so many single ones', () => {
    for (const n of [1, 2, 3, 4, 5, 6, 7, 12, 25, 31, 37, 40, 63, 64, 74, 100]) {
      for (const mostLanes of [1, 2, 3, 4, 9]) {
        const heap = new SimdHeap(laneFftBytes(n, mostLanes) + 32 * (n * mostLanes + 4))
        const fft = laneFft(n, mostLanes, heap)
        const elsewhere = { re: heap.floats(n * mostLanes), im: heap.floats(n * mostLanes) }
        for (const nLanes of new Set([mostLanes, Math.ceil(mostLanes / 2)])) {
          for (const out of [fft, elsewhere]) {
            for (const direction of ['forward', 'inverse'] as const) {
              const [re, im] = [signal(n * nLanes, 0), signal(n * nLanes, 1)]
              fft.re.set(re)
              fft.im.set(im)
              if (out === fft) fft[direction](nLanes)
              else fft[direction](nLanes, elsewhere)
              for (let lane = 0; lane < nLanes; lane++) {
                const pick = (values: Float64Array) => values.filter((_, i) => i < n * nLanes && i % nLanes === lane)
                const one = { re: pick(re), im: pick(im) }
                fftPlan(n)[direction](one.re, one.im)
                const factor = direction === 'inverse' ? n : 1
                const place = `${direction}, ${n} x ${nLanes} of ${mostLanes}, lane ${lane}`
                const scaled = (values: Float64Array) => values.map((value) => value * factor)
                expectArraysClose(pick(out.re), scaled(one.re), tolerance(n), `re, ${place}`)
                expectArraysClose(pick(out.im), scaled(one.im), tolerance(n), `im, ${place}`)
              }
            }
          }
        }
      }
    }
  })
})

describe('real', () => {
  it('gives the one-sided complex transform, even and odd lengths, and back', () => {
    for (const n of lengths) {
      const x = signal(n, 2)
      const plan = realFftPlan(n)
      expect(plan.nBins).toBe(Math.floor(n / 2) + 1)
      const [re, im] = [x.slice(), new Float64Array(n)]
      fftPlan(n).forward(re, im)
      const spectrum = new Float64Array(2 * plan.nBins + 3)
      plan.forward(x, spectrum, 3)
      const part = (offset: number) =>
        Float64Array.from({ length: plan.nBins }, (_, k) => spectrum[3 + 2 * k + offset]!)
      expectArraysClose(part(0), re.subarray(0, plan.nBins), tolerance(n), `re, length ${n}`)
      expectArraysClose(part(1), im.subarray(0, plan.nBins), { absolute: 1e-12 * n }, `im, length ${n}`)
      const back = new Float64Array(n)
      plan.inverse(spectrum, 3, back)
      expectArraysClose(back, x, tolerance(n), `back, length ${n}`)
    }
  })

  it('control: a cosine is one line', () => {
    const spectrum = new Float64Array(34)
    realFftPlan(32).forward(
      Float64Array.from({ length: 32 }, (_, i) => Math.cos((2 * Math.PI * 5 * i) / 32)),
      spectrum,
      0,
    )
    spectrum.forEach((value, i) => {
      expect(value).toBeCloseTo(i === 10 ? 16 : 0, 12)
    })
  })
})
