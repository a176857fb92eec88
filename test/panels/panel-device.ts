import { create } from 'webgpu'
import { type GpuDevice, openGpuDevice } from '../../src/gpu/device.ts'

// Dawn forgets its devices when the object that `create` returns is collected.
const kept: GPU[] = []

/** A device in Node, on whatever adapter the Vulkan driver gives. */
export async function openPanelDevice(): Promise<GpuDevice> {
  const gpu = create([])
  kept.push(gpu)
  return openGpuDevice({ gpu })
}

/** Bytes of an rgba8unorm texture, row by row without padding. */
export async function readTexture(device: GPUDevice, texture: GPUTexture): Promise<Uint8Array> {
  const { width, height } = texture
  const bytesPerRow = Math.ceil((4 * width) / 256) * 256
  const buffer = device.createBuffer({ size: bytesPerRow * height, usage: COPY_DST | MAP_READ })
  const encoder = device.createCommandEncoder()
  encoder.copyTextureToBuffer({ texture }, { buffer, bytesPerRow }, [width, height])
  device.queue.submit([encoder.finish()])
  await buffer.mapAsync(MAP_READ)
  const padded = new Uint8Array(buffer.getMappedRange())
  const pixels = new Uint8Array(4 * width * height)
  for (let y = 0; y < height; y++)
    pixels.set(padded.subarray(y * bytesPerRow, y * bytesPerRow + 4 * width), 4 * width * y)
  buffer.destroy()
  return pixels
}

/** GPUBufferUsage.COPY_DST and GPUMapMode.READ of the specification; Node has no such globals. */
const COPY_DST = 0x8
const MAP_READ = 0x1
