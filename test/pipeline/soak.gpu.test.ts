/**
 * Plan: 2,000 small gathers on the WebGPU engine. When all is warm (200 gathers), no further buffer is made
 * on the GPU, and the heap grows by no more than what is noted of each gather.
 */
import { expect, test } from 'vitest'
import { WebGpuEngine } from '../../src/engine/webgpu.ts'
import { testGpu } from '../gpu-device.ts'
import { soak } from './soak.ts'

test('the GPU holds no more after 2,000 gathers than after 200', async () => {
  const engine = await WebGpuEngine.create({ gpu: testGpu() })
  const counts = { buffers: 0, bytes: 0 }
  const create = engine.device.createBuffer.bind(engine.device)
  engine.device.createBuffer = (descriptor) => {
    counts.buffers += 1
    counts.bytes += descriptor.size
    return create(descriptor)
  }
  const { warm, end, heapGrowth } = await soak(engine, () => ({ ...counts }))
  expect(warm.buffers).toBeGreaterThan(0)
  expect(end).toEqual(warm)
  expect(heapGrowth).toBeLessThan(2 ** 21)
  await engine.close()
})
