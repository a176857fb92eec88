import { BUFFER_USAGE, MAP_READ } from '../../src/gpu/flags.ts'

/** COPY_SRC and RENDER_ATTACHMENT of GPUTextureUsage: what a texture needs to be drawn into and read. */
export const TARGET_USAGE = 0x1 | 0x10

/** Bytes of an rgba8unorm texture, row by row without padding. */
export async function readTexture(device: GPUDevice, texture: GPUTexture): Promise<Uint8Array> {
  const { width, height } = texture
  const bytesPerRow = Math.ceil((4 * width) / 256) * 256
  const buffer = device.createBuffer({
    size: bytesPerRow * height,
    usage: BUFFER_USAGE.copyDestination | BUFFER_USAGE.mapRead,
  })
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
