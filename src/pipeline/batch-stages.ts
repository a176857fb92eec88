import { asSeisError, isSeisError, type SeisError, throwIfAborted } from '../core/errors.ts'
import type { EarlierWork, OutputChunk, OutputSegment } from '../core/sink.ts'
import { AheadGate } from './ahead-gate.ts'
import type { Attempts, Tries } from './attempts.ts'
import type { BatchMeters, QueueName } from './batch-meters.ts'
import type { BatchSetup } from './batch-setup.ts'
import { ByteQuota } from './byte-quota.ts'
import { ChunkAssembly } from './chunk-assembly.ts'
import { type EnginePlace, EnginePlaces, mostBytesBeside } from './engine-places.ts'
import { PaceFinder } from './pace.ts'
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
import { SmallGathers, weightOf } from './small-gathers.ts'
import { StopWatch } from './stop-watch.ts'
import { orderOfSegment } from './trace-rows.ts'

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
 * Read, compute, assemble and write, overlapping, at the pace that suits them. Segments pass each stage in output order;
 * of the quota, less what the engine holds for gathers beside the first, half bounds gathers between disk and chunk, half
 * chunks between assembly and disk. In order, at most one chunk column is open at a time, so waiting for room always ends:
 * what holds it is being written.
 */
export class BatchStages {
  readonly #setup: StagesSetup
  readonly #assembly: ChunkAssembly
  /** In the engine, beside the first gather. */
  readonly #bytesBeside: number
  readonly #gatherQuota: ByteQuota
  readonly #chunkQuota: ByteQuota
  readonly #engine: SmallGathers
  readonly #places: EnginePlaces
  readonly #finder: PaceFinder
  readonly #ahead: AheadGate
  /** Each reader weighs one, and so does each writer. */
  readonly #readers: ByteQuota
  readonly #writers: ByteQuota
  /** Gathers that are read and wait for the engine. */
  #nReady = 0
  #startEngine: () => void = () => undefined
  readonly #startOfEngine = new Promise<void>((resolve) => {
    this.#startEngine = resolve
  })
  readonly #writes = new Set<Promise<void>>()
  readonly #stopWatch: StopWatch
  #firstError: SeisError | null = null
  /** Segments that failed, by their number. */
  readonly #failed = new Set<number>()

  constructor(setup: StagesSetup) {
    this.#setup = setup
    this.#assembly = new ChunkAssembly(setup.plan.grid, setup.plan.outputs)
    this.#stopWatch = new StopWatch(setup.request.stopRule)
    const sizes = setup.plan.segments.map((segment) => this.#samplesBytes(segment))
    this.#bytesBeside = mostBytesBeside(sizes, setup.engine.gathersAtOnce)
    const half = Math.max(0, (setup.quotaBytes - this.#bytesBeside) / 2)
    this.#gatherQuota = new ByteQuota(half)
    this.#chunkQuota = new ByteQuota(half)
    this.#engine = new SmallGathers(setup.engine)
    this.#places = new EnginePlaces(setup.engine)
    this.#finder = new PaceFinder(setup.pace)
    const { readers, gathersAhead, writers } = this.#finder.pace
    this.#ahead = new AheadGate(gathersAhead)
    this.#readers = new ByteQuota(readers)
    this.#writers = new ByteQuota(writers)
    setup.meters.pace = this.#finder.pace
    for (const queue of Object.values(setup.meters.queues)) queue.limitBytes = half
  }

  /** Rejects with the first failure once everything in hand has settled. */
  async run(): Promise<void> {
    const { pace } = this.#setup
    const segments = this.#skipProven()
    let turned: Promise<unknown> = this.#startOfEngine
    let placed: Promise<unknown> = Promise.resolve()
    for (const [number, segment] of segments.entries()) {
      const bytes = this.#bytesInHand(segment)
      if (!(await this.#attempt(() => this.#admit(segment, bytes)))) break
      const reading = chain(Promise.resolve(), () => this.#guard(() => this.#read(segment)))
      const read = this.#queued('compute', bytes, reading)
      const { signal } = this.#setup.stop
      const place = chain(turned, () => this.#places.enter(this.#samplesBytes(segment), signal))
      turned = place
      const computing = chain(place, () => this.#visit(segment, read, place, number))
      const computed = this.#queued('encode', bytes, computing)
      placed = chain(placed, async () => {
        await this.#guard(async () => this.#place(await computed())).finally(() => this.#gatherQuota.release(bytes))
      })
      if (pace !== 'one after another') continue
      await placed.catch(() => undefined)
      await Promise.all(this.#writes)
    }
    this.#startEngine()
    await placed.catch(() => undefined)
    await Promise.all(this.#writes)
    if (this.#firstError !== null) throw this.#firstError
  }

  /** Waits for room ahead of the engine, and for the bytes. */
  async #admit(segment: OutputSegment, bytes: number): Promise<void> {
    await this.#ahead.enter(this.#weightOf(segment))
    if (!this.#gatherQuota.hasRoom(bytes)) this.#startEngine()
    await this.#gatherQuota.acquire(bytes, this.#setup.stop.signal)
  }

  /** Of the gather that the engine is to compute next: what was read of it, as soon as it is there. */
  async #turnTo(segment: OutputSegment, fetchRead: () => Promise<ReadSegment>): Promise<ReadSegment> {
    const nWaiting = Math.max(0, this.#nReady - 1)
    this.#finder.turned({ hadToWait: this.#nReady === 0, nWaiting })
    const read = await fetchRead().finally(() => this.#ahead.leave(this.#weightOf(segment)))
    this.#nReady -= 1
    this.#takePace()
    return read
  }

  #samplesBytes(segment: OutputSegment): number {
    return 4 * nTracesOf(segment) * this.#setup.plan.grid.nSamples
  }

  #weightOf(segment: OutputSegment): number {
    return weightOf(this.#samplesBytes(segment))
  }

  #takePace(): void {
    const { pace } = this.#finder
    this.#ahead.resize(pace.gathersAhead)
    this.#readers.resize(pace.readers)
    this.#writers.resize(pace.writers)
    this.#setup.meters.pace = pace
  }

  /** The engine begins when half of what may be ahead is read, or no more can be: it does not run dry at once. */
  #noteRead(): void {
    this.#nReady += 1
    if (2 * this.#nReady >= this.#finder.pace.gathersAhead) this.#startEngine()
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
      if (!earlier.traceBlocks.has(block)) {
        needed.fill(1, plan.firstSegment[block]!, plan.endSegment[block]!)
        continue
      }
      meters.chunksReused += outputs.length * sampleBlocks(grid)
      meters.written.addBlock(block)
    }
    for (const result of earlier.gathers) meters.finish(result)
    const isTodo = (segment: OutputSegment, index: number): boolean => needed[index] === 1 || nTracesOf(segment) === 0
    for (const segment of segments.filter((candidate, index) => !isTodo(candidate, index))) {
      meters.tracesReused += nTracesOf(segment)
    }
    meters.tracesComputed = meters.tracesReused
    return segments.filter(isTodo)
  }

  #bytesInFlight(): number {
    return this.#gatherQuota.heldBytes + this.#chunkQuota.heldBytes + this.#bytesBeside
  }

  /** Input and processed samples, noise when asked for, and a copy while sorting. */
  #bytesInHand(segment: OutputSegment): number {
    const { plan, rows } = this.#setup
    const copies = 2 + (plan.outputs.includes('noise') ? 1 : 0) + (rows === null ? 0 : 1)
    return copies * this.#samplesBytes(segment)
  }

  async #read(segment: OutputSegment): Promise<ReadSegment> {
    const { source, rows, stop, attempts } = this.#setup
    throwIfAborted(stop.signal)
    await this.#readers.acquire(1, stop.signal)
    try {
      const read = () => readSegment(source, segment, orderOfSegment(rows, segment), stop.signal)
      const done = await attempts.make(read, READ_TRIES).catch((error) => {
        if (segment.gather === null || isSeisError(error, 'cancelled')) throw error
        return unread(segment, source.info.nSamples, asSeisError(error))
      })
      if (done.gather !== null) this.#engine.add(done.gather)
      return done
    } finally {
      this.#readers.release(1)
      this.#noteRead()
    }
  }

  /** Of one segment, in the engine: it leaves once a failure is noted, so that none enters after it. */
  async #visit(
    segment: OutputSegment,
    fetchRead: () => Promise<ReadSegment>,
    entered: Promise<EnginePlace>,
    number: number,
  ): Promise<ProcessedSegment> {
    const visit = this.#guard(async () => {
      const read = await this.#turnTo(segment, fetchRead)
      return this.#compute(read, await entered, number)
    })
    return visit.finally(async () => (await entered).leave())
  }

  async #compute(read: ReadSegment, place: EnginePlace, number: number): Promise<ProcessedSegment> {
    const { request, plan, meters, stop, attempts, onStep, withLeakage = false } = this.#setup
    throwIfAborted(stop.signal)
    const bytes = read.samples.byteLength
    for (const chunk of read.missingChunks) meters.missingChunks.add(chunk)
    let isAgain = false
    const process = async () => {
      if (isAgain) await place.takeAll(stop.signal)
      isAgain = true
      return meters.compute.measure(bytes, () => {
        const { at: onStage, leave } = meters.enterEngine()
        const options = { signal: stop.signal, onStage, withLeakage }
        return processSegment(read, this.#engine, request, plan.outputs, options).finally(leave)
      })
    }
    let failure = isSeisError(read.failure, 'corrupt-chunk') ? null : read.failure
    const processed = await attempts.make(process, COMPUTE_TRIES).catch((thrown) => {
      const error = asSeisError(thrown)
      if (isSeisError(error, 'cancelled', 'gpu', ...COMPUTE_TRIES.hopeless)) throw error
      failure = error
      return unprocessed(read, plan.outputs, error)
    })
    if (failure !== null && this.#failuresAround(number) >= MOST_FAILURES_IN_A_ROW) throw failure
    meters.addTimings(processed.timings, bytes)
    onStep()
    return processed
  }

  /** How many failed in a row with this one, which did. */
  #failuresAround(number: number): number {
    this.#failed.add(number)
    let [first, last] = [number, number]
    while (this.#failed.has(first - 1)) first -= 1
    while (this.#failed.has(last + 1)) last += 1
    return last - first + 1
  }

  async #place(processed: ProcessedSegment): Promise<void> {
    const { source, plan, meters, sink, earlier, stop, engine, control, onStep } = this.#setup
    const { segment, arrays, fromEngine, input } = processed
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
        const { columnBytes } = this.#assembly
        this.#finder.opened({
          hadToWait: !this.#chunkQuota.hasRoom(columnBytes),
          nWriting: this.#writers.heldBytes,
        })
        this.#takePace()
        await this.#chunkQuota.acquire(columnBytes, stop.signal)
        this.#assembly.open(block)
      }
      meters.encode.begin()
      const chunks = this.#assembly.place(block, segment.outputStart, nTraces, arrays)
      meters.encode.end()
      if (chunks !== null) this.#write(block, chunks)
    }
    if (nTraces === 0) meters.written.addEmpty(segment)
    if (fromEngine !== null) engine.recycle(fromEngine)
    source.recycle?.(input)
    meters.tracesComputed += nTraces
    meters.peakMemoryBytes = Math.max(meters.peakMemoryBytes, this.#bytesInFlight())
    onStep()
  }

  /** Starts the writes of one complete column; they are awaited at the end of the run. */
  #write(block: number, chunks: readonly OutputChunk[]): void {
    const { meters, onStep } = this.#setup
    const writing = Promise.all(chunks.map((chunk) => this.#attempt(() => this.#writeChunk(chunk))))
      .then((areWritten) => {
        if (areWritten.every(Boolean)) meters.written.addBlock(block)
        this.#chunkQuota.release(this.#assembly.columnBytes)
        onStep()
      })
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
      const write = () => meters.whileWriting(() => sink.writeChunk(encoded))
      const times = await attempts.make(write, WRITE_TRIES)
      meters.addChunk(encoded.bytes.byteLength, times)
      this.#assembly.recycle(chunk)
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
      this.#startEngine()
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
