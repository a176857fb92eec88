import { SimdHeap } from '../../dsp/simd-heap.ts'
import { TraceReader, traceIoFloats } from '../../dsp/trace-io.ts'
import type { Finding, PassedGather, Passes, PassRuns, PassTask } from '../gather-process.ts'

/** Traces within this factor of the gather's level are left as they are, if nothing else is said. */
export const LEVEL = 1.5

/**
 * What balances each trace of a plane: brings it within the factor `level` of the gather's median level, and the gather to
 * 1. To divide by each trace's own level would make the noise of strong traces weak. 1 where nothing is to be balanced; 0
 * for dead traces, balanced or not.
 */
export function* balancingFactors(
  gather: PassedGather,
  input: string,
  isBalanced: boolean,
  level = LEVEL,
): Passes<Float64Array> {
  const found = yield {
    name: 'level',
    reads: { input },
    writes: {},
    haloTraces: 0,
    bytesPerTrace: 8 * gather.nSamples,
    given: {},
  }
  const all = found.flatMap((levelsOfSpan) => [...levelsOfSpan])
  const live = all.filter((own) => own > 0).toSorted((a, b) => a - b)
  const median = live[live.length >> 1] ?? 1
  return Float64Array.from(all, (own) => {
    if (own === 0) return 0
    if (!isBalanced) return 1
    const relative = own / median
    return 1 / (median * (relative > level ? relative / level : relative < 1 / level ? relative * level : 1))
  })
}

/** What undoes them; dead traces stay 0. */
export function undoingFactors(factors: Float64Array): Float64Array {
  return factors.map((factor) => (factor === 0 ? 0 : 1 / factor))
}

/** The root mean square of each trace of the span. */
function levels({ rows, span }: PassTask): Finding {
  const input = rows['input']!
  const { nSamples } = input
  const reader = new TraceReader(new SimdHeap(8 * (traceIoFloats(nSamples) + 64)), nSamples)
  reader.start(input, span.endTrace)
  return Float64Array.from({ length: span.endTrace - span.startTrace }, (_, t) => {
    const samples = reader.read(span.startTrace + t)
    const largest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
    if (largest === 0) return 0
    return largest * Math.sqrt(samples.reduce((sum, sample) => sum + (sample / largest) ** 2, 0) / nSamples)
  })
}

export const balanceRuns: PassRuns = { level: levels }
