import type { Finding, PassedGather, Passes, PassRuns, PassTask } from './gather-process.ts'

/** Writes the sum of planes, each times its weight. */
export function* planeSum(
  { nSamples }: PassedGather,
  planes: readonly string[],
  weights: Float64Array,
  output: string,
): Passes {
  yield {
    name: 'sum',
    reads: Object.fromEntries(planes.map((plane, i) => [`term ${i}`, plane])),
    writes: { output },
    haloTraces: 0,
    bytesPerTrace: 8 * nSamples * (1 + planes.length),
    given: { weights },
  }
}

function addUp({ rows, span, pass }: PassTask): Finding {
  const output = rows['output']!
  const weights = pass.given['weights'] as Float64Array
  const terms = Array.from(weights, (_, i) => rows[`term ${i}`]!.samples)
  for (let i = 0; i < output.nSamples; i++) {
    for (let at = i * output.nTraces + span.startTrace; at < i * output.nTraces + span.endTrace; at++) {
      output.samples[at] = terms.reduce((sum, term, m) => sum + weights[m]! * term[at]!, 0)
    }
  }
  return new Float64Array(0)
}

/** How its pass goes. */
export const sumRuns: PassRuns = { sum: addUp }
