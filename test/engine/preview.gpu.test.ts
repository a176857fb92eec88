/**
 * Plan: what the panels ask of the engine beside runs leaves the gather on the card: after a leakage map the next run
 * needs no loading. A copy of After has the bits that the engine computes into memory, and stays when others run. The gather as
 * it is can be drawn as soon as it is loaded, before any run.
 */
import { expect, test } from 'vitest'
import { openPreview } from '../../src/engine/preview.ts'
import { WebGpuEngine } from '../../src/engine/webgpu.ts'
import { readBlock } from '../../src/gpu/read-block.ts'
import { parseStep } from '../../src/processes/recipe.ts'
import { expectSameBits } from '../compare-arrays.ts'
import { makeGather, recipeOf } from '../gathers.ts'
import { testGpu } from '../gpu-device.ts'
import { inlineCpuEngine } from './inline-cpu-engine.ts'

const recipe = (k: number) =>
  recipeOf(parseStep({ process: 'wavelet-denoise', transform: 'dwt', wavelet: 'haar', k }, 0))

test('runs go on after a leakage map, and a copy of After outlives them', async () => {
  const gpu = testGpu()
  const { engine } = await openPreview({
    gpu,
    wanted: 'webgpu',
    createGpuEngine: () => WebGpuEngine.create({ gpu, limits: { bindingBytes: 4000 } }),
    createCpuEngine: async () => inlineCpuEngine().engine,
  })
  const gather = makeGather(40, 60)
  const { signal } = new AbortController()
  await engine.load(gather)
  const plain = await engine.plain()
  if (plain.kind !== 'tiles') throw new Error('no tiles')
  expect(plain.after).toBe(plain.before)
  expectSameBits((await readBlock(engine.device!, plain.before)).samples, gather.samples)
  const first = await engine.run(recipe(2), signal)
  const copy = await engine.copyAfter(first)
  const map = await first.image('leakage', signal)
  expect(map?.samples.length).toBe(40 * 60)
  for (const k of [1, 3, 4]) await engine.run(recipe(k), signal)
  const again = await engine.copyAfter(await engine.run(recipe(2), signal))
  expectSameBits(copy.samples, again.samples)
  await engine.close()
  const alone = await WebGpuEngine.create({ gpu })
  expectSameBits(copy.samples, (await alone.process(gather, recipe(2))).samples)
  await alone.close()
})
