import { BUFFER_USAGE } from './flags.ts'

const STORAGE_USAGE = BUFFER_USAGE.storage | BUFFER_USAGE.copySource | BUFFER_USAGE.copyDestination

/**
 * Storage buffers that are used again and again: sizes are rounded up to a quarter of a power of two, so that gathers
 * of slightly different sizes share them. What is given back may still be in use by work that was submitted before:
 * the queue runs in order.
 */
export class BufferPool {
  readonly #device: GPUDevice
  readonly #largestBytes: number
  readonly #free: GPUBuffer[] = []
  readonly #all = new Set<GPUBuffer>()
  #createdCount = 0

  constructor(device: GPUDevice) {
    this.#device = device
    this.#largestBytes = Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize)
  }

  /** Bytes of all buffers, in use or free. */
  get totalBytes(): number {
    return [...this.#all].reduce((sum, buffer) => sum + buffer.size, 0)
  }

  /** Bytes of the buffers that nobody uses. */
  get freeBytes(): number {
    return this.#free.reduce((sum, buffer) => sum + buffer.size, 0)
  }

  /** How many buffers were ever made: tests see reuse in it. */
  get createdCount(): number {
    return this.#createdCount
  }

  /** A buffer of at least `bytes`; its contents are whatever was there. */
  acquire(bytes: number, label: string): GPUBuffer {
    const size = Math.min(this.#largestBytes, roundUpBytes(bytes))
    const index = this.#free.findIndex((buffer) => buffer.size === size)
    if (index >= 0) return this.#free.splice(index, 1)[0]!
    const buffer = this.#device.createBuffer({ label, size: Math.max(size, bytes), usage: STORAGE_USAGE })
    this.#all.add(buffer)
    this.#createdCount++
    return buffer
  }

  release(buffer: GPUBuffer): void {
    if (this.#all.has(buffer)) this.#free.push(buffer)
  }

  /** Destroys what is free. To be called between submits: a recorded pass may still use it. */
  trim(): void {
    for (const buffer of this.#free.splice(0)) {
      this.#all.delete(buffer)
      buffer.destroy()
    }
  }

  close(): void {
    for (const buffer of this.#all) buffer.destroy()
    this.#all.clear()
    this.#free.length = 0
  }
}

/** The next multiple of a quarter of the power of two below; at least 256. */
export function roundUpBytes(bytes: number): number {
  if (bytes <= 256) return 256
  const quarter = 2 ** Math.floor(Math.log2(bytes)) / 4
  return quarter * Math.ceil(bytes / quarter)
}
