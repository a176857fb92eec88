import type {
  BatchPace,
  BatchPause,
  BatchProgress,
  BatchState,
  FinishedGather,
  QuarantinedGather,
  StageFigures,
  StageName,
  StageQueue,
} from '../core/batch.ts'
import { STAGES } from '../core/batch.ts'
import { bytesOfSample, type GatherSource, type ReadCounts } from '../core/dataset.ts'
import type { EngineInfo, EngineStage, EngineTimings } from '../core/engine.ts'
import type { ChunkTimes, GatherResult } from '../core/sink.ts'
import { START_PACE } from './pace.ts'
import type { BatchPlan } from './plan.ts'
import { type Clock, StageMeter } from './stage-meter.ts'
import { WrittenWork } from './written-work.ts'

/** A stage that is busy for this share of the time bounds the run. */
const BOUND_SHARE = 0.8
/** Before this many seconds there is not enough to say. */
const STARTING_SECONDS = 1

/** The stages that samples may wait for. */
export type QueueName = 'compute' | 'encode' | 'write'

/** One gather in the engine. */
interface EngineVisit {
  at(stage: EngineStage): void
  leave(): void
}

/** Everything a batch counts; a snapshot is a BatchProgress. */
export class BatchMeters {
  readonly compute: StageMeter
  readonly encode: StageMeter
  readonly write: StageMeter
  #chunksWriting = 0
  readonly results = new Map<number, GatherResult>()
  readonly missingChunks = new Set<string>()
  /** Bytes that wait before a stage, and the most that may. */
  readonly queues: Readonly<Record<QueueName, { bytes: number; limitBytes: number }>> = {
    compute: { bytes: 0, limitBytes: 0 },
    encode: { bytes: 0, limitBytes: 0 },
    write: { bytes: 0, limitBytes: 0 },
  }
  state: BatchState = 'planning'
  pace: BatchPace = START_PACE
  readonly written: WrittenWork
  tracesComputed = 0
  tracesReused = 0
  bytesWritten = 0
  chunksWritten = 0
  chunksReused = 0
  #chunkProvenAt: number | null = null
  peakMemoryBytes = 0
  retries = 0
  readonly #clock: Clock
  readonly #startedAt: number
  readonly #source: GatherSource
  readonly #readBefore: ReadCounts
  readonly #plan: BatchPlan
  readonly #engine: EngineInfo
  #uploadMs = 0
  #computeMs = 0
  #readbackMs = 0
  #gpuBytes = 0
  /** Gathers in the engine, by what it is at. */
  readonly #atEngine: Record<EngineStage, number> = { upload: 0, compute: 0, readback: 0 }
  #paused: BatchPause | null = null
  #pausedAt = 0
  #finished: FinishedGather[] = []
  #pausedSeconds = 0

  constructor(clock: Clock, source: GatherSource, plan: BatchPlan, engine: EngineInfo) {
    this.#clock = clock
    this.#startedAt = clock()
    this.#source = source
    this.#readBefore = source.readCounts()
    this.#plan = plan
    this.written = new WrittenWork(plan)
    this.#engine = engine
    this.compute = new StageMeter(clock)
    this.encode = new StageMeter(clock)
    this.write = new StageMeter(clock)
  }

  addTimings(timings: EngineTimings, bytes: number): void {
    this.#uploadMs += timings.uploadMs
    this.#computeMs += timings.computeMs
    this.#readbackMs += timings.readbackMs
    if (timings.uploadMs > 0 || timings.readbackMs > 0) this.#gpuBytes += bytes
  }

  /** Counts a chunk as in hand; when it was worked at is known later. */
  async whileWriting<T>(task: () => Promise<T>): Promise<T> {
    this.#chunksWriting += 1
    try {
      return await task()
    } finally {
      this.#chunksWriting -= 1
    }
  }

  /** A chunk that is written and proven, or was already. */
  addChunk(storedBytes: number, times: ChunkTimes | null): void {
    if (times === null) {
      this.chunksReused += 1
    } else {
      this.encode.addSpan(times.digest)
      this.write.addSpan(times.write, storedBytes)
      this.bytesWritten += storedBytes
      this.chunksWritten += 1
    }
    this.#chunkProvenAt = this.#clock() - this.#startedAt
  }

  /** It computes until it says otherwise. */
  enterEngine(): EngineVisit {
    let now: EngineStage = 'compute'
    const count = (by: number): void => {
      this.#atEngine[now] += by
    }
    count(1)
    const at = (stage: EngineStage): void => {
      count(-1)
      now = stage
      count(1)
    }
    return { at, leave: () => count(-1) }
  }

