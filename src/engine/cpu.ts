import type { EngineInfo, EngineOptions, GatherFigures, ProcessedGather } from '../core/engine.ts'
import { fromWire, SeisError, throwIfAborted } from '../core/errors.ts'
import {
  type BadSamples,
  type Gather,
  NO_BAD_SAMPLES,
  type TraceBlock,
  type TraceHeaders,
  type TraceRows,
} from '../core/gather.ts'
import type { RunMeasures } from '../core/measures.ts'
import type { Recipe } from '../core/recipe.ts'
import { SampleMemory } from '../core/sample-memory.ts'
import type { Spectra, SpectrumChoice } from '../core/spectra.ts'
import { type Finding, passRows } from '../processes/gather-process.ts'
import type { PlaneFound, PlaneTask } from '../processes/process.ts'
import { CLEANED_PLANE, MASK_PLANE } from '../processes/robust/safe-robust.ts'
import { copyFiniteSamples } from './bad-samples.ts'
import { planCpuBlocks } from './cpu-blocks.ts'
import { type BlockStage, type CpuStage, type PassStage, planCpuStages } from './cpu-stages.ts'
import { type CpuTurns, type CpuWorkerApi, cpuTurns, stopTurns } from './cpu-worker.ts'
import type { CpuWorkerHandle } from './cpu-worker-handle.ts'
import type { MeasuringEngine } from './interactive.ts'
import { MeasuringThreads } from './measuring-threads.ts'
import { SharedMemory } from './shared-memory.ts'

export type { CpuWorkerApi } from './cpu-worker.ts'
export type { CpuWorkerHandle } from './cpu-worker-handle.ts'

export interface CpuEngineInit {
  readonly nWorkers: number
  readonly spawn: () => CpuWorkerHandle
  /** What it runs on, in words, where that is not a thread for each worker. */
  readonly adapter?: string
  /** Limit for the analyses of `keepForwards`, all workers together. */
  readonly keepBytes?: number
  /** Bytes of analysis per block; only speed and memory depend on it. */
  readonly blockBytes?: number
}

type Computed = TraceBlock &
  Required<Pick<ProcessedGather, 'badSamples' | 'figures'>> &
  Pick<ProcessedGather, 'mask' | 'cleaned'>

const NO_FIGURES: GatherFigures = {}

interface RunCall {
  readonly signal: AbortSignal | undefined
  readonly masks: Masks | null
  readonly withCleaned: boolean
  readonly onStep: EngineOptions['onStep']
}

interface StageCall {
  /** Is shown what the passes of a step leave behind, by name. */
  readonly onPlanes: (planes: ReadonlyMap<string, TraceRows>) => void
  readonly sampleIntervalMs: number
  readonly headers: TraceHeaders
  readonly signal: AbortSignal | undefined
}

/** The part of a machine's memory that kept analyses may take: the S-transform's are 600 times the samples' size. */
export const KEPT_PART_OF_MEMORY = 1 / 4

/**
 * The engine that runs the double-precision references in worker threads: each step on blocks of traces, step after
 * step, from one gather in shared memory to another. The samples that come out have the same bits whatever the number
 * of workers or blocks.
 */
export class CpuEngine implements MeasuringEngine {
  readonly info: EngineInfo
  /** A thread that finds nothing left of one, or has to wait for the others before its next step, goes on with the other. */
  readonly gathersAtOnce = 2
  readonly #workers: readonly CpuWorkerHandle[]
  readonly #measuring: MeasuringThreads
  readonly #keepBytes: number
  readonly #blockBytes: number
  readonly #badSamples = new WeakMap<Gather, BadSamples>()
  readonly #memory = new SharedMemory()
  readonly #results = new SampleMemory()
  readonly #gatherIds = new WeakMap<Gather, number>()
  #nGatherIds = 0
  /** Where the analyses are: key of the stage -> block -> worker. */
  readonly #kept = new Map<string, Map<number, number>>()
  /** What the first passes of a stage of the whole gather measured, before one wrote samples: key -> findings. */
  readonly #measured = new Map<string, (readonly Finding[])[]>()
  /** What stages found out that need not run while the analyses after them are here: key -> figures. */
  readonly #figures = new Map<string, GatherFigures>()
  /** How far down analyses reach, by name. */
  readonly #reaches = new Map<string, number>()
  /** The last call that keeps forwards: such calls run one after another. */
  #lastKeeping: Promise<unknown> = Promise.resolve()

