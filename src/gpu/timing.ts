import type { GpuDevice } from './device.ts'
import { BUFFER_USAGE } from './flags.ts'

/** Time on the GPU between the start and the end of a compute pass, where the adapter can tell; else nothing. */
export class PassTimer {
  readonly #querySet: GPUQuerySet | undefined
  readonly #resolved: GPUBuffer | undefined

  constructor(gpu: Pick<GpuDevice, 'device' | 'hasTimestamps'>) {
    if (!gpu.hasTimestamps) return
    this.#querySet = gpu.device.createQuerySet({ type: 'timestamp', count: 2 })
    const usage = BUFFER_USAGE.queryResolve | BUFFER_USAGE.copySource
    this.#resolved = gpu.device.createBuffer({ label: 'timestamps', size: 256, usage })
  }

  /** For `beginComputePass`; empty without timestamps. */
  get passDescriptor(): GPUComputePassDescriptor {
    if (!this.#querySet) return {}
    return { timestampWrites: { querySet: this.#querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 } }
  }

  /** Records the resolve; the 16 bytes to read back, or nothing. */
  record(encoder: GPUCommandEncoder): readonly { buffer: GPUBuffer; bytes: number }[] {
    if (!this.#querySet || !this.#resolved) return []
    encoder.resolveQuerySet(this.#querySet, 0, 2, this.#resolved, 0)
    return [{ buffer: this.#resolved, bytes: 16 }]
  }

  close(): void {
    this.#querySet?.destroy()
    this.#resolved?.destroy()
  }
}

/** Milliseconds between two timestamps in nanoseconds; undefined when they are absent or run backwards. */
export function elapsedMs(timestamps: BigUint64Array): number | undefined {
  const [start, end] = timestamps
  if (start === undefined || end === undefined || end < start) return undefined
  return Number(end - start) / 1e6
}
