import type { GatherPart, TraceBlock } from '../core/gather.ts'
import { fitViewport } from '../core/view.ts'
import { BUFFER_USAGE, MAP_READ } from './flags.ts'
import type { TraceTiles } from './trace-tiles.ts'

/** A copy in memory of samples on the GPU, as they are when it is asked for (buffers made with COPY_SRC); of a part of them where one is given. */
export async function readBlock(
  device: GPUDevice,
  gather: TraceTiles,
  part: GatherPart = fitViewport(gather),
): Promise<TraceBlock> {
  const { startSample, endSample, startTrace, endTrace } = part
  const [nSamples, nTraces] = [endSample - startSample, endTrace - startTrace]
  const wanted = gather.tiles.filter(
    (tile) => tile.startTrace < endTrace && tile.startTrace + tile.nTraces > startTrace,
  )
  const encoder = device.createCommandEncoder()
  const usage = BUFFER_USAGE.mapRead | BUFFER_USAGE.copyDestination
  const copies = wanted.map((tile) => {
    const size = 4 * nSamples * tile.nTraces
    const staging = device.createBuffer({ label: 'copy of tile', size, usage })
    encoder.copyBufferToBuffer(tile.buffer, 4 * startSample * tile.nTraces, staging, 0, size)
    return { tile, staging }
  })
  device.queue.submit([encoder.finish()])
  const samples = new Float32Array(nSamples * nTraces)
  for (const { tile, staging } of copies) {
    await staging.mapAsync(MAP_READ)
    const rows = new Float32Array(staging.getMappedRange())
    const from = Math.max(startTrace, tile.startTrace)
    const to = Math.min(endTrace, tile.startTrace + tile.nTraces)
    for (let i = 0; i < nSamples; i++) {
      const row = i * tile.nTraces - tile.startTrace
      samples.set(rows.subarray(row + from, row + to), i * nTraces + from - startTrace)
    }
    staging.destroy()
  }
  return { nSamples, nTraces, samples }
}
