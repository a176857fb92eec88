/**
 * Plan: kept forward transforms on the WebGPU engine, as the twin of this file has them, with its control: buffers that
 * stay on the device from run to run give the bits of an engine that has kept nothing.
 */
import { test } from 'vitest'
import { withEngine } from '../gpu-device.ts'
import { PROCESSES } from './arbitraries.ts'
import { STAGED } from './engines.ts'
import { changesNoBit } from './kept-forwards.ts'

/** What is computed in one kernel keeps nothing. */
test.each(PROCESSES)('%s', (_, process) =>
  withEngine({}, (keeping) =>
    withEngine({}, (fresh) => changesNoBit(process, { ...STAGED, keeping, fresh, serves: () => true }, 6)),
  ),
)
