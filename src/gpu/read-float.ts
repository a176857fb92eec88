import { BUFFER_USAGE, MAP_READ } from './flags.ts'

/** One float32 of a buffer (made with COPY_SRC), by its index: the value under the cursor. */
export async function readFloat(device: GPUDevice, buffer: GPUBuffer, index: number): Promise<number> {
  const staging = device.createBuffer({ size: 4, usage: BUFFER_USAGE.mapRead | BUFFER_USAGE.copyDestination })
  const encoder = device.createCommandEncoder()
  encoder.copyBufferToBuffer(buffer, index * 4, staging, 0, 4)
  device.queue.submit([encoder.finish()])
  await staging.mapAsync(MAP_READ)
  const value = new Float32Array(staging.getMappedRange())[0] ?? Number.NaN
  staging.destroy()
  return value
}
