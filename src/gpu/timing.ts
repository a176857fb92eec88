import type { GpuDevice } from './device.ts'
import { BUFFER_USAGE } from './flags.ts'
import type { PassRecorder } from './recorder.ts'

/** Of one submit. */
const MOST_PASSES = 32

/** Time on the GPU between the start and the end of compute passes, where the adapter can tell; else nothing. */
export class PassTimer {
  readonly #querySet: GPUQuerySet | undefined
  readonly #resolved: GPUBuffer | undefined

  constructor(gpu: Pick<GpuDevice, 'device' | 'hasTimestamps'>) {
    if (!gpu.hasTimestamps) return
    this.#querySet = gpu.device.createQuerySet({ type: 'timestamp', count: 2 * MOST_PASSES })
    const usage = BUFFER_USAGE.queryResolve | BUFFER_USAGE.copySource
    this.#resolved = gpu.device.createBuffer({ label: 'timestamps', size: 16 * MOST_PASSES, usage })
  }

  /** How many passes of one submit can be told apart. */
  get mostPasses(): number {
    return this.#querySet ? MOST_PASSES : 0
  }

  /** For `beginComputePass` of the pass of this number; empty without timestamps. */
  descriptor(pass = 0): GPUComputePassDescriptor {
    const querySet = this.#querySet
    if (!querySet) return {}
    return {
      timestampWrites: { querySet, beginningOfPassWriteIndex: 2 * pass, endOfPassWriteIndex: 2 * pass + 1 },
    }
  }

  /** Records the resolve; the 16 bytes of each pass to read back, or nothing. */
  record(encoder: GPUCommandEncoder, nPasses = 1): readonly { buffer: GPUBuffer; bytes: number }[] {
    if (!this.#querySet || !this.#resolved) return []
    encoder.resolveQuerySet(this.#querySet, 0, 2 * nPasses, this.#resolved, 0)
    return [{ buffer: this.#resolved, bytes: 16 * nPasses }]
  }

  close(): void {
    this.#querySet?.destroy()
    this.#resolved?.destroy()
  }
}

/** The compute passes of one submit, into which a recorder writes: several, each timed by itself, or one. */
export class TimedPasses {
  readonly #encoder: GPUCommandEncoder
  readonly #timer: PassTimer
  readonly #recorder: PassRecorder
  readonly #areApart: boolean
  #pass: GPUComputePassEncoder
  #count = 1

  /** `wanted`: how many there will be if they can be told apart; else there is one. */
  constructor(encoder: GPUCommandEncoder, timer: PassTimer, recorder: PassRecorder, wanted: number) {
    this.#encoder = encoder
    this.#timer = timer
    this.#recorder = recorder
    this.#areApart = wanted > 1 && wanted <= timer.mostPasses
    this.#pass = encoder.beginComputePass(timer.descriptor())
    recorder.begin(this.#pass)
  }

  /** What is recorded from now on is timed by itself. */
  next(): void {
    if (!this.#areApart) return
    this.#pass.end()
    this.#pass = this.#encoder.beginComputePass(this.#timer.descriptor(this.#count++))
    this.#recorder.goOn(this.#pass)
  }

  /** Ends the last pass; the timestamps to read back. */
  end(): readonly { buffer: GPUBuffer; bytes: number }[] {
    this.#pass.end()
    return this.#timer.record(this.#encoder, this.#count)
  }
}

/** Milliseconds from the first of timestamps in nanoseconds to the last; undefined when they are absent or run backwards. */
export function elapsedMs(timestamps: BigUint64Array): number | undefined {
  const [start, end] = [timestamps[0], timestamps.at(-1)]
  if (start === undefined || end === undefined || end < start) return undefined
  return Number(end - start) / 1e6
}

/** Milliseconds of each pass; 0 for one whose timestamps run backwards. */
export function passesMs(timestamps: BigUint64Array): readonly number[] {
  return Array.from({ length: timestamps.length / 2 }, (_, i) => elapsedMs(timestamps.subarray(2 * i, 2 * i + 2)) ?? 0)
}
