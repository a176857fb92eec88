/**
 * Plan: mutes on the WebGPU engine against their twin (the golden gathers are met by test/engine/webgpu-reference.gpu.test.ts):
 * both modes, no taper, tiles of few traces, and after another step; a gather without offsets is refused.
 */
import { expect, test } from 'vitest'
import { mute } from '../../../src/processes/mute/params.ts'
import { muteReference } from '../../../src/processes/mute/reference.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { expectArraysClose } from '../../compare-arrays.ts'
import { makeGather, recipeOf } from '../../gathers.ts'
import { withEngine } from '../../gpu-device.ts'
import { runPasses } from '../../run-twin.ts'

const [N_SAMPLES, N_TRACES] = [60, 40]
const offset = Float64Array.from({ length: N_TRACES }, (_, j) => 9 * (j - 8))
const gather = { ...makeGather(N_SAMPLES, N_TRACES), headers: { offset } }

/** One rounding of the taper's factor, and one of the product. */
const CLOSE = { relativeToMax: 2e-7, columns: N_TRACES }

test('has what the twin has, in tiles too', () =>
  withEngine({ limits: { tileBytes: 2 * 4 * N_SAMPLES * 16 } }, (tiled) =>
    withEngine({}, async (whole) => {
      for (const values of [{}, { mode: 'bottom' }, { taperSamples: 0 }, { mode: 'bottom', taperSamples: 1 }]) {
        const step = defaultStep(mute, values)
        const expected = runPasses(muteReference, gather, step, 1)
        expectArraysClose((await whole.process(gather, recipeOf(step))).samples, expected, CLOSE)
        expectArraysClose((await tiled.process(gather, recipeOf(step))).samples, expected, CLOSE)
      }
      const steps = [defaultStep(mute), defaultStep(mute, { mode: 'bottom', velocity: 500 })]
      const first = runPasses(muteReference, gather, steps[0]!, 1)
      const both = runPasses(muteReference, { ...gather, samples: first }, steps[1]!, 1)
      expectArraysClose((await tiled.process(gather, recipeOf(...steps))).samples, both, CLOSE)
      const refused = whole.process({ ...gather, headers: {} }, recipeOf(defaultStep(mute)))
      await expect(refused).rejects.toMatchObject({ code: 'bad-input', where: 'headers.parquet, column offset' })
      // And what was not recorded to its end stands in nobody's way.
      expect((await whole.process(gather, recipeOf(steps[0]!))).samples.length).toBe(gather.samples.length)
    }),
  ))
