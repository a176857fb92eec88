import type { RunMeasures } from '../core/measures.ts'
import type { BufferSlice } from '../gpu/recorder.ts'
import { SUM_COLUMNS } from './column-sums.ts'
import { ENERGY_KERNELS, readEnergies, recordEnergies } from './energy-removed/gpu.ts'
import { percentOf } from './energy-removed/reference.ts'
import { COHERENCE_KERNELS, recordCoherence } from './lateral-coherence/gpu.ts'
import { recordSimilarity, SIMILARITY_KERNELS } from './local-similarity/gpu.ts'
import { readPowers, recordPowers, SPECTRUM_KERNELS, SPECTRUM_VALUES } from './noise-spectrum/gpu.ts'
import { whiteness } from './noise-spectrum/reference.ts'
import type { RunOnGpu } from './run-on-gpu.ts'
import { snrEstimateDb } from './snr-estimate/reference.ts'

export const MEASURE_KERNELS = [
  SUM_COLUMNS,
  ...ENERGY_KERNELS,
  ...SIMILARITY_KERNELS,
  ...COHERENCE_KERNELS,
  ...SPECTRUM_KERNELS,
]

const SUMS = 7

/** Float32 values that `recordMeasures` leaves to be read back. */
export const MEASURE_VALUES = SUMS + SPECTRUM_VALUES

/** Records all that is said about a run; what is returned, end to end, is for `readMeasures`, and then for the pool. */
export function recordMeasures(run: RunOnGpu): readonly BufferSlice[] {
  const energies = recordEnergies(run)
  const similarity = recordSimilarity(run, energies.sums)
  const coherence = recordCoherence(run, energies.byTrace)
  run.pool.release(energies.byTrace.buffer)
  return [energies.sums, similarity, coherence, recordPowers(run)]
}

/** Ratios of the sums that were recorded: measureRun in float32. */
export function readMeasures(values: Float32Array): RunMeasures {
  const energies = readEnergies(values)
  return {
    energyRemovedPercent: percentOf(energies),
    leakage: energies.nLive === 0 ? null : values[4]! / energies.nLive,
    noiseCoherence: values[6] === 0 ? null : values[5]! / values[6]!,
    noiseWhiteness: whiteness(readPowers(values.subarray(SUMS))),
    snrEstimateDb: snrEstimateDb(energies),
  }
}
