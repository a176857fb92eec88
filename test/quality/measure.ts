import type { RecipeStep } from '../../src/core/recipe.ts'
import type { GatherReference } from '../../src/processes/gather-process.ts'
import { gatherOf } from '../gathers.ts'
import { runPasses } from '../run-twin.ts'
import { N_SAMPLES, N_TRACES, type ProblemName, type ProblemSet, problems, snrDb, underNoise } from './problems.ts'

/** Those that goals are stated on. */
export const SEEDS = [3, 4, 5] as const

const sets = new Map<number, ProblemSet>()

function problemsOf(seed: number): ProblemSet {
  const set = sets.get(seed) ?? problems(seed)
  sets.set(seed, set)
  return set
}

/** The quality of a step in double precision, in dB. */
export function qualityOf(reference: GatherReference, step: RecipeStep) {
  const denoised = (samples: Float32Array<ArrayBuffer>) =>
    runPasses(reference, gatherOf(N_SAMPLES, N_TRACES, samples), step, 1)
  return {
    /** On a problem, one for each seed. */
    ofProblem: (name: ProblemName, seeds: readonly number[] = SEEDS): readonly number[] =>
      seeds.map((seed) => snrDb(problemsOf(seed).clean, denoised(problemsOf(seed).noisy(name)))),
    /** Of a gather without noise. */
    ofClean(seed: number): number {
      const { clean } = problemsOf(seed)
      return snrDb(clean, denoised(clean))
    },
    /** Of a gather under white noise `db` below it. */
    underNoise(db: number, seed: number): number {
      const { clean } = problemsOf(seed)
      return snrDb(clean, denoised(underNoise(clean, db, seed)))
    },
  }
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
