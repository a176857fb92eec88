import type { TraceBlock } from '../core/gather.ts'
import { BUFFER_USAGE, MAP_READ } from './flags.ts'
import { placeTile, type TraceTiles, tileSlice } from './trace-tiles.ts'

/** A copy in memory of samples on the GPU, as they are when it is asked for (buffers made with COPY_SRC). */
export async function readTiles(device: GPUDevice, tiles: TraceTiles): Promise<TraceBlock> {
  const { nSamples, nTraces } = tiles
  const encoder = device.createCommandEncoder()
  const copies = tiles.tiles.map((tile) => {
    const { buffer, bytes } = tileSlice(tiles, tile)
    const usage = BUFFER_USAGE.mapRead | BUFFER_USAGE.copyDestination
    const staging = device.createBuffer({ label: 'copy of tile', size: bytes, usage })
    encoder.copyBufferToBuffer(buffer, 0, staging, 0, bytes)
    return { tile, staging }
  })
  device.queue.submit([encoder.finish()])
  const samples = new Float32Array(nSamples * nTraces)
  for (const { tile, staging } of copies) {
    await staging.mapAsync(MAP_READ)
    placeTile(samples, tiles, tile, staging.getMappedRange())
    staging.destroy()
  }
  return { nSamples, nTraces, samples }
}
