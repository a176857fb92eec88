/** Gathers at the edge of what there is, each as a maker; shared by the tests of both engines. */
import fc from 'fast-check'
import { expect } from 'vitest'
import type { ProcessedGather } from '../../src/core/engine.ts'
import type { BadSamples, Gather } from '../../src/core/gather.ts'
import type { RecipeStep } from '../../src/core/recipe.ts'
import { expectSameBits } from '../compare-arrays.ts'
import { makeGather, signalWithNoise, traceOf } from '../gathers.ts'
import { anyStepOfAll, holds, isSmall } from './arbitraries.ts'
import type { TestedEngine } from './engines.ts'

export interface OddGather {
  readonly name: string
  readonly gather: Gather
  readonly bad: BadSamples
}

/** Faint traces lie beyond the range of a float32 that holds loud ones: the engines need not agree on them. */
export const BEYOND_FLOAT32 = '1e30 beside 1e-30'

const NONE: BadSamples = { nSamples: 0, nTraces: 0 }

function odd(
  name: string,
  [nSamples, nTraces]: readonly [number, number],
  value: (sample: number, trace: number) => number = signalWithNoise,
  bad = NONE,
): OddGather {
  return { name, gather: makeGather(nSamples, nTraces, value), bad }
}

const NOT_FINITE = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]

export const ODD_GATHERS: readonly OddGather[] = [
  odd('all dead', [40, 9], () => 0),
  odd('dead traces at the edges and inside', [40, 9], (i, j) => ([0, 3, 4, 8].includes(j) ? 0 : signalWithNoise(i, j))),
  odd('one live trace', [40, 9], (i, j) => (j === 4 ? signalWithNoise(i, j) : 0)),
  odd('one live sample', [40, 9], (i, j) => (i === 20 && j === 4 ? 1 : 0)),
  odd('muted early', [40, 9], (i, j) => (i < 3 * j ? 0 : signalWithNoise(i, j))),
  odd('one trace', [40, 1]),
  odd('two traces', [40, 2]),
  odd('one sample', [1, 9]),
  odd('one sample of one trace', [1, 1]),
  odd('two samples', [2, 9]),
  odd('no traces', [40, 0]),
  odd('no samples', [0, 9]),
  odd('constant', [40, 9], () => 3.5),
  odd('constant traces', [40, 9], (_, j) => j - 4),
  odd('equal traces', [40, 9], (i) => signalWithNoise(i, 0)),
  odd('NaN and infinities', [40, 9], (i, j) => (j === 2 && i % 4 < 3 ? NOT_FINITE[i % 4]! : signalWithNoise(i, j)), {
    nSamples: 30,
    nTraces: 1,
  }),
  odd('one NaN', [40, 9], (i, j) => (i === 39 && j === 8 ? Number.NaN : signalWithNoise(i, j)), {
    nSamples: 1,
    nTraces: 1,
  }),
  odd('nothing but NaN', [40, 9], () => Number.NaN, { nSamples: 360, nTraces: 9 }),
  odd('1e30', [40, 9], (i, j) => 1e30 * signalWithNoise(i, j)),
  odd('1e-30', [40, 9], (i, j) => 1e-30 * signalWithNoise(i, j)),
  // Float32 ends at 3.4e38: what overshoots the input must still fit.
  odd('1e37', [40, 9], (i, j) => 1e37 * signalWithNoise(i, j)),
  odd('subnormal', [40, 9], (i, j) => 1e-40 * signalWithNoise(i, j)),
  odd('loud traces beside faint ones', [40, 9], (i, j) => (j % 2 === 0 ? 1e6 : 1e-6) * signalWithNoise(i, j)),
  odd(BEYOND_FLOAT32, [40, 9], (i, j) => (j % 2 === 0 ? 1e30 : 1e-30) * signalWithNoise(i, j)),
]

/** What must be true of any step's result, and what the caller adds. */
export async function survives(
  { gather, bad }: OddGather,
  engine: TestedEngine,
  numRuns: number,
  andMore: (step: RecipeStep, result: ProcessedGather) => Promise<void> = async () => {},
): Promise<void> {
  const before = gather.samples.slice()
  const { nSamples, nTraces } = gather
  const clean = { ...gather, samples: gather.samples.map((sample) => (Number.isFinite(sample) ? sample : 0)) }
  const size = { nSamples: Math.max(1, nSamples), nTraces }
  const anyCase = anyStepOfAll(engine.given).filter((step) => isSmall(step, size) && engine.suits(step, size))
  const property = fc.asyncProperty(anyCase, async (step) => {
    const result = await engine.process(gather, step)
    expect(result).toMatchObject({ nSamples, nTraces, badSamples: bad })
    expect(result.samples.length).toBe(nSamples * nTraces)
    expect(result.samples.findIndex((sample) => !Number.isFinite(sample))).toBe(-1)
    const isDead = (samples: Float32Array, trace: number) =>
      !traceOf(samples, nTraces, trace).some((value) => value !== 0)
    for (let trace = 0; trace < nTraces; trace++) {
      if (isDead(clean.samples, trace)) expect(isDead(result.samples, trace), `trace ${trace} is still dead`).toBe(true)
    }
    if (bad.nSamples > 0) expectSameBits(result.samples, (await engine.process(clean, step)).samples)
    expectSameBits(gather.samples, before, 'input')
    await andMore(step, result)
  })
  await holds(property, numRuns)
}
