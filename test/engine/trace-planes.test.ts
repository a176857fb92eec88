/*
 * The plane of a trace in a chain: it is that of the trace as the steps before leave it, also where only the traces around
 * it are computed, at the edges of the gather, and after a step of the whole gather; samples that are no numbers count
 * as 0; an automatic k is what the run came to; what the steps before give is computed once while k moves. Of a robust step
 * it is that of the trace as the step cleaned it, from which the step's result comes, found once for all traces.
 */
import { expect, it } from 'vitest'
import type { Gather } from '../../src/core/gather.ts'
import type { RecipeStep } from '../../src/core/recipe.ts'
import { TracePlanes } from '../../src/engine/trace-planes.ts'
import { gatherReferenceOf, planeOf } from '../../src/processes/methods.ts'
import { mute } from '../../src/processes/mute/params.ts'
import { CLEANED_PLANE } from '../../src/processes/robust/safe-robust.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { tfDenoise } from '../../src/processes/tf-denoise/params.ts'
import { waveletDenoise } from '../../src/processes/wavelet-denoise/params.ts'
import { makeGather, recipeOf } from '../gathers.ts'
import { runAllPasses, runTwin } from '../run-twin.ts'
import { inlineCpuEngine } from './inline-cpu-engine.ts'

const [N, TRACES] = [60, 24]
const plain: Gather = {
  ...makeGather(N, TRACES),
  headers: { offset: Float64Array.from({ length: TRACES }, (_, j) => 10 * j) },
}
const tf = defaultStep(tfDenoise, { aperture: 5, windowSamples: 16, hopSamples: 8 })
const spatial = defaultStep(waveletDenoise, { sigma: 'spatial', aperture: 3, level: 2 })
const never = new AbortController().signal
const gatherAfter = (samples: Float32Array<ArrayBuffer>): Gather => ({ ...plain, samples })

function setUp(...steps: readonly RecipeStep[]) {
  const { engine, computed } = inlineCpuEngine()
  const planes = new TracePlanes(async () => engine)
  const figures = steps.map(() => ({ k: 4 }))
  const ask = (gather: Gather, at: number, trace: number, ...changed: readonly RecipeStep[]) =>
    planes.ofRun(gather, recipeOf(...(changed.length > 0 ? changed : steps)), figures)(at, trace, never)
  return { ask, computed }
}

it.each([0, 11, TRACES - 1])('is that of trace %i as the steps before leave it', async (trace) => {
  const { ask, computed } = setUp(tf, spatial)
  const input = gatherAfter(runTwin(plain, tf))
  const expected = planeOf({ gather: input, trace, step: spatial, sampleIntervalMs: 2 })
  const plane = await ask(plain, 1, trace)
  expect(plane).toMatchObject({ ...expected, trace, startTrace: Math.max(0, trace - 1) })
  const nBlocks = computed.length
  expect((await ask(plain, 1, trace, tf, { ...spatial, k: 1 })).k).toBe(1)
  expect(computed.length).toBe(nBlocks)
})

it('is of the first step too, and after one that must know the whole gather', async () => {
  const bad = gatherAfter(plain.samples.map((sample, i) => (i === 5 * TRACES + 8 ? Number.NaN : sample)))
  const clean = gatherAfter(bad.samples.map((sample) => (Number.isNaN(sample) ? 0 : sample)))
  const expected = planeOf({ gather: clean, trace: 9, step: tf, sampleIntervalMs: 2 })
  expect(await setUp(tf).ask(bad, 0, 9)).toMatchObject({ ...expected, trace: 9, startTrace: 7, endTrace: 12 })
  const muted = defaultStep(mute)
  const input = gatherAfter(runTwin(plain, muted))
  const { magnitudes } = planeOf({ gather: input, trace: 20, step: spatial, sampleIntervalMs: 2 })
  expect((await setUp(muted, spatial).ask(plain, 1, 20)).magnitudes).toEqual(magnitudes)
})

it('takes an automatic k from the run, and says so where that has none', async () => {
  const automatic = { ...defaultStep(waveletDenoise, { level: 2 }), k: 'auto' }
  expect((await setUp(automatic).ask(plain, 0, 3)).k).toBe(4)
  await expect(setUp().ask(plain, 0, 3)).rejects.toThrow(/no step 1/)
})

it('is of the trace without erratic noise where the step takes that out', async () => {
  const spiky = gatherAfter(plain.samples.map((sample, i) => (i === 30 * TRACES + 12 ? 500 : sample)))
  const robust = defaultStep(waveletDenoise, { robust: 'safe', level: 2 })
  const { ask, computed } = setUp(tf, robust)
  const input = gatherAfter(runTwin(spiky, tf))
  const cleaned = runAllPasses(gatherReferenceOf(robust), input, robust, 1).planes.get(CLEANED_PLANE)!.samples
  const step = { ...robust, robust: 'off' }
  const planeIn = (gather: Gather) => planeOf({ gather, trace: 12, step, sampleIntervalMs: 2 })
  const plane = await ask(spiky, 1, 12)
  expect(plane).toMatchObject({ ...planeIn(gatherAfter(cleaned)), trace: 12, isCleaned: true })
  expect(Math.max(...plane.magnitudes)).toBeLessThan(0.5 * Math.max(...planeIn(input).magnitudes))
  const nBlocks = computed.length
  expect((await ask(spiky, 1, 3)).startTrace).toBe(3)
  expect(computed.length).toBe(nBlocks)
  expect((await ask(spiky, 1, 3, tf, { ...robust, k: 1 })).k).toBe(1)
  expect(computed.length).toBeGreaterThan(nBlocks)
})
