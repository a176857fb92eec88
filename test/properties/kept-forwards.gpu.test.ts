/**
 * Plan: kept forward transforms on the WebGPU engine, as the twin of this file has them, with its control: buffers that
 * stay on the device from run to run give the bits of an engine that has kept nothing.
 */
import { test } from 'vitest'
import { withEngine } from '../gpu-device.ts'
import { GPU_WAYS, STAGED } from './engines.ts'
import { changesNoBit } from './kept-forwards.ts'

/** What is computed in one kernel keeps nothing. */
test.each(GPU_WAYS)('%s', (_, process, { limits, given, suits }) =>
  withEngine({ limits }, (keeping) =>
    withEngine({ limits }, (fresh) =>
      changesNoBit(process, { keeping, fresh, given, suits, serves: () => suits === STAGED.suits }, 6),
    ),
  ),
)
