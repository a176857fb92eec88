import type { Gather } from '../../src/core/gather.ts'
import type { RecipeStep } from '../../src/core/recipe.ts'
import { expectArraysClose } from '../compare-arrays.ts'
import { largestOf, noise, traceOf } from '../gathers.ts'
import { cpu } from './engines.ts'
import { roundingGrowth } from './rounding.ts'

/**
 * A hundred float32 roundings. Ordinary steps are held to 2e-6 elsewhere; random ones, of levels beyond what a length
 * carries, were seen to come to 5e-6.
 */
const ROUNDING = 1e-5
/** Subnormal numbers may be flushed to zero on a graphics card. */
const SMALLEST_NORMAL = 2 ** -126
/** What the twin's input is disturbed by, as a part of a trace's largest sample, and how often. */
const NOISE = 1e-6
const N_DISTURBED = 4
/** A step that comes near no jump changes by no more than this many times the noise. */
const STEADY = 3
/** Roundings inside a step add up to several times those of its input. */
const INHERITED = 10

/**
 * Throws unless `samples` are those of the double-precision twin, as near as float32 can come: within 1e-5 of the
 * largest sample that goes in or comes out; and, where a coefficient sits on its threshold, two bases cost the same, or
 * a cell of next to nothing grows, within ten times what noise of 1e-6 in live traces does to the twin, beyond three
 * times itself.
 */
export async function expectTwin(samples: Float32Array, gather: Gather, step: RecipeStep): Promise<void> {
  const exact = (await cpu.process(gather, step)).samples
  const largest = largestOf(gather.samples, exact)
  let inherited = 0
  for (let draw = 0; draw < N_DISTURBED; draw++) {
    const result = (await cpu.process(disturbed(gather, draw), step)).samples
    inherited = Math.max(inherited, largestOf(result.map((sample, i) => sample - exact[i]!)))
  }
  const unsteady = Math.max(0, inherited - STEADY * NOISE * largest)
  const absolute = SMALLEST_NORMAL + ROUNDING * roundingGrowth(step) * largest + INHERITED * unsteady
  expectArraysClose(samples, exact, { absolute, columns: gather.nTraces })
}

/** With noise of 1e-6 of each trace's largest sample, so that the dead stay dead. */
function disturbed(gather: Gather, draw: number): Gather {
  const { nTraces, samples } = gather
  const strength = Array.from({ length: nTraces }, (_, trace) => NOISE * largestOf(traceOf(samples, nTraces, trace)))
  return { ...gather, samples: samples.map((sample, i) => sample + strength[i % nTraces]! * noise(i, draw)) }
}
