import type { TraceBlock } from '../core/gather.ts'
import { BUFFER_USAGE } from '../gpu/flags.ts'
import { planTiles, samplesOfTile, type TraceTiles } from '../gpu/trace-tiles.ts'

/** A block in memory put on a device, for results of the CPU engine. Buffers are kept while the size stays. */
export class UploadedBlock {
  readonly #device: GPUDevice
  readonly #maxTileBytes: number
  #block: TraceBlock | undefined
  #tiles: TraceTiles | undefined

  /** @param maxTileBytes for tests; the default is what the device allows in one binding */
  constructor(device: GPUDevice, maxTileBytes?: number) {
    this.#device = device
    const { maxBufferSize, maxStorageBufferBindingSize } = device.limits
    this.#maxTileBytes = maxTileBytes ?? Math.min(maxBufferSize, maxStorageBufferBindingSize)
  }

  /** The block as tiles; copied only when it is another object than the last time. */
  upload(block: TraceBlock): TraceTiles {
    if (this.#block === block && this.#tiles) return this.#tiles
    const tiles = this.#makeRoom(block)
    for (const tile of tiles.tiles) this.#device.queue.writeBuffer(tile.buffer, 0, samplesOfTile(block, tile))
    this.#block = block
    return tiles
  }

  dispose(): void {
    for (const { buffer } of this.#tiles?.tiles ?? []) buffer.destroy()
    this.#tiles = undefined
    this.#block = undefined
  }

  #makeRoom({ nSamples, nTraces }: TraceBlock): TraceTiles {
    if (this.#tiles?.nSamples === nSamples && this.#tiles.nTraces === nTraces) return this.#tiles
    this.dispose()
    const tiles = planTiles(nSamples, nTraces, this.#maxTileBytes).map((tile) => ({
      ...tile,
      buffer: this.#device.createBuffer({
        label: `panels: traces from ${tile.startTrace}`,
        size: 4 * nSamples * tile.nTraces,
        usage: BUFFER_USAGE.storage | BUFFER_USAGE.copyDestination,
      }),
    }))
    this.#tiles = { nSamples, nTraces, tiles }
    return this.#tiles
  }
}
