import type { TraceBlock } from '../core/gather.ts'
import type { RunMeasures } from '../core/measures.ts'
import { percentOf, runEnergies } from './energy-removed/reference.ts'
import { lateralCoherence } from './lateral-coherence/reference.ts'
import { localSimilarity } from './local-similarity/reference.ts'
import { runPowers, whiteness } from './noise-spectrum/reference.ts'
import { snrEstimateDb } from './snr-estimate/reference.ts'

/** All that is said about a run, in double precision. */
export function measureRun(before: TraceBlock, after: TraceBlock): RunMeasures {
  const energies = runEnergies(before, after)
  return {
    energyRemovedPercent: percentOf(energies),
    leakage: localSimilarity(before, after, energies).mean,
    noiseCoherence: lateralCoherence(before, after),
    noiseWhiteness: whiteness(runPowers(before, after)),
    snrEstimateDb: snrEstimateDb(energies),
  }
}
