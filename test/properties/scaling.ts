/** How a step's result goes with the amplitude of the gather, for any engine. */
import fc from 'fast-check'
import type { Gather } from '../../src/core/gather.ts'
import type { ParamValue, RecipeStep } from '../../src/core/recipe.ts'
import type { Process } from '../../src/processes/process.ts'
import { expectArraysClose, expectSameBits } from '../compare-arrays.ts'
import { largestOf, makeGather, noise, noiseGather } from '../gathers.ts'
import { anyGather, anyStep, type Given, gatherOfDraw, holds, isSmall } from './arbitraries.ts'
import type { TestedEngine } from './engines.ts'

/**
 * Thresholds from neighbouring traces have a floor of 1e-10 in the gather's own unit (the recipe format says so): it
 * keeps cells with no spread from having no threshold, and it does not scale. It is out of sight where amplitudes are
 * so far above it that even the rounding noise in a cell is.
 */
function hasFloor(step: RecipeStep): boolean {
  return step['sigma'] === 'spatial' || step.process === 'tf-denoise'
}

const SHAPE = { nSamples: [1, 60], nTraces: [1, 14] } as const
/** 2^100 and 2^-100 are about 1e30 and 1e-30. */
const FAINT = 2 ** -100
const FAINT_SHAPE = { nSamples: 50, nTraces: 9 }

export function scaled(gather: Gather, factor: number): Gather {
  return { ...gather, samples: gather.samples.map((sample) => sample * factor) }
}

/** Powers of two, up to 1e30, change exponents only: not a bit of the mantissas may differ. */
export async function keepsBits(process: Process, engine: TestedEngine, numRuns: number): Promise<void> {
  const anyCase = anyStep(process, engine.given)
    .chain((step) => {
      // Without a floor, wherever samples and what is left of cancellations are normal numbers.
      const [min, max] = hasFloor(step) ? [50, 100] : [-60, 100]
      const gather = anyGather({ ...SHAPE, exponent: [min, max] })
      return fc.record({ step: fc.constant(step), gather, toExponent: fc.integer({ min, max }) })
    })
    .filter(({ step, gather }) => isSmall(step, gather) && engine.suits(step, gather))
  const property = fc.asyncProperty(anyCase, async ({ step, gather: draw, toExponent }) => {
    const gather = gatherOfDraw(draw)
    const factor = 2 ** (toExponent - draw.exponent)
    const expected = scaled({ ...gather, ...(await engine.process(gather, step)) }, factor)
    expectSameBits((await engine.process(scaled(gather, factor), step)).samples, expected.samples)
  })
  await holds(property, Math.ceil(engine.share * numRuns))
}

/**
 * Steps that keep clear of jumps. A k of 100 is left out, for 100 times the hundredth of the median is, of a trace alone,
 * the coefficient itself; and no magnitude may grow, for the phase of a cell of next to nothing, which is rounding, would
 * become that of a large one.
 */
const STEADY: Given = { k: [0.3, 0.7, 1.1, 2.3, 3.7, 7.9], protection: ['never-inflate'] }

/**
 * Other factors, within rounding. Samples of twelve bits times factors of few bits are exact in float32, so that only
 * the computation rounds, and random ones put no coefficient on its threshold.
 */
export async function scalesWithinRounding(process: Process, engine: TestedEngine, numRuns: number): Promise<void> {
  const anyCase = fc
    .record({
      step: anyStep(process, { ...engine.given, ...STEADY }),
      gather: anyGather(SHAPE),
      factor: fc.constantFrom(3, 0.75, 5 / 1024, 729, 1000, 11 * 2 ** -20),
    })
    .filter(({ step, gather }) => isSmall(step, gather) && engine.suits(step, gather))
  const property = fc.asyncProperty(anyCase, async ({ step, gather: { nSamples, nTraces, seed }, factor }) => {
    const gather = makeGather(nSamples, nTraces, (i, j) => Math.round(2048 * noise(i, j + 1000 * seed)) * 2 ** 50)
    const { samples } = await engine.process(gather, step)
    const expected = samples.map((sample) => sample * factor)
    // Both sides have their roundings.
    const absolute = 2 * engine.roundingOf(step) * largestOf(gather.samples, samples) * factor
    expectArraysClose((await engine.process(scaled(gather, factor), step)).samples, expected, { absolute })
  })
  await holds(property, Math.ceil(engine.share * numRuns))
}

/** A claim about noise of 1e-30: it leaves a step as a loud one leaves another step, or as it was (null). */
interface FaintClaim {
  readonly name: string
  readonly process: string
  readonly given: Given
  readonly asLoudWith: Readonly<Record<string, ParamValue>> | null
}

const WAVELETS = { wavelet: ['haar', 'db4', 'sym8', 'bior3.5'], level: [1, 2, 3] }
const BANDED = ['finest', 'level', 'coarsest']

/** What is true far below the floor of 1e-10, where it is the whole threshold. */
export const FAINT_CLAIMS: readonly FaintClaim[] = [
  {
    name: 'a noise scale from a band knows no floor',
    process: 'wavelet-denoise',
    given: { ...WAVELETS, sigma: BANDED },
    asLoudWith: {},
  },
  {
    name: 'a noise scale from neighbours takes every detail',
    process: 'wavelet-denoise',
    given: { ...WAVELETS, sigma: ['spatial'], transform: ['dwt', 'swt'] },
    asLoudWith: { sigma: 'finest', rule: 'hard', k: 100 },
  },
  {
    name: 'no cell of the time-frequency plane stands out',
    process: 'tf-denoise',
    given: { rule: ['hard', 'scaled', 'adaptive'] },
    asLoudWith: null,
  },
  {
    name: 'the soft rule moves every cell to its median',
    process: 'tf-denoise',
    given: { rule: ['soft'] },
    // A hard threshold of next to nothing does the same.
    asLoudWith: { rule: 'hard', k: 1e-30 },
  },
]

export async function holdsForFaintNoise(
  { given, asLoudWith }: FaintClaim,
  process: Process,
  engine: TestedEngine,
  numRuns: number,
): Promise<void> {
  const anyCase = fc
    .record({ step: anyStep(process, { ...engine.given, ...given }), seed: fc.nat(999) })
    .filter(({ step }) => isSmall(step, FAINT_SHAPE) && engine.suits(step, FAINT_SHAPE))
  const property = fc.asyncProperty(anyCase, async ({ step, seed }) => {
    const loud = noiseGather(FAINT_SHAPE.nSamples, FAINT_SHAPE.nTraces, seed)
    const { samples } = await engine.process(scaled(loud, FAINT), step)
    const expected = asLoudWith === null ? loud : await engine.process(loud, { ...step, ...asLoudWith })
    // Of a subnormal sample not all digits are left, or none.
    const tolerance = { relativeToMax: 10 * engine.roundingOf(step), absolute: 2 ** -126 }
    expectArraysClose(samples, scaled({ ...loud, ...expected }, FAINT).samples, tolerance)
  })
  await holds(property, Math.ceil(engine.share * numRuns))
}
