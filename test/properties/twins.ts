import type { Gather } from '../../src/core/gather.ts'
import type { RecipeStep } from '../../src/core/recipe.ts'
import { expectArraysClose } from '../compare-arrays.ts'
import { largestOf, noise } from '../gathers.ts'
import { cpu } from './engines.ts'
import { overlapLoss } from './nothing-shrunk.ts'

/** A few dozen float32 roundings in a row: as the tests of engine and kernels have it. */
const ROUNDING = 2e-6
/** Subnormal numbers may be flushed to zero on a graphics card. */
const SMALLEST_NORMAL = 2 ** -126
const N_DISTURBED = 4
/** Roundings inside a step come to a few times those of its input. */
const INHERITED = 4

/**
 * Throws unless `samples` are those of the double-precision twin, as near as float32 can come: within 2e-6 of the
 * largest sample that goes in or comes out, and, where a coefficient sits on its threshold or two bases cost the same,
 * within four times what disturbing the input by 1e-6 does to the twin itself (inherited accuracy).
 */
export async function expectTwin(samples: Float32Array, gather: Gather, step: RecipeStep): Promise<void> {
  const exact = (await cpu.process(gather, step)).samples
  const largest = largestOf(gather.samples, exact)
  let inherited = 0
  for (let draw = 0; draw < N_DISTURBED; draw++) {
    const disturbed = gather.samples.map((sample, i) => sample * (1 + 1e-6 * noise(i, draw)))
    const result = (await cpu.process({ ...gather, samples: disturbed }, step)).samples
    inherited = Math.max(inherited, largestOf(result.map((sample, i) => sample - exact[i]!)))
  }
  const absolute = SMALLEST_NORMAL + ROUNDING * overlapLoss(step) * largest + INHERITED * inherited
  expectArraysClose(samples, exact, { absolute, columns: gather.nTraces })
}
