/**
 * Recipes on WebGPU. A gather is uploaded as it is; every step takes it tile by tile, scaled by the power of two that
 * brings its largest sample to [1, 2) (so that 1e-30 and 1e30 are as good as 1), and puts its result back in the
 * gather's unit. One submit a run. Forward transforms and results stay on the GPU while only thresholds change.
 */
import type { Engine, EngineInfo, EngineOptions, EngineTimings, ProcessedGather } from '../core/engine.ts'
import { isSeisError, SeisError, throwIfAborted } from '../core/errors.ts'
import { type Gather, NO_BAD_SAMPLES, type TraceBlock } from '../core/gather.ts'
import type { Recipe } from '../core/recipe.ts'
import { SampleMemory } from '../core/sample-memory.ts'
import { BufferPool } from '../gpu/buffers.ts'
import { ConstantTables } from '../gpu/constant-tables.ts'
import { type GpuDevice, openGpuDevice } from '../gpu/device.ts'
import { collectErrors } from '../gpu/error-scopes.ts'
import { KernelCache } from '../gpu/kernel.ts'
import { type Readback, ReadbackRing } from '../gpu/readback.ts'
import { PassRecorder } from '../gpu/recorder.ts'
import { PassTimer, TimedPasses } from '../gpu/timing.ts'
import { placeTile, type TraceTiles, tileSlice } from '../gpu/trace-tiles.ts'
import { UploadRing } from '../gpu/upload.ts'
import { MEASURE_KERNELS, recordMeasures } from '../measures/run-measures-gpu.ts'
import type { GpuLimits } from '../processes/gpu-process.ts'
import type { GpuRun, InteractiveGpuEngine } from './interactive.ts'
import { GpuChain, kernelsOfChain, needsSurvey, planChain } from './webgpu-chain.ts'
import { type GpuGather, recordSurvey, SURVEY, uploadGather, uploadTiles } from './webgpu-gather.ts'
import { submitMany } from './webgpu-many.ts'
import type { Submitted } from './webgpu-results.ts'
import { copyOf, emptyRun, measuredAlong, readCounters, recordFigures, recordFindings } from './webgpu-results.ts'

export interface WebGpuEngineOptions {
  readonly gpu: GPU | undefined
  readonly adapterName?: string
  /** Smaller limits than the adapter's: tests prove that tiling changes no bit. */
  readonly limits?: Partial<GpuLimits>
}

const DEFAULT_TILE_BYTES = 2 ** 29
/** Tiles are not halved below this: then it is not they that take the memory. */
const SMALLEST_TILE_BYTES = 2 ** 18
const DEFAULT_KEPT_BYTES = 2 ** 30

export class WebGpuEngine implements InteractiveGpuEngine, Engine {
  readonly info: EngineInfo
  readonly lost: Promise<SeisError>
  readonly #gpu: GpuDevice
  #limits: GpuLimits
  readonly #pool: BufferPool
  readonly #tables: ConstantTables
  readonly #kernels: KernelCache
  readonly #recorder: PassRecorder
  readonly #uploads: UploadRing
  readonly #readbacks: ReadbackRing
  readonly #timer: PassTimer
  readonly #chain: GpuChain
  readonly #results = new SampleMemory()
  #resident: GpuGather | undefined
  /** What `survey` of the resident gather holds: nothing yet, the counts of bad samples, or all of it. */
  #surveyed: 'nothing' | 'bad samples' | 'all' = 'nothing'
  #uploadMs = 0
  /** Buffers that the panels may still draw from, by age in calls. */
  #retired: [GPUBuffer[], GPUBuffer[]] = [[], []]
  #turn: Promise<unknown> = Promise.resolve()
  readonly #pending = new Set<Promise<unknown>>()
  #isClosed = false

  /** Opens a device of its own. Throws `gpu` when there is none. */
  static async create(options: WebGpuEngineOptions): Promise<WebGpuEngine> {
    return new WebGpuEngine(await openGpuDevice(options), options)
  }

