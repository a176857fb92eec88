import { asSeisError, isSeisError, type SeisError, throwIfAborted } from '../core/errors.ts'
import type { EarlierWork, OutputChunk, OutputSegment } from '../core/sink.ts'
import type { Attempts, Tries } from './attempts.ts'
import type { BatchMeters, QueueName } from './batch-meters.ts'
import type { BatchSetup } from './batch-setup.ts'
import { ByteQuota } from './byte-quota.ts'
import { ChunkAssembly } from './chunk-assembly.ts'
import { type BatchPlan, nTracesOf, sampleBlocks, traceBlocks } from './plan.ts'
import {
  finishedResult,
  type ProcessedSegment,
  processSegment,
  type ReadSegment,
  readSegment,
  unprocessed,
  unread,
} from './process-segment.ts'
import { StopWatch } from './stop-watch.ts'
import { orderOfSegment } from './trace-rows.ts'

/** Files in the making at once: several hide the cost of closing one, more only fight for the disk. */
const WRITERS = 4

/** A virus scanner or a file manager locks a file for some seconds at most. */
const FILE_WAIT_SECONDS = [0.1, 0.4, 1.5, 3]

const READ_TRIES: Tries = {
  waitSeconds: FILE_WAIT_SECONDS,
  hopeless: ['bad-input', 'unsupported', 'corrupt-chunk'],
  pausing: ['permission', 'not-found'],
  mostPauses: 1,
}

const COMPUTE_TRIES: Tries = {
  waitSeconds: [0.1, 0.4],
  hopeless: ['bad-input', 'bad-recipe', 'unsupported'],
  pausing: ['gpu'],
  mostPauses: Number.POSITIVE_INFINITY,
}

export const WRITE_TRIES: Tries = {
  waitSeconds: FILE_WAIT_SECONDS,
  hopeless: ['bad-input'],
  pausing: 'all',
  mostPauses: Number.POSITIVE_INFINITY,
}

/** So many gathers in a row that fail without being at fault: it is the disk, or the program. */
const MOST_FAILURES_IN_A_ROW = 3

export interface StagesSetup extends BatchSetup {
  readonly plan: BatchPlan
  readonly rows: Uint32Array | null
  readonly earlier: EarlierWork
  readonly meters: BatchMeters
  /** Aborted here on the first failure, and by the caller to cancel. */
  readonly stop: AbortController
  readonly attempts: Attempts
  readonly onStep: () => void
}

/**
 * Read, compute, assemble and write, overlapping. Segments pass each stage in output order; half of the quota bounds
 * gathers between disk and chunk, half chunks between assembly and disk. In order, at most one chunk column is open
 * at a time, so waiting for room always ends: what holds it is being written.
 */
export class BatchStages {
  readonly #setup: StagesSetup
  readonly #assembly: ChunkAssembly
  readonly #gatherQuota: ByteQuota
  readonly #chunkQuota: ByteQuota
  /** Each writer weighs one. */
  readonly #writers = new ByteQuota(WRITERS)
  readonly #writes = new Set<Promise<void>>()
  readonly #stopWatch: StopWatch
  #firstError: SeisError | null = null
  #failuresInARow = 0

  constructor(setup: StagesSetup) {
    this.#setup = setup
    this.#assembly = new ChunkAssembly(setup.plan.grid, setup.plan.outputs)
    this.#stopWatch = new StopWatch(setup.request.stopRule)
    this.#gatherQuota = new ByteQuota(setup.quotaBytes / 2)
    this.#chunkQuota = new ByteQuota(setup.quotaBytes / 2)
    for (const queue of Object.values(setup.meters.queues)) queue.limitBytes = setup.quotaBytes / 2
  }

