import { BUFFER_USAGE } from './flags.ts'

export interface ConstantTable {
  /** Names the contents: two tables of one key are the same. */
  readonly key: string
  readonly values: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>
}

const KEPT_TABLES = 64

/** Read-only tables (filters, windows, twiddles), uploaded once each; the least recently used is dropped first. */
export class ConstantTables {
  readonly #device: GPUDevice
  readonly #buffers = new Map<string, GPUBuffer>()

  constructor(device: GPUDevice) {
    this.#device = device
  }

  get(table: ConstantTable): GPUBuffer {
    const known = this.#buffers.get(table.key)
    if (known) {
      this.#buffers.delete(table.key)
      this.#buffers.set(table.key, known)
      return known
    }
    const usage = BUFFER_USAGE.storage | BUFFER_USAGE.uniform | BUFFER_USAGE.copyDestination
    const buffer = this.#device.createBuffer({ label: table.key, size: table.values.byteLength, usage })
    this.#device.queue.writeBuffer(buffer, 0, table.values)
    this.#buffers.set(table.key, buffer)
    return buffer
  }

  /** Drops the oldest tables over the limit. To be called between submits: a recorded pass may still use them. */
  trim(): void {
    for (const [key, buffer] of this.#buffers) {
      if (this.#buffers.size <= KEPT_TABLES) return
      this.#buffers.delete(key)
      buffer.destroy()
    }
  }

  close(): void {
    for (const buffer of this.#buffers.values()) buffer.destroy()
    this.#buffers.clear()
  }
}
