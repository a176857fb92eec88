/*
 * Packets and the spatial noise scale: what each sigma means for packets, the approximation kept or shrunk, a best
 * basis that removes noise (fault B2), the spatial rule against a plain computation of it, one forward transform a
 * trace, edges and wide apertures, recipes refused. Control: packets of a best basis differ from all leaves.
 */
import { describe, expect, it, vi } from 'vitest'
import type { ParamValue, RecipeStep } from '../../../src/core/recipe.ts'
import { waveletFilters } from '../../../src/dsp/wavelets.ts'
import { wptPlan } from '../../../src/dsp/wpt.ts'
import { parseStep } from '../../../src/processes/recipe.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { waveletDenoise } from '../../../src/processes/wavelet-denoise/params.ts'
import { traceWork } from '../../../src/processes/wavelet-denoise/trace-work.ts'
import { expectArraysClose, expectSameBits } from '../../compare-arrays.ts'
import { gatherOf, noiseGather, traceOf, withTrace } from '../../gathers.ts'
import { waveletForward, waveletInverse } from '../../plan-runs.ts'
import { analyseWhole, runTwin } from '../../run-twin.ts'
import { madOf, medianOf } from '../../sorted-medians.ts'

const gather = noiseGather(64, 9)
const filters = waveletFilters('db4')

function stepWith(values: Record<string, ParamValue>): RecipeStep {
  return defaultStep(waveletDenoise, { transform: 'wpt', wavelet: 'db4', level: 3, k: 1, rule: 'soft', ...values })
}

function run(of: typeof gather, values: Record<string, ParamValue>): Float32Array {
  return runTwin(of, stepWith(values))
}

/** Leaves of each trace, in natural order. */
function leavesOf(trace: Float32Array): number[][] {
  const plan = wptPlan(64, filters, 3)
  const coefficients = waveletForward(plan, trace)
  const length = plan.nodeLengths[3]!
  return Array.from({ length: 8 }, (_, leaf) => [...coefficients.subarray(leaf * length, (leaf + 1) * length)])
}

function fromLeaves(leaves: readonly (readonly number[])[]): Float64Array {
  return waveletInverse(wptPlan(64, filters, 3), leaves.flat())
}

const sigmaOf = (values: readonly number[]) => medianOf(values.map(Math.abs)) / 0.6745
const soft = (c: number, threshold: number) => Math.sign(c) * Math.max(0, Math.abs(c) - threshold)

// 2e-7: one rounding to float32.
const ROUNDING = { relativeToMax: 2e-7 }

describe('the noise scale of packets', () => {
  const leaves = leavesOf(traceOf(gather.samples, 9, 4))
  const details = leaves.slice(1)
  const expectThresholds = (values: Record<string, ParamValue>, thresholds: readonly number[]) => {
    const expected = fromLeaves(leaves.map((leaf, i) => leaf.map((c) => soft(c, thresholds[i]!))))
    expectArraysClose(traceOf(run(gather, values), 9, 4), expected, ROUNDING)
  }

  it('is that of all details together, or with the approximation', () => {
    const together = sigmaOf(details.flat())
    expectThresholds({}, [0, ...details.map(() => together)])
    const withApproximation = sigmaOf(leaves.flat())
    expectThresholds(
      { thresholdApproximation: true },
      leaves.map(() => withApproximation),
    )
    expect(withApproximation).not.toBe(together)
  })

  it('is that of each leaf, or of the detail of lowest frequency', () => {
    expectThresholds({ sigma: 'level' }, [0, ...details.map(sigmaOf)])
    expectThresholds({ sigma: 'level', thresholdApproximation: true }, leaves.map(sigmaOf))
    expectThresholds({ sigma: 'coarsest' }, [0, ...details.map(() => sigmaOf(details[0]!))])
  })
})

describe('a best basis', () => {
  it('removes noise, and more with a larger k, however noisy', () => {
    const noise = noiseGather(256, 12, 5)
    const energy = (samples: Float32Array) => samples.reduce((sum, x) => sum + x * x, 0)
    for (const thresholdApproximation of [false, true]) {
      const left = [0.5, 1, 3].map(
        (k) => energy(run(noise, { bestBasis: true, thresholdApproximation, k })) / energy(noise.samples),
      )
      expect(left[0]).toBeLessThan(0.7)
      expect(left[1]).toBeLessThan(left[0]!)
      expect(left[2]).toBeLessThan(0.2)
    }
  })

  it('is one of its own: neither all leaves nor the same for every trace', () => {
    const best = run(gather, { bestBasis: true })
    expect(best).not.toEqual(run(gather, {}))
    const alone = gatherOf(64, 1, Float32Array.from(traceOf(gather.samples, 9, 2)))
    expectSameBits(run(alone, { bestBasis: true }), traceOf(best, 9, 2))
  })
})

