import { describe, expect, it } from 'vitest'
import type { Gather } from '../src/core/gather.ts'
import type { ParamValue } from '../src/core/recipe.ts'
import type { GatherReference } from '../src/processes/gather-process.ts'
import { defaultStep, type ProcessDefinition } from '../src/processes/schema.ts'
import { expectSameBits } from './compare-arrays.ts'
import { makeGather, signalWithNoise, traceOf } from './gathers.ts'
import { runAllPasses } from './run-twin.ts'

type Values = Readonly<Record<string, ParamValue>>

interface LateralFilter {
  readonly reference: GatherReference
  readonly definition: ProcessDefinition
  /** What is looked at beside the defaults. */
  readonly variants: readonly Values[]
  /** Share of the energy of a plane wave that may be lost. */
  readonly lostBelow: number
}

/**
 * What every filter across traces does, whatever its method: spans change no bit; dead traces are exactly zero; a factor of two
 * goes through; any size goes; a plane wave without noise comes back.
 */
export function describeLateralFilter({ reference, definition, variants, lostBelow }: LateralFilter): void {
  const run = (gather: Gather, values: Values = {}, nSpans = 1) =>
    runAllPasses(reference, gather, defaultStep(definition, values), nSpans)

  describe.each([{}, ...variants])('a filter across traces, %o', (values) => {
    it('has the bits of one span whatever the spans', () => {
      const gather = makeGather(60, 70)
      const whole = run(gather, values)
      for (const nSpans of [2, 7, 70]) {
        const cut = run(gather, values, nSpans)
        expectSameBits(cut.samples, whole.samples)
        expect(cut.figures).toEqual(whole.figures)
      }
    })

    it('leaves dead traces at zero', () => {
      const gather = makeGather(60, 20, (i, trace) => (trace === 0 || trace === 9 ? 0 : signalWithNoise(i, trace)))
      const { samples } = run(gather, values)
      for (const trace of [0, 9]) expect(traceOf(samples, 20, trace).every((sample) => sample === 0)).toBe(true)
      expect(traceOf(samples, 20, 10).some((sample) => sample !== 0)).toBe(true)
      const dead = { ...gather, samples: new Float32Array(1200) }
      expect(run(dead, values).samples.every((sample) => sample === 0)).toBe(true)
    })

    it('gives twice the samples for twice the samples', () => {
      const gather = makeGather(60, 20)
      const once = run(gather, values)
      const twice = run({ ...gather, samples: gather.samples.map((sample) => 2 * sample) }, values)
      expectSameBits(
        twice.samples,
        once.samples.map((sample) => 2 * sample),
      )
      expect(twice.figures).toEqual(once.figures)
    })

    it.each([
      [1, 1],
      [1, 30],
      [30, 1],
      [2, 2],
    ])('takes %i samples by %i traces', (nSamples, nTraces) => {
      const { samples } = run(makeGather(nSamples, nTraces), values)
      expect(samples).toHaveLength(nSamples * nTraces)
      expect(samples.every(Number.isFinite)).toBe(true)
    })
  })

  it('gives a plane wave without noise back', () => {
    const gather = makeGather(200, 60, (i, j) => Math.exp(-(((i - 60 - j) / 6) ** 2)))
    const { samples } = run(gather)
    const energy = (of: Float32Array) => of.reduce((sum, value) => sum + value ** 2, 0)
    const lost = energy(samples.map((sample, i) => sample - gather.samples[i]!))
    expect(lost / energy(gather.samples)).toBeLessThan(lostBelow)
  })
}