  /** Rejects with the first failure once everything in hand has settled. */
  async run(): Promise<void> {
    const { stop } = this.#setup
    const segments = this.#skipProven()
    let computed: Promise<unknown> = Promise.resolve()
    let placed: Promise<unknown> = Promise.resolve()
    for (const segment of segments) {
      const bytes = this.#bytesInHand(segment)
      if (!(await this.#attempt(() => this.#gatherQuota.acquire(bytes, stop.signal)))) break
      const reading = chain(Promise.resolve(), () => this.#guard(() => this.#read(segment)))
      const read = this.#queued('compute', bytes, reading)
      const computing = chain(computed, () => this.#guard(async () => this.#compute(await read())))
      computed = computing
      const computedNow = this.#queued('encode', bytes, computing)
      placed = chain(placed, async () => {
        await this.#guard(async () => this.#place(await computedNow())).finally(() => this.#gatherQuota.release(bytes))
      })
    }
    await placed.catch(() => undefined)
    await Promise.all(this.#writes)
    if (this.#firstError !== null) throw this.#firstError
  }

  /** Counts what was made among what waits for the next stage, from when it is there until it is fetched. */
  #queued<T>(name: QueueName, bytes: number, made: Promise<T>): () => Promise<T> {
    const queue = this.#setup.meters.queues[name]
    let waits = false
    const mark = (isWaiting: boolean): void => {
      queue.bytes += (Number(isWaiting) - Number(waits)) * bytes
      waits = isWaiting
    }
    made.then(
      () => mark(true),
      () => undefined,
    )
    return () => made.finally(() => mark(false))
  }

  /** Segments that touch a chunk not yet proven; the rest counts as done. */
  #skipProven(): OutputSegment[] {
    const { plan, earlier, meters } = this.#setup
    const { grid, outputs, segments } = plan
    const needed = new Uint8Array(segments.length)
    for (let block = 0; block < traceBlocks(grid); block++) {
      if (earlier.traceBlocks.has(block)) meters.chunksReused += outputs.length * sampleBlocks(grid)
      else needed.fill(1, plan.firstSegment[block]!, plan.endSegment[block]!)
    }
    for (const result of earlier.gathers) meters.finish(result)
    const isTodo = (segment: OutputSegment, index: number): boolean => needed[index] === 1 || nTracesOf(segment) === 0
    for (const segment of segments.filter((candidate, index) => !isTodo(candidate, index))) {
      meters.tracesReused += nTracesOf(segment)
      meters.gathersDone += segment.gather === null ? 0 : 1
    }
    meters.tracesDone = meters.tracesReused
    return segments.filter(isTodo)
  }

  /** Input and processed samples, noise when asked for, and a copy while sorting. */
  #bytesInHand(segment: OutputSegment): number {
    const { plan, rows } = this.#setup
    const copies = 2 + (plan.outputs.includes('noise') ? 1 : 0) + (rows === null ? 0 : 1)
    return copies * nTracesOf(segment) * plan.grid.nSamples * 4
  }

  async #read(segment: OutputSegment): Promise<ReadSegment> {
    const { source, rows, stop, attempts } = this.#setup
    throwIfAborted(stop.signal)
    const read = () => readSegment(source, segment, orderOfSegment(rows, segment), stop.signal)
    return attempts.make(read, READ_TRIES).catch((error) => {
      if (segment.gather === null || isSeisError(error, 'cancelled')) throw error
      return unread(segment, source.info.nSamples, asSeisError(error))
    })
  }

  async #compute(read: ReadSegment): Promise<ProcessedSegment> {
    const { engine, request, plan, meters, stop, attempts, withLeakage = false } = this.#setup
    throwIfAborted(stop.signal)
    const bytes = read.samples.byteLength
    for (const chunk of read.missingChunks) meters.missingChunks.add(chunk)
    const process = () =>
      meters.compute.measure(bytes, () => {
        const { at: onStage, leave } = meters.enterEngine()
        return processSegment(read, engine, request, plan.outputs, {
          signal: stop.signal,
          onStage,
          withLeakage,
        }).finally(leave)
      })
    let failure = isSeisError(read.failure, 'corrupt-chunk') ? null : read.failure
    const processed = await attempts.make(process, COMPUTE_TRIES).catch((thrown) => {
      const error = asSeisError(thrown)
      if (isSeisError(error, 'cancelled', 'gpu', ...COMPUTE_TRIES.hopeless)) throw error
      failure = error
      return unprocessed(read, plan.outputs, error)
    })
    this.#failuresInARow = failure === null ? 0 : this.#failuresInARow + 1
    if (failure !== null && this.#failuresInARow >= MOST_FAILURES_IN_A_ROW) throw failure
    meters.addTimings(processed.timings, bytes)
    return processed
  }

  async #place(processed: ProcessedSegment): Promise<void> {
    const { plan, meters, sink, earlier, stop, engine, control, onStep } = this.#setup
    const { segment, arrays, fromEngine } = processed
    const result = await finishedResult(processed)
    if (result !== null) {
      meters.finish(result)
      sink.gatherDone(result)
      const reason = this.#stopWatch.note(result)
      if (reason !== null) control?.pauseFor(reason)
    }
    const nTraces = nTracesOf(segment)
    const { chunkTraces } = plan.grid
    const firstBlock = Math.floor(segment.outputStart / chunkTraces)
    const endBlock = Math.ceil((segment.outputStart + nTraces) / chunkTraces)
    for (let block = firstBlock; block < endBlock; block++) {
      if (earlier.traceBlocks.has(block)) continue
      throwIfAborted(stop.signal)
      if (!this.#assembly.isOpen(block)) {
        await this.#chunkQuota.acquire(this.#assembly.columnBytes, stop.signal)
        this.#assembly.open(block)
      }
      meters.encode.begin()
      const chunks = this.#assembly.place(block, segment.outputStart, nTraces, arrays)
      meters.encode.end()
      if (chunks !== null) this.#write(chunks)
    }
    if (fromEngine !== null) engine.recycle(fromEngine)
    meters.tracesDone += nTraces
    meters.gathersDone += segment.gather === null ? 0 : 1
    meters.peakMemoryBytes = Math.max(meters.peakMemoryBytes, this.#gatherQuota.heldBytes + this.#chunkQuota.heldBytes)
    onStep()
  }

  /** Starts the writes of one complete column; they are awaited at the end of the run. */
  #write(chunks: readonly OutputChunk[]): void {
    const writing = Promise.all(
      chunks.map((chunk) => this.#guard(() => this.#writeChunk(chunk)).catch(() => undefined)),
    )
      .then(() => this.#chunkQuota.release(this.#assembly.columnBytes))
      .finally(() => this.#writes.delete(writing))
    this.#writes.add(writing)
  }

  async #writeChunk(chunk: OutputChunk): Promise<void> {
    const { sink, meters, stop, attempts, onStep } = this.#setup
    const { byteLength } = chunk.samples
    meters.queues.write.bytes += byteLength
    await this.#writers.acquire(1, stop.signal).finally(() => {
      meters.queues.write.bytes -= byteLength
    })
    try {
      const encoded = await meters.encode.measure(byteLength, () => sink.encodeChunk(chunk))
      const stored = encoded.bytes.byteLength
      await attempts.make(() => meters.write.measure(stored, () => sink.writeChunk(encoded)), WRITE_TRIES)
      meters.bytesWritten += stored
      meters.chunksWritten += 1
      onStep()
    } finally {
      this.#writers.release(1)
    }
  }

  /** Runs a task; its failure is noted when it is the first, stops the intake, and is passed on. */
  async #guard<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task()
    } catch (thrown) {
      this.#firstError ??= asSeisError(thrown)
      this.#setup.stop.abort()
      throw thrown
    }
  }

  async #attempt(task: () => Promise<void>): Promise<boolean> {
    return this.#guard(task).then(
      () => true,
      () => false,
    )
  }
}

/** `task` after `before` has settled, whichever way; a rejection is left to whoever awaits the result. */
function chain<T>(before: Promise<unknown>, task: () => Promise<T>): Promise<T> {
  const next = before.then(task, task)
  next.catch(() => undefined)
  return next
}