  private constructor(gpu: GpuDevice, options: WebGpuEngineOptions) {
    const { device } = gpu
    this.#gpu = gpu
    this.info = { kind: 'webgpu', adapter: gpu.adapterName, isSoftware: gpu.isSoftware }
    this.lost = gpu.lost
    this.#limits = {
      bindingBytes: Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize),
      tileBytes: DEFAULT_TILE_BYTES,
      keptBytes: DEFAULT_KEPT_BYTES,
      workgroupsPerDimension: device.limits.maxComputeWorkgroupsPerDimension,
      // A software adapter runs threads one after the other: barriers are all that sharing costs it, and bring it nothing.
      workgroupBytes: gpu.isSoftware ? 0 : device.limits.maxComputeWorkgroupStorageSize,
      workgroupThreads: Math.min(
        device.limits.maxComputeInvocationsPerWorkgroup,
        device.limits.maxComputeWorkgroupSizeX,
      ),
      ...options.limits,
    }
    this.#pool = new BufferPool(device)
    this.#tables = new ConstantTables(device)
    this.#kernels = new KernelCache(device)
    this.#recorder = new PassRecorder(device, this.#kernels, this.#limits.workgroupsPerDimension)
    this.#uploads = new UploadRing(device)
    this.#readbacks = new ReadbackRing(device)
    this.#timer = new PassTimer(gpu)
    this.#chain = new GpuChain({
      pool: this.#pool,
      tables: this.#tables,
      recorder: this.#recorder,
      limits: this.#limits,
      retire: (buffers) => this.#retired[0].push(...buffers),
    })
  }

  get isLost(): boolean {
    return this.#gpu.lostError() !== undefined
  }

  get device(): GPUDevice {
    return this.#gpu.device
  }

  /** Dispatches by shader since the engine was made. */
  get dispatchCounts(): ReadonlyMap<string, number> {
    return this.#recorder.dispatchCounts
  }

  /** GPU buffers made since the engine was, and the bytes they hold. */
  get bufferCounts(): { readonly created: number; readonly bytes: number } {
    return { created: this.#pool.createdCount, bytes: this.#pool.totalBytes }
  }

  /** Compiles what any run needs, ahead of the first. What fails to compile is said by the run. */
  async prepare(): Promise<void> {
    await this.#kernels.prepare([SURVEY, ...MEASURE_KERNELS]).catch(() => undefined)
  }

  /** Uploads a gather; the runs that follow are on it. */
  load(gather: Gather): Promise<TraceTiles> {
    return this.#inTurn(async () => {
      this.#ageRetired()
      return this.#upload(gather).before
    })
  }

  run(recipe: Recipe): Promise<GpuRun> {
    return this.#inTurn(async () => {
      this.#ageRetired()
      const resident = this.#resident
      if (!resident) throw new SeisError('internal', 'No gather is loaded')
      if (resident.gather.samples.length === 0) return emptyRun(resident, this.#uploadMs)
      const submitted = await this.#submit(resident, recipe, 'measures', this.#limits)
      const { after, forwardsReused } = submitted
      const { computeMs, stepMs, measures, unit, ...counted } = await this.#guard(submitted.counters)
      const figures = await this.#guard(Promise.all(submitted.figures.map((read) => read(unit))))
      const badSamples = recipe.steps.length === 0 ? NO_BAD_SAMPLES : counted.badSamples
      const timings: EngineTimings = { uploadMs: this.#uploadMs, computeMs, readbackMs: 0 }
      const found = { forwardsReused, badSamples, figures, ...(stepMs && { stepMs }), ...measures }
      return { before: resident.before, after, timings, ...found }
    })
  }

  show(block: TraceBlock): Promise<Pick<GpuRun, 'before' | 'after'>> {
    return this.#inTurn(async () => {
      this.#ageRetired()
      const resident = this.#resident
      if (!resident) throw new SeisError('internal', 'No gather is loaded')
      const after = uploadTiles(this.#uploads, this.#pool, block, this.#limits.bindingBytes, 'after')
      this.#retired[0].push(...after.tiles.map((tile) => tile.buffer))
      return { before: resident.before, after }
    })
  }

  /**
   * A whole gather from memory to memory. Calls overlap: the next one is uploaded and computed while this one is
   * read back. No steps: a copy, bit for bit, and nothing is counted. Ends the life of what `run` left.
   */
  async process(gather: Gather, recipe: Recipe, options: EngineOptions = {}): Promise<ProcessedGather> {
    throwIfAborted(options.signal)
    if (recipe.steps.length === 0 || gather.samples.length === 0) return copyOf(gather, recipe)
    return this.#untilSettled(this.#inTilesThatFit(gather, recipe, options))
  }

  /** By one submit. Ends the life of what `run` left. */
  async processMany(
    gathers: readonly Gather[],
    recipe: Recipe,
    options: EngineOptions = {},
  ): Promise<readonly ProcessedGather[]> {
    if (recipe.steps.length === 0 || gathers.some(({ samples }) => samples.length === 0)) {
      return Promise.all(gathers.map((gather) => this.process(gather, recipe, options)))
    }
    return this.#untilSettled(this.#processMany(gathers, recipe, options))
  }

  recycle(samples: Float32Array<ArrayBuffer>): void {
    this.#results.give(samples)
  }

  /** Waits for the calls in hand, then destroys every buffer and the device. Later calls reject with `gpu`. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.#turn
    await Promise.allSettled(this.#pending)
    for (const part of [this.#pool, this.#tables, this.#recorder, this.#uploads, this.#readbacks, this.#timer])
      part.close()
    this.#gpu.close()
  }

  async #processMany(
    gathers: readonly Gather[],
    recipe: Recipe,
    { signal, withLeakage = false, onStage }: EngineOptions,
  ): Promise<readonly ProcessedGather[]> {
    const results = await this.#inTurn(async () => {
      throwIfAborted(signal)
      onStage?.('upload')
      this.#unload()
      this.#ageRetired()
      this.#ageRetired()
      this.#tables.trim()
      const limits = { ...this.#limits, keptBytes: 0 }
      const planned = gathers.map((gather) => {
        const { nSamples, nTraces, sampleIntervalMs } = gather
        return { gather, chain: planChain(recipe, { nSamples, nTraces, sampleIntervalMs }, limits) }
      })
      const measures = withLeakage ? MEASURE_KERNELS : []
      const kernels = [SURVEY, ...measures, ...planned.flatMap(({ chain }) => kernelsOfChain(chain))]
      await this.#guard(this.#kernels.prepare(kernels))
      if (this.#pool.freeBytes > this.#limits.keptBytes) this.#pool.trim()
      onStage?.('compute')
      const [pool, tables, recorder, uploads] = [this.#pool, this.#tables, this.#recorder, this.#uploads]
      const [readbacks, timer, device] = [this.#readbacks, this.#timer, this.device]
      const tools = { device, pool, tables, recorder, uploads, readbacks, timer, limits, withLeakage }
      const results = submitMany(tools, planned, (length) => this.#results.take(length).samples)
      // The next call has its turn while this one computes; whoever made it waits for it.
      results.catch(() => {})
      return { results }
    })
    const read = await this.#guard(results.results)
    throwIfAborted(signal)
    return read
  }

  async #untilSettled<T>(work: Promise<T>): Promise<T> {
    this.#pending.add(work)
    try {
      return await work
    } finally {
      this.#pending.delete(work)
    }
  }

  /** Where the adapter's memory does not suffice tiles are halved, from now on: the bits are the same. */
  async #inTilesThatFit(gather: Gather, recipe: Recipe, options: EngineOptions): Promise<ProcessedGather> {
    for (;;) {
      try {
        return await this.#process(gather, recipe, options)
      } catch (error) {
        const isForMemory = isSeisError(error, 'gpu') && error.fields['filter'] === 'out-of-memory'
        if (!isForMemory || this.#limits.tileBytes < 2 * SMALLEST_TILE_BYTES) throw error
        await this.#inTurn(async () => this.#halveTiles())
      }
    }
  }

  #halveTiles(): void {
    this.#limits = { ...this.#limits, tileBytes: this.#limits.tileBytes / 2 }
    this.#unload()
    this.#ageRetired()
    this.#ageRetired()
    this.#pool.trim()
  }

  async #process(gather: Gather, recipe: Recipe, options: EngineOptions): Promise<ProcessedGather> {
    const { nSamples, nTraces } = gather
    const { keepForwards, withLeakage = false, signal, onStage } = options
    const submitted = await this.#inTurn(async () => {
      throwIfAborted(signal)
      onStage?.('upload')
      const isUploadDue = this.#resident?.gather !== gather || !keepForwards
      if (isUploadDue) this.#upload(gather)
      const limits = keepForwards ? this.#limits : { ...this.#limits, keptBytes: 0 }
      onStage?.('compute')
      const wanted = withLeakage ? 'both' : 'samples'
      const result = await this.#submit(this.#resident!, recipe, wanted, limits)
      if (!keepForwards) this.#unload()
      this.#ageRetired()
      this.#ageRetired()
      return { ...result, uploadMs: isUploadDue ? this.#uploadMs : 0 }
    })
    const { badSamples, computeMs, unit, measures } = await this.#guard(submitted.counters)
    onStage?.('readback')
    const readbackStart = performance.now()
    const { samples } = this.#results.take(nSamples * nTraces)
    const { after, blocks, forwardsReused, uploadMs } = submitted
    const place = (block: Readback, i: number) =>
      block.read((bytes) => placeTile(samples, after, after.tiles[i]!, new Float32Array(bytes)))
    await this.#guard(Promise.all(blocks.map(place)))
    const figures = await this.#guard(Promise.all(submitted.figures.map((read) => read(unit))))
    throwIfAborted(signal)
    const timings = { uploadMs, computeMs, readbackMs: performance.now() - readbackStart }
    const measured = withLeakage ? measuredAlong(measures) : {}
    return { nSamples, nTraces, samples, badSamples, timings, forwardsReused, figures, ...measured }
  }

  #upload(gather: Gather): GpuGather {
    this.#unload()
    this.#tables.trim()
    const start = performance.now()
    this.#resident = uploadGather(this.#uploads, this.#pool, gather, this.#limits.bindingBytes)
    this.#uploadMs = performance.now() - start
    this.#surveyed = 'nothing'
    return this.#resident
  }

  #unload(): void {
    this.#chain.forget()
    if (!this.#resident) return
    this.#retired[0].push(...this.#resident.before.tiles.map((tile) => tile.buffer), this.#resident.survey.buffer)
    this.#resident = undefined
  }

  /** What was retired in the call before the last goes back to the pool. */
  #ageRetired(): void {
    const [younger, older] = this.#retired
    for (const buffer of older) this.#pool.release(buffer)
    this.#retired = [[], younger]
  }

  /** Compiles what is missing, then records and submits the run in one go. */
  async #submit(
    resident: GpuGather,
    recipe: Recipe,
    wanted: 'measures' | 'samples' | 'both',
    limits: GpuLimits,
  ): Promise<Submitted> {
    const { nSamples, nTraces, sampleIntervalMs } = resident.gather
    const chain = planChain(recipe, { nSamples, nTraces, sampleIntervalMs }, limits)
    await this.#guard(this.#kernels.prepare([SURVEY, ...MEASURE_KERNELS, ...kernelsOfChain(chain)]))
    // Another band or another gather wants other sizes; no more may lie idle than may be kept.
    if (this.#pool.freeBytes > this.#limits.keptBytes) this.#pool.trim()
    const hasMeasures = wanted !== 'samples'
    const start = performance.now()
    const { result, errors } = collectErrors(this.device, () => {
      const encoder = this.device.createCommandEncoder()
      // Energies are summed in the unit of the gather's largest sample.
      const isSurveyDue = (hasMeasures || needsSurvey(chain)) && this.#surveyed !== 'all'
      const countsBad = chain.length > 0 && !isSurveyDue && this.#surveyed === 'nothing'
      if (isSurveyDue || countsBad) encoder.clearBuffer(resident.survey.buffer)
      // What comes before the steps, each of them, and what comes after: only who tunes asks how long each takes.
      const nPasses = wanted === 'measures' && chain.length > 0 ? chain.length + 2 : 1
      const passes = new TimedPasses(encoder, this.#timer, this.#recorder, nPasses)
      if (isSurveyDue) recordSurvey(this.#recorder, resident, this.#limits.workgroupsPerDimension)
      const { after, forwardsReused, figures, findings } = this.#chain.record(resident, chain, countsBad, () =>
        passes.next(),
      )
      const [recorder, pool, tables] = [this.#recorder, this.#pool, this.#tables]
      const sums = hasMeasures ? recordMeasures({ recorder, pool, tables, ...resident, after }) : []
      const counters = this.#readbacks.record(encoder, [resident.survey, ...sums, ...passes.end()])
      const outputs = wanted === 'measures' ? [] : after.tiles
      const blocks = outputs.map((tile) => this.#readbacks.record(encoder, [tileSlice(after, tile)]))
      const found = figures.map((ofStep) => recordFigures(this.#readbacks, encoder, ofStep))
      const takeFindings = recordFindings(this.#readbacks, encoder, findings)
      for (const { buffer } of sums) this.#pool.release(buffer)
      this.#recorder.end()
      this.device.queue.submit([encoder.finish()])
      if (isSurveyDue) this.#surveyed = 'all'
      else if (countsBad) this.#surveyed = 'bad samples'
      return { after, forwardsReused, counters, blocks, figures: found, takeFindings }
    })
    // What the adapter refused was not computed: nothing of it may be taken for a result later.
    errors.catch(() => {
      this.#chain.forget()
      this.#surveyed = 'nothing'
    })
    const counters = errors.then(async () => {
      const read = result.counters.read((bytes) => readCounters(bytes, hasMeasures, performance.now() - start))
      // The next run may be recorded as soon as this one is known to have ended.
      const [counters] = await Promise.all([read, result.takeFindings()])
      return counters
    })
    // Waited for by every caller; without this a failure in between would count as unhandled.
    counters.catch(() => {})
    return { ...result, counters }
  }

  /** One call after the other, while there is a device. */
  async #inTurn<T>(call: () => Promise<T>): Promise<T> {
    if (this.#isClosed) throw new SeisError('gpu', 'The engine is closed', { where: this.info.adapter })
    const turn = this.#turn.then(async () => {
      const lost = this.#gpu.lostError()
      if (lost) throw lost
      return call()
    })
    this.#turn = turn.catch(() => {})
    return turn
  }

  /** A lost device fails everything that was under way; the reason is the loss, not what it broke. */
  async #guard<T>(work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      if (error instanceof SeisError) throw error
      throw this.#gpu.lostError() ?? new SeisError('gpu', String(error), { where: this.info.adapter, cause: error })
    }
  }
}
