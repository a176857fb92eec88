import { SeisError } from '../core/errors.ts'
import { BUFFER_USAGE, MAP_WRITE } from './flags.ts'

/** Mapped buffers that wait for the next upload; more are destroyed. */
const MOST_FREE = 3

/** A buffer up to this large serves any smaller upload: groups of small gathers come in all sizes. */
const SMALL_BYTES = 2 ** 20

/** Where a mapped part may begin. */
const MAP_ALIGNMENT = 8

export interface UploadPart {
  readonly buffer: GPUBuffer
  readonly bytes: number
  readonly fill: (staging: ArrayBuffer) => void
}

/**
 * MAP_WRITE buffers that are used again: bytes are copied once, into memory that the device reads. Under Node with an
 * H200, 19 MB so take 2.1 ms, and 4.6 by the queue's own writeBuffer.
 */
export class UploadRing {
  readonly #device: GPUDevice
  /** Mapped, in the order they came back. */
  readonly #free: GPUBuffer[] = []
  readonly #all = new Set<GPUBuffer>()
  #createdCount = 0

  constructor(device: GPUDevice) {
    this.#device = device
  }

  /** How many buffers were ever made: tests see reuse in it. */
  get createdCount(): number {
    return this.#createdCount
  }

  /** Submits a copy of the `bytes` that `fill` writes to the start of `target`. Throws `gpu` where there is no memory. */
  write(target: GPUBuffer, bytes: number, fill: (staging: ArrayBuffer) => void): void {
    const encoder = this.#device.createCommandEncoder()
    const hasSubmitted = this.record(encoder, [{ buffer: target, bytes, fill }])
    this.#device.queue.submit([encoder.finish()])
    hasSubmitted()
  }

  /** It was submitted. */
  #takeBack(staging: GPUBuffer): void {
    staging.mapAsync(MAP_WRITE).then(
      () => this.#giveBack(staging),
      // Destroyed, or the device is lost: there is nothing to use again.
      () => this.#all.delete(staging),
    )
  }

  /** Records copies of what each part's `fill` writes to the start of its buffer; to be told when that is submitted. */
  record(encoder: GPUCommandEncoder, parts: readonly UploadPart[]): () => void {
    const places = parts.map(() => 0)
    let total = 0
    parts.forEach(({ bytes }, i) => {
      places[i] = total
      total += MAP_ALIGNMENT * Math.ceil(bytes / MAP_ALIGNMENT)
    })
    const staging = this.#acquire(total)
    parts.forEach(({ bytes, fill }, i) => void fill(staging.getMappedRange(places[i]!, bytes)))
    staging.unmap()
    parts.forEach(({ buffer, bytes }, i) => void encoder.copyBufferToBuffer(staging, places[i]!, buffer, 0, bytes))
    return () => this.#takeBack(staging)
  }

  close(): void {
    for (const staging of this.#all) staging.destroy()
    this.#all.clear()
    this.#free.length = 0
  }

  #acquire(bytes: number): GPUBuffer {
    const most = Math.max(2 * bytes, SMALL_BYTES)
    const fitting = this.#free.findIndex(({ size }) => size >= bytes && size <= most)
    if (fitting >= 0) return this.#free.splice(fitting, 1)[0]!
    for (const staging of this.#free.splice(0)) this.#destroy(staging)
    const usage = BUFFER_USAGE.mapWrite | BUFFER_USAGE.copySource
    try {
      const staging = this.#device.createBuffer({ label: 'upload', size: bytes, usage, mappedAtCreation: true })
      this.#all.add(staging)
      this.#createdCount++
      return staging
    } catch (cause) {
      throw new SeisError('gpu', 'There is no memory to upload a gather from', { fields: { bytes }, cause })
    }
  }

  #giveBack(staging: GPUBuffer): void {
    if (!this.#all.has(staging)) return
    if (this.#free.length < MOST_FREE) this.#free.push(staging)
    else this.#destroy(staging)
  }

  #destroy(staging: GPUBuffer): void {
    this.#all.delete(staging)
    staging.destroy()
  }
}