describe('the spatial noise scale', () => {
  const aperture = 5
  const leaves = Array.from({ length: 9 }, (_, t) => leavesOf(traceOf(gather.samples, 9, t)))

  it.each(['soft', 'hard', 'garrote'])('is that of a plain computation, %s', (rule) => {
    const k = 0.7
    const samples = run(gather, { sigma: 'spatial', aperture, rule, k })
    for (let t = 0; t < 9; t++) {
      const around = leaves.slice(Math.max(0, t - 2), t + 3)
      const shrunk = leaves[t]!.map((leaf, band) =>
        leaf.map((c, i) => {
          if (band === 0) return c
          const values = around.map((bands) => bands[band]![i]!)
          const median = medianOf(values)
          const mad = madOf(values, median)
          const threshold = k * Math.max(1.4826 * mad, 0.01 * Math.abs(median), 1e-10)
          if (Math.abs(c) <= threshold) return 0
          return rule === 'hard' ? c : rule === 'soft' ? soft(c, threshold) : c - threshold ** 2 / c
        }),
      )
      expectArraysClose(traceOf(samples, 9, t), fromLeaves(shrunk), ROUNDING, `trace ${t}`)
    }
  })

  it('transforms each trace once, whatever the aperture', () => {
    for (const traces of [3, 31]) {
      const step = stepWith({ sigma: 'spatial', aperture: traces })
      const { transform } = traceWork(step, 64).plan
      const forward = vi.spyOn(transform, 'forward')
      analyseWhole(gather, step)
      expect(forward).toHaveBeenCalledTimes(9)
      forward.mockRestore()
    }
  })

  it('reaches as far as its halo and no farther', () => {
    const changed = withTrace(gather, 8, (i) => Math.cos(i))
    const values = { sigma: 'spatial', aperture, transform: 'dwt' }
    const halo = waveletDenoise.haloTraces(stepWith(values))
    expect(halo).toBe(2)
    const [before, after] = [run(gather, values), run(changed, values)]
    for (let t = 0; t < 9 - 1 - halo; t++) expectSameBits(traceOf(after, 9, t), traceOf(before, 9, t))
    expect(traceOf(after, 9, 8 - halo)).not.toEqual(traceOf(before, 9, 8 - halo))
    expect(waveletDenoise.haloTraces(stepWith({ aperture }))).toBe(0)
  })

  it('lets what is alike on all traces pass, also beside one that is not', () => {
    const alike = withTrace(
      gatherOf(
        64,
        9,
        Float32Array.from({ length: 64 * 9 }, (_, i) => Math.sin(0.7 * Math.floor(i / 9))),
      ),
      4,
      (i) => Math.sin(0.7 * i) + (i === 30 ? 40 : 0),
    )
    for (const transform of ['dwt', 'swt', 'wpt']) {
      const samples = run(alike, { sigma: 'spatial', transform, rule: 'hard', k: 3 })
      const compareColumns = [0, 1, 2, 3, 5, 6, 7, 8]
      expectArraysClose(samples, alike.samples, { relativeToMax: 1e-6, columns: 9, compareColumns }, transform)
    }
  })

  it('keeps dead traces dead, finite at 1e30, and works on one trace and one sample', () => {
    const dead = withTrace(gather, 3, () => 0)
    expect(traceOf(run(dead, { sigma: 'spatial' }), 9, 3).every((sample) => sample === 0)).toBe(true)
    expect(run(noiseGather(64, 9, 1, 1e30), { sigma: 'spatial' }).every(Number.isFinite)).toBe(true)
    for (const small of [noiseGather(64, 1), noiseGather(1, 1), noiseGather(2, 3)]) {
      for (const transform of ['dwt', 'swt', 'wpt']) {
        expect(run(small, { sigma: 'spatial', transform, level: null }).every(Number.isFinite)).toBe(true)
      }
    }
  })
})

describe('a recipe', () => {
  const parse = (values: Record<string, ParamValue>) => () => parseStep({ process: 'wavelet-denoise', ...values }, 0)

  it('of packets is refused above level 10, of others not', () => {
    expect(parse({ transform: 'wpt', level: 11 })).toThrow(/level is 11 with transform wpt/)
    expect(parse({ transform: 'wpt', level: 10 })).not.toThrow()
    expect(parse({ transform: 'swt', level: 11 })).not.toThrow()
  })

  it('has an odd aperture from 3 to 31, and flags', () => {
    for (const aperture of [1, 4, 33, null]) expect(parse({ sigma: 'spatial', aperture })).toThrow(/aperture/)
    expect(parse({ transform: 'wpt', bestBasis: 1 })).toThrow(/bestBasis is 1/)
  })
})
