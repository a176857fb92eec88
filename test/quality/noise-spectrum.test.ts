/**
 * Plan: the variance and the kind of the noise that is found in the problems, strong and weak, against the true one: by weak
 * cells alone, it would be found twice to four times too high where it is 30 dB below the signal.
 */
import { expect, it } from 'vitest'
import { fkPatches } from '../../src/processes/fk-patches.ts'
import type { GatherReference } from '../../src/processes/gather-process.ts'
import { noiseSpectrum, probeRuns } from '../../src/processes/noise-probe.ts'
import { wienerFilter, wienerRuns } from '../../src/processes/wiener-filter.ts'
import { gatherOf } from '../gathers.ts'
import { runAllPasses } from '../run-twin.ts'
import { N_SAMPLES, N_TRACES, problems } from './problems.ts'

const found: GatherReference = {
  *passes(gather) {
    const run = { input: 'input', output: 'output' }
    const shape = { windowSamples: 32, lateralTraces: 16 }
    const noise = { isBalanced: false, windowSamples: shape.windowSamples }
    const { factors } = yield* wienerFilter(fkPatches, gather, { ...run, k: 2.6, shapesOf: () => [shape], noise })
    const { colour, powers } = yield* noiseSpectrum(gather, run, factors)
    return { colour, powers: [...powers] }
  },
  runs: { ...wienerRuns(fkPatches), ...probeRuns },
}

const { clean, noisy } = problems(4)

it.each([
  ['a0', 0, 'white'],
  ['a0', 30, 'white'],
  ['a0', 50, 'white'],
  ['c0', 0, 'coloured'],
  ['c0', 20, 'coloured'],
  ['c0', 30, 'coloured'],
] as const)('of %s, %i dB weaker, is %s, and of about its variance', (name, db, colour) => {
  const size = 10 ** (-db / 20)
  const noise = noisy(name).map((value, i) => value - clean[i]!)
  const gather = gatherOf(
    N_SAMPLES,
    N_TRACES,
    clean.map((value, i) => value + size * noise[i]!),
  )
  const { figures } = runAllPasses(found, gather, { process: 'found' }, 1)
  expect(figures['colour']).toBe(colour)
  const powers = figures['powers'] as readonly number[]
  const variance = powers.reduce((sum, power, bin) => sum + power * (bin === 0 || bin === 32 ? 1 : 2), 0) / 64
  // Of weak coloured noise, in cells that signal is in, a part passes: by what is removed it is found up to 30 % too low.
  expect(variance / size ** 2).toBeGreaterThan(0.7)
  expect(variance / size ** 2).toBeLessThan(1.35)
})
