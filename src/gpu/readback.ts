import { BUFFER_USAGE, MAP_READ } from './flags.ts'

/** A buffer up to this large serves any smaller readback: groups of small gathers come in all sizes. */
const SMALL_BYTES = 2 ** 20

/** A copy of GPU bytes on its way to the CPU. */
export interface Readback {
  /** Waits for the submit, hands the bytes to `use` while they are mapped, and gives the buffer back. */
  read<T>(use: (bytes: ArrayBuffer) => T): Promise<T>
}

/** MAP_READ buffers that are used again: several readbacks may be on their way while the next gather computes. */
export class ReadbackRing {
  readonly #device: GPUDevice
  readonly #free: GPUBuffer[] = []
  readonly #all = new Set<GPUBuffer>()

  constructor(device: GPUDevice) {
    this.#device = device
  }

  /** Records the copy of `parts`, end to end; `read` is to be called after the submit. */
  record(
    encoder: GPUCommandEncoder,
    parts: readonly { readonly buffer: GPUBuffer; readonly bytes: number }[],
  ): Readback {
    const total = parts.reduce((sum, part) => sum + part.bytes, 0)
    const staging = this.#acquire(total)
    let at = 0
    for (const { buffer, bytes } of parts) {
      encoder.copyBufferToBuffer(buffer, 0, staging, at, bytes)
      at += bytes
    }
    return {
      read: async (use) => {
        await staging.mapAsync(MAP_READ, 0, total)
        try {
          return use(staging.getMappedRange(0, total))
        } finally {
          staging.unmap()
          this.#free.push(staging)
        }
      },
    }
  }

  close(): void {
    for (const staging of this.#all) staging.destroy()
    this.#all.clear()
    this.#free.length = 0
  }

  #acquire(bytes: number): GPUBuffer {
    const most = Math.max(4 * bytes, SMALL_BYTES)
    const fitting = this.#free.findIndex(({ size }) => size >= bytes && size <= most)
    if (fitting >= 0) return this.#free.splice(fitting, 1)[0]!
    for (const staging of this.#free.splice(0)) {
      this.#all.delete(staging)
      staging.destroy()
    }
    const usage = BUFFER_USAGE.mapRead | BUFFER_USAGE.copyDestination
    const staging = this.#device.createBuffer({ label: 'readback', size: Math.max(256, bytes), usage })
    this.#all.add(staging)
    return staging
  }
}