  constructor({ nWorkers, spawn, adapter, keepBytes = 2 ** 30, blockBytes = 2 ** 21 }: CpuEngineInit) {
    if (nWorkers < 1) throw new SeisError('internal', `CpuEngine: ${nWorkers} workers`)
    this.#workers = Array.from({ length: nWorkers }, spawn)
    this.#measuring = new MeasuringThreads(spawn, nWorkers)
    this.#keepBytes = keepBytes
    this.#blockBytes = blockBytes
    const threads = `${nWorkers} worker thread${nWorkers > 1 ? 's' : ''}`
    this.info = { kind: 'cpu', adapter: adapter ?? threads, isSoftware: false }
  }

  get isLost(): boolean {
    return this.#workers.some((worker) => worker.isEnded())
  }

  async process(gather: Gather, recipe: Recipe, options: EngineOptions = {}): Promise<ProcessedGather> {
    const processed = await this.#process(gather, recipe, options)
    if (options.withLeakage !== true) return processed
    const leakage = this.#measuring.run((api) => api.leakage(plainBlock(gather), plainBlock(processed)))
    leakage.catch(() => undefined)
    return { ...processed, leakage }
  }

  async #process(gather: Gather, recipe: Recipe, options: EngineOptions): Promise<ProcessedGather> {
    const { keepForwards = false, withMask = false, withCleaned = false, signal, onStep } = options
    throwIfAborted(signal)
    const startedMs = performance.now()
    if (recipe.steps.length === 0 || gather.samples.length === 0) {
      const { nSamples, nTraces, samples } = gather
      const figures = recipe.steps.map(() => NO_FIGURES)
      const block = { nSamples, nTraces, samples: samples.slice(), badSamples: NO_BAD_SAMPLES, figures }
      return this.#result(block, startedMs, 0)
    }
    const sizes = { nWorkers: this.#workers.length, blockBytes: this.#blockBytes }
    if (!keepForwards) {
      const masks = withMask ? new Masks() : null
      const stages = planCpuStages(gather, recipe, { ...sizes, keeping: null })
      return this.#run(gather, stages, startedMs, { signal, masks, withCleaned, onStep })
    }
    const keeping = { gatherId: this.#gatherId(gather), reachOf: (name: string) => this.#reaches.get(name) }
    const turn = this.#lastKeeping.then(async () => {
      const stages = planCpuStages(gather, recipe, { ...sizes, keeping })
      await this.#keepOnly(stages)
      return this.#run(gather, stages, startedMs, { signal, masks: null, withCleaned: false, onStep })
    })
    this.#lastKeeping = turn.catch(() => undefined)
    return turn
  }

  measure(before: TraceBlock, after: TraceBlock): Promise<RunMeasures> {
    return this.#measuring.run((api) => api.measure(plainBlock(before), plainBlock(after)))
  }

  leakageMap(before: TraceBlock, after: TraceBlock): Promise<TraceBlock> {
    return this.#measuring.run((api) => api.leakageMap(plainBlock(before), plainBlock(after)))
  }

  spectra(before: TraceBlock, after: TraceBlock, choice: SpectrumChoice): Promise<Spectra> {
    return this.#measuring.run((api) => api.spectra(plainBlock(before), plainBlock(after), choice))
  }

  plane(task: PlaneTask): Promise<PlaneFound> {
    return this.#measuring.run((api) => api.plane(task))
  }

  recycle(samples: Float32Array<ArrayBuffer>): void {
    this.#results.give(samples)
  }

  async close(): Promise<void> {
    for (const worker of this.#workers) worker.terminate()
    this.#measuring.close()
  }

  async #run(
    gather: Gather,
    stages: readonly CpuStage[],
    startedMs: number,
    { signal, masks, withCleaned, onStep }: RunCall,
  ): Promise<ProcessedGather> {
    // What comes before a stage whose analysis is all here need not run.
    const firstStage = Math.max(
      0,
      stages.findLastIndex((stage) => this.#isAllKept(stage)),
    )
    const isInputDue = !stages.some((stage) => this.#isAllKept(stage))
    const isReused = (stage: CpuStage, index: number) =>
      stage.kind === 'passes'
        ? this.#measured.has(stage.kept?.measuredKey ?? '')
        : index <= firstStage && this.#isAllKept(stage)
    const forwardsReused = stages.filter(isReused).length
    const { nSamples, nTraces } = gather
    let [input, output] = [this.#memory.take(nSamples, nTraces), this.#memory.take(nSamples, nTraces)]
    try {
      if (isInputDue) this.#badSamples.set(gather, copyFiniteSamples(gather, input.samples))
      const { samples, isFresh } = this.#results.take(nSamples * nTraces)
      let cleaned: Float32Array<ArrayBuffer> | undefined
      const onPlanes = (planes: ReadonlyMap<string, TraceRows>): void => {
        const mask = planes.get(MASK_PLANE)
        if (mask !== undefined) masks?.add(mask)
        const left = withCleaned ? planes.get(CLEANED_PLANE) : undefined
        if (left !== undefined) cleaned = Float32Array.from(left.samples)
      }
      const { sampleIntervalMs, headers = {} } = gather
      const call: StageCall = { sampleIntervalMs, headers, signal, onPlanes }
      const figures = stages.slice(0, firstStage).map((stage) => this.#figuresOf(stage))
      const stepMs = stages.slice(0, firstStage).map(() => 0)
      for (const stage of stages.slice(firstStage)) {
        onStep?.(stages.indexOf(stage))
        const begunMs = performance.now()
        cleaned = undefined
        const done = this.#runStage(stage, input, output, call)
        // The system makes pages when they are first written: now, while the workers compute.
        if (isFresh && stage === stages.at(-1)) samples.fill(0)
        figures.push(await done)
        stepMs.push(performance.now() - begunMs)
        ;[input, output] = [output, input]
      }
      samples.set(input.samples)
      const mask = masks?.least
      const planes = { ...(mask && { mask }), ...(cleaned && { cleaned }) }
      const found = { badSamples: this.#badSamples.get(gather)!, figures, stepMs, ...planes }
      const result = { nSamples, nTraces, samples, ...found }
      return this.#result(result, startedMs, forwardsReused)
    } finally {
      // No worker has them in hand any more: a stage comes to rest before it throws.
      this.#memory.give(input)
      this.#memory.give(output)
    }
  }

  /** Fills `output` and says what was found out, or rejects once every worker has come to rest. */
  #runStage(stage: CpuStage, input: TraceRows, output: TraceRows, call: StageCall): Promise<GatherFigures> {
    return stage.kind === 'blocks'
      ? this.#runBlocks(stage, input, output, call)
      : this.#runPasses(stage, input, output, call)
  }

  async #runBlocks(
    { step, blocks, kept }: BlockStage,
    input: TraceRows,
    output: TraceRows,
    { sampleIntervalMs, signal }: StageCall,
  ): Promise<GatherFigures> {
    const whereKept = this.#kept.get(kept?.key ?? '')
    const rest = [...blocks.keys()].filter((block) => whereKept?.has(block) !== true)
    const keep = kept && { key: kept.key, limitBytes: this.#keepBytes / this.#workers.length }
    await this.#share(signal, async (api, turns, worker) => {
      const here = [...(whereKept ?? [])].flatMap(([block, keeper]) => (keeper === worker ? [block] : []))
      const reply = await api.run({ step, sampleIntervalMs, input, output, blocks, here, rest, turns, keep })
      if ('error' in reply) throw fromWire(reply.error)
      for (const block of reply.kept) whereKept?.set(block, worker)
    })
    return NO_FIGURES
  }

  async #runPasses(
    { step, reference, kept }: PassStage,
    input: TraceRows,
    output: TraceRows,
    { sampleIntervalMs, headers, signal, onPlanes }: StageCall,
  ): Promise<GatherFigures> {
    const { nSamples, nTraces } = input
    const planes = new Map([
      ['input', input],
      ['output', output],
    ])
    const passes = reference.passes({ nSamples, nTraces, sampleIntervalMs, headers }, step)
    const known = this.#measured.get(kept?.measuredKey ?? '')
    const measured: (readonly Finding[])[] = []
    let isMeasuring = true
    try {
      let next = passes.next()
      while (!next.done) {
        const pass = next.value
        isMeasuring &&= Object.keys(pass.writes).length === 0
        const before = isMeasuring ? known?.[measured.length] : undefined
        if (before !== undefined) {
          measured.push(before)
          next = passes.next(before)
          continue
        }
        const rows = passRows(pass, planes, () => this.#memory.take(nSamples, nTraces))
        const { haloTraces, bytesPerTrace } = pass
        const [nWorkers, blockBytes] = [this.#workers.length, this.#blockBytes]
        const blocks = planCpuBlocks({ nTraces, bytesPerTrace, haloTraces, nWorkers, blockBytes })
        const found = new Map<number, Finding>()
        await this.#share(signal, async (api, turns) => {
          const reply = await api.runPass({ pass, step, rows, blocks, turns })
          if ('error' in reply) throw fromWire(reply.error)
          for (const [block, finding] of reply.found) found.set(block, finding)
        })
        const findings = [...blocks.keys()].map((block) => found.get(block)!)
        if (isMeasuring) measured.push(findings)
        next = passes.next(findings)
      }
      onPlanes(planes)
      if (kept !== null) {
        this.#measured.set(kept.measuredKey, measured)
        this.#figures.set(kept.figuresKey, next.value)
      }
      return next.value
    } finally {
      for (const [name, plane] of planes) if (name !== 'input' && name !== 'output') this.#memory.give(plane)
    }
  }

  /** Has every worker do its part; rejects once all have come to rest, so that nothing runs on behind the caller's back. */
  async #share(
    signal: AbortSignal | undefined,
    part: (api: CpuWorkerApi, turns: CpuTurns, worker: number) => Promise<void>,
  ): Promise<void> {
    throwIfAborted(signal)
    const turns = cpuTurns()
    const stop = (): void => stopTurns(turns)
    signal?.addEventListener('abort', stop)
    const parts = this.#workers.map(({ api }, worker) => part(api, turns, worker))
    for (const one of parts) one.catch(stop)
    const settled = await Promise.allSettled(parts)
    signal?.removeEventListener('abort', stop)
    const failed = settled.find((one) => one.status === 'rejected')
    if (failed) throw failed.reason
    throwIfAborted(signal)
  }

  #isAllKept(stage: CpuStage): boolean {
    if (stage.kind === 'passes' || stage.kept === null) return false
    return this.#kept.get(stage.kept.key)?.size === stage.blocks.length
  }

  #figuresOf(stage: CpuStage): GatherFigures {
    return (stage.kind === 'passes' && this.#figures.get(stage.kept?.figuresKey ?? '')) || NO_FIGURES
  }

  /** Forgets what the coming call cannot use, here and in the workers, and makes room for its own. */
  async #keepOnly(stages: readonly CpuStage[]): Promise<void> {
    const analyses = stages.flatMap((stage) => (stage.kind === 'blocks' ? (stage.kept ?? []) : []))
    const keys = analyses.map(({ key }) => key)
    const isOutdated = [...this.#kept.keys()].some((key) => !keys.includes(key))
    for (const key of this.#kept.keys()) if (!keys.includes(key)) this.#kept.delete(key)
    this.#reaches.clear()
    for (const { key, name, reach } of analyses) {
      this.#reaches.set(name, reach)
      if (!this.#kept.has(key)) this.#kept.set(key, new Map())
    }
    const keptPasses = stages.flatMap((stage) => (stage.kind === 'passes' ? (stage.kept ?? []) : []))
    keepListed(
      this.#measured,
      keptPasses.map((one) => one.measuredKey),
    )
    keepListed(
      this.#figures,
      keptPasses.map((one) => one.figuresKey),
    )
    if (isOutdated) await Promise.all(this.#workers.map((worker) => worker.api.keepOnly(keys)))
  }

  #gatherId(gather: Gather): number {
    const id = this.#gatherIds.get(gather) ?? this.#nGatherIds++
    this.#gatherIds.set(gather, id)
    return id
  }

  #result(done: Computed, startedMs: number, forwardsReused: number): ProcessedGather {
    const computeMs = performance.now() - startedMs
    return { ...done, timings: { uploadMs: 0, computeMs, readbackMs: 0 }, forwardsReused }
  }
}

/** What can be sent to a thread: no figures, no functions. */
function plainBlock({ nSamples, nTraces, samples }: TraceBlock): TraceBlock {
  return { nSamples, nTraces, samples }
}

/** The least of several masks, sample by sample. */
class Masks {
  least: Float32Array<ArrayBuffer> | null = null

  add({ samples }: TraceRows): void {
    const before = this.least
    this.least = Float32Array.from(samples, (value, at) => Math.min(value, before?.[at] ?? 1))
  }
}

function keepListed(map: Map<string, unknown>, keys: readonly string[]): void {
  for (const key of map.keys()) if (!keys.includes(key)) map.delete(key)
}
