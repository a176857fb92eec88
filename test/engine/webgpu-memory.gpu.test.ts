/**
 * Plan: an adapter that refuses buffers over a size, as one whose memory is used up does (the scope for it reports an error).
 * Tiles are halved until they fit, and no bit changes; tiles stay small for the gathers that follow; where even small tiles do
 * not fit, the adapter's own words come back, and the engine lives on.
 */
import { expect, test } from 'vitest'
import type { WebGpuEngine } from '../../src/engine/webgpu.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { tfDenoise } from '../../src/processes/tf-denoise/params.ts'
import { expectSameBits } from '../compare-arrays.ts'
import { noiseGather, recipeOf } from '../gathers.ts'
import { withEngine } from '../gpu-device.ts'

const recipe = recipeOf(defaultStep(tfDenoise, { windowSamples: 16, hopSamples: 8 }))
const gather = noiseGather(200, 300)

/** Makes buffers over `mostBytes` fail as a full memory does: at the scope, not at the call. Counts them. */
function fillMemory(engine: WebGpuEngine, mostBytes: number) {
  const { device } = engine
  const state = { mostBytes, nRefused: 0, isFull: false }
  const createBuffer = device.createBuffer.bind(device)
  const [pushErrorScope, popErrorScope] = [device.pushErrorScope.bind(device), device.popErrorScope.bind(device)]
  device.createBuffer = (descriptor) => {
    if (descriptor.size > state.mostBytes) {
      state.nRefused += 1
      state.isFull = true
    }
    return createBuffer(descriptor)
  }
  const scopes: GPUErrorFilter[] = []
  device.pushErrorScope = (filter) => {
    scopes.push(filter)
    pushErrorScope(filter)
  }
  device.popErrorScope = async () => {
    const isRefusal = scopes.pop() === 'out-of-memory' && state.isFull
    if (isRefusal) state.isFull = false
    const error = await popErrorScope()
    return isRefusal ? ({ message: 'out of memory' } as GPUOutOfMemoryError) : error
  }
  return state
}

test('tiles are halved until they fit, and no bit changes', async () => {
  const whole = await withEngine({}, async (engine) => (await engine.process(gather, recipe)).samples)
  await withEngine({}, async (engine) => {
    const memory = fillMemory(engine, 2 ** 19)
    expectSameBits((await engine.process({ ...gather }, recipe)).samples, whole)
    expect(memory.nRefused).toBeGreaterThan(0)
    const refused = memory.nRefused
    expectSameBits((await engine.process({ ...gather }, recipe)).samples, whole)
    expect(memory.nRefused).toBe(refused)
  })
})

test('what fits no tile is told in the words of the adapter', async () => {
  await withEngine({}, async (engine) => {
    const whole = (await engine.process(gather, recipe)).samples.slice()
    const memory = fillMemory(engine, 1024)
    await expect(engine.process(noiseGather(200, 310), recipe)).rejects.toMatchObject({ message: /out of memory/ })
    memory.mostBytes = Number.POSITIVE_INFINITY
    expectSameBits((await engine.process({ ...gather }, recipe)).samples, whole)
  })
})
