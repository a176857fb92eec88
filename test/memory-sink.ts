/** A DatasetSink in memory: puts chunks back together, counts writes, measures how many bytes it is given at once, can fail. */
import type { BatchReport } from '../src/core/batch.ts'
import { SeisError } from '../src/core/errors.ts'
import type {
  BatchJob,
  ChunkTimes,
  DatasetSink,
  EarlierWork,
  EncodedChunk,
  GatherResult,
  OutputArray,
  OutputChunk,
} from '../src/core/sink.ts'

/** For batches whose clock is made up. */
export const NO_TIMES: ChunkTimes = { digest: { start: 0, end: 0 }, write: { start: 0, end: 0 } }

export interface MemorySinkInit {
  readonly earlier?: EarlierWork
  /** Writes of these numbers, from 1, fail. */
  /** What they fail with; a full disk by default. */
  readonly error?: SeisError
  readonly failingWrites?: (write: number) => boolean
  readonly beforeWrite?: (chunk: OutputChunk) => void | Promise<void>
}

export class MemorySink implements DatasetSink {
  job: BatchJob | null = null
  readonly writes: string[] = []
  readonly results: GatherResult[] = []
  report: BatchReport | null = null
  suspended = 0
  bytesInHand = 0
  peakBytesInHand = 0
  readonly arrays = new Map<OutputArray, Float32Array<ArrayBuffer>>()
  readonly #init: MemorySinkInit
  readonly #encoded = new Map<string, OutputChunk>()

  constructor(init: MemorySinkInit = {}) {
    this.#init = init
  }

  async begin(job: BatchJob): Promise<EarlierWork> {
    this.job = job
    for (const array of job.outputs) this.arrays.set(array, new Float32Array(job.grid.nSamples * job.grid.nTraces))
    return this.#init.earlier ?? { traceBlocks: new Set(), gathers: [] }
  }

  gatherDone(result: GatherResult): void {
    this.results.push(result)
  }

  async encodeChunk(chunk: OutputChunk): Promise<EncodedChunk> {
    const path = `${chunk.array} ${chunk.sampleBlock}.${chunk.traceBlock}`
    this.#encoded.set(path, chunk)
    return { path, bytes: new Uint8Array(chunk.samples.buffer) }
  }

  async writeChunk({ path }: EncodedChunk): Promise<ChunkTimes> {
    const chunk = this.#encoded.get(path)!
    this.writes.push(path)
    if (this.#init.failingWrites?.(this.writes.length))
      throw this.#init.error ?? new SeisError('no-space', 'The disk is full')
    this.bytesInHand += chunk.samples.byteLength
    this.peakBytesInHand = Math.max(this.peakBytesInHand, this.bytesInHand)
    await this.#init.beforeWrite?.(chunk)
    await Promise.resolve()
    this.#store(chunk)
    this.bytesInHand -= chunk.samples.byteLength
    return NO_TIMES
  }

  async finish(report: BatchReport): Promise<void> {
    this.report = report
  }

  async suspend(): Promise<void> {
    this.suspended += 1
  }

  #store(chunk: OutputChunk): void {
    const { nSamples, nTraces, chunkSamples, chunkTraces } = this.job!.grid
    const whole = new Uint32Array(this.arrays.get(chunk.array)!.buffer)
    const part = new Uint32Array(chunk.samples.buffer)
    for (let row = 0; row < chunkSamples; row++) {
      for (let column = 0; column < chunkTraces; column++) {
        const sample = chunk.sampleBlock * chunkSamples + row
        const trace = chunk.traceBlock * chunkTraces + column
        const bits = part[row * chunkTraces + column]!
        if (sample < nSamples && trace < nTraces) whole[sample * nTraces + trace] = bits
        else if (bits !== 0) throw new Error(`padding of ${chunk.sampleBlock}.${chunk.traceBlock} is not zero`)
      }
    }
  }
}