  /** The time until it goes on counts for no rate. */
  hold(paused: BatchPause | null): void {
    if (this.#paused !== null) this.#pausedSeconds += this.#clock() - this.#pausedAt
    this.#pausedAt = this.#clock()
    this.#paused = paused
  }

  /** Computed by this run. */
  get tracesNow(): number {
    return this.tracesComputed - this.tracesReused
  }

  get isHeld(): boolean {
    return this.#paused !== null
  }

  get quarantined(): readonly QuarantinedGather[] {
    const all = [...this.results.values()].flatMap(({ quarantined }) => (quarantined === null ? [] : [quarantined]))
    return all.sort((a, b) => a.gather - b.gather)
  }

  get badSamples(): number {
    return [...this.results.values()].reduce((sum, { badSamples }) => sum + badSamples, 0)
  }

  /** A snapshot with what was finished since the one before. */
  nextSnapshot(): BatchProgress {
    const finished = this.#finished
    this.#finished = []
    return { ...this.snapshot(), finished }
  }

  finish(result: GatherResult): void {
    this.results.set(result.gather, result)
    const { gather, energyRemovedPercent, leakage = null } = result
    this.#finished.push({ gather, energyRemovedPercent, leakage })
  }

  snapshot(): BatchProgress {
    const seconds = this.#clock() - this.#startedAt
    const { grid, outputs, nGathers } = this.#plan
    const { gathers: gathersDone, traces: tracesDone } = this.written
    const { tracesNow } = this
    const activeSeconds = seconds - this.#pausedSeconds - (this.#paused === null ? 0 : this.#clock() - this.#pausedAt)
    const tracesPerSecond = activeSeconds > 0 ? tracesNow / activeSeconds : 0
    const isPaused = this.#paused !== null && (this.state === 'running' || this.state === 'finishing')
    const stages = this.#stages(seconds)
    return {
      state: isPaused ? 'paused' : this.state,
      gathersDone,
      nGathers,
      tracesDone,
      tracesComputed: this.tracesComputed,
      nTraces: grid.nTraces,
      bytesRead: stages.read.bytes,
      bytesWritten: this.bytesWritten,
      chunksWritten: this.chunksWritten,
      chunksReused: this.chunksReused,
      chunkProvenAt: this.#chunkProvenAt,
      seconds,
      tracesPerSecond,
      bytesPerSecond: tracesPerSecond * grid.nSamples * 4 * (1 + outputs.length),
      etaSeconds: tracesNow > 0 && !isPaused ? (grid.nTraces - tracesDone) / tracesPerSecond : null,
      stages,
      bound: boundOf(stages, activeSeconds),
      pace: this.pace,
      engine: this.#engine.kind,
      adapter: this.#engine.adapter,
      peakMemoryBytes: this.peakMemoryBytes,
      quarantined: this.quarantined,
      paused: isPaused ? this.#paused : null,
      retries: this.retries,
      finished: [],
    }
  }

  #stages(seconds: number): Record<StageName, StageFigures> {
    const counts = this.#source.readCounts()
    const { array } = this.#source.info
    const decodedBytes = (counts.chunksDecoded - this.#readBefore.chunksDecoded) * decodedChunkBytes(array)
    const computing = this.compute.figures
    const [encode, write] = [this.encode.figures, this.write.figures]
    const within = (busySeconds: number, limit: number): number => Math.min(Math.max(busySeconds, 0), limit)
    const readBusy = within(counts.readSeconds - this.#readBefore.readSeconds, seconds)
    const decodeBusy = within(counts.decodeSeconds - this.#readBefore.decodeSeconds, seconds)
    const busyInEngine = (ms: number): number => within(ms / 1000, computing.busySeconds)
    const computeBusy = this.#gpuBytes > 0 ? busyInEngine(this.#computeMs) : computing.busySeconds
    const { upload, compute, readback } = this.#atEngine
    const direct = (busySeconds: number, bytes: number, inFlight: number): StageFigures => {
      return { busySeconds, bytes, inFlight, waiting: null }
    }
    const queue = (name: QueueName): { readonly waiting: StageQueue } => ({ waiting: { ...this.queues[name] } })
    return {
      read: direct(readBusy, counts.bytesRead - this.#readBefore.bytesRead, counts.chunksReading),
      decode: direct(decodeBusy, decodedBytes, counts.chunksDecoding),
      upload: direct(busyInEngine(this.#uploadMs), this.#gpuBytes, upload),
      compute: { ...direct(computeBusy, computing.bytes, compute), ...queue('compute') },
      readback: direct(busyInEngine(this.#readbackMs), this.#gpuBytes, readback),
      encode: { ...direct(within(encode.busySeconds, seconds), encode.bytes, encode.inFlight), ...queue('encode') },
      write: { ...direct(within(write.busySeconds, seconds), write.bytes, this.#chunksWriting), ...queue('write') },
    }
  }
}

function decodedChunkBytes(array: GatherSource['info']['array']): number {
  return array.chunkSamples * array.chunkTraces * bytesOfSample(array.dtype)
}

function boundOf(stages: Readonly<Record<StageName, StageFigures>>, seconds: number): BatchProgress['bound'] {
  if (seconds < STARTING_SECONDS) return 'starting'
  const busiest = STAGES.reduce((a, b) => (stages[b].busySeconds > stages[a].busySeconds ? b : a))
  return stages[busiest].busySeconds >= BOUND_SHARE * seconds ? busiest : 'balanced'
}
