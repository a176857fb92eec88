/*
 * Kept forward transforms on the CPU engine: any step of the registry, then another value of each of its parameters in
 * turn, gives the bits of a fresh run; a change of one of the registry's threshold keys finds the transform there.
 * Control: the changes do change samples (counted).
 */
import { it } from 'vitest'
import { inlineCpuEngine } from '../engine/inline-cpu-engine.ts'
import { PROCESSES } from './arbitraries.ts'
import { changesNoBit } from './kept-forwards.ts'

it.each(PROCESSES)('%s', async (_, process) => {
  const keeping = inlineCpuEngine({ nWorkers: 2, blockBytes: 20_000 }).engine
  const fresh = inlineCpuEngine({ nWorkers: 1, blockBytes: 2 ** 40 }).engine
  await changesNoBit(process, { keeping, fresh }, {}, 40)
})
