/** Plan: the problems are those of the NumPy script: samples that it gave, and what its noises leave. */
import { expect, it } from 'vitest'
import { problems, snrDb } from './problems.ts'

it.each([
  // Samples 0 and 50000 of a0 and c0; input SNR of b0 and b6, whose noise takes every kind of draw.
  [3, [-0.6177291870117188, -0.06681026518344879], [0.6985640525817871, -1.883193016052246], -6.1157662, -8.4903305],
  [4, [0.052064623683691025, 0.21803337335586548], [1.1829724311828613, 0.7334660291671753], -6.9329759, -8.9855157],
  [5, [-1.077885389328003, -1.980175256729126], [0.10922374576330185, -0.9784844517707825], -6.55996, -8.7507477],
])('of seed %i', (seed, white, coloured, b0, b6) => {
  const set = problems(seed)
  const ofSamples = (samples: Float32Array) => [samples[0]!, samples[50000]!]
  // The last bits of sines and sums may differ.
  ofSamples(set.noisy('a0')).forEach((sample, i) => {
    expect(sample).toBeCloseTo(white[i]!, 6)
  })
  ofSamples(set.noisy('c0')).forEach((sample, i) => {
    expect(sample).toBeCloseTo(coloured[i]!, 6)
  })
  expect(snrDb(set.clean, set.noisy('a6'))).toBeCloseTo(-6, 4)
  expect(snrDb(set.clean, set.noisy('b0'))).toBeCloseTo(b0, 5)
  expect(snrDb(set.clean, set.noisy('b6'))).toBeCloseTo(b6, 5)
})
