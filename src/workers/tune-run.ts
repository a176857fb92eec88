/** The search for the best settings in the browser: batches on gathers of the open dataset, into a folder of its own. */
import {
  type BatchSettings,
  findBestSettings,
  MIB,
  type TuningCalls,
  type TuningLimits,
  type TuningRun,
  type TuningRunner,
} from '../bench/tuning.ts'
import { ORIGINAL_LAYOUT } from '../core/batch.ts'
import type { DatasetInfo } from '../core/dataset.ts'
import type { Engine, EngineKind } from '../core/engine.ts'
import { SeisError } from '../core/errors.ts'
import type { Recipe } from '../core/recipe.ts'
import { openDataset } from '../data/dataset.ts'
import { FileSystemAccessFolder } from '../data/folders/file-system-access-folder.ts'
import { RememberingFolder } from '../data/folders/remembering-folder.ts'
import { folderOf } from '../data/location.ts'
import { createDatasetSink } from '../data/output/dataset-sink.ts'
import { RecordingFolder } from '../data/output/recording-folder.ts'
import { WebGpuEngine } from '../engine/webgpu.ts'
import { runBatch } from '../pipeline/batch.ts'
import { withTraceHeaders } from '../pipeline/trace-headers.ts'
import { hasKernels } from '../processes/methods.ts'
import { headersNeededBy } from '../processes/recipe.ts'
import { browserFolder, removeBrowserFolder } from './browser-folder.ts'
import { openCpuEngine } from './spawn-cpu-engine.ts'
import type { TuneAnswer, TuneOrder } from './tune-protocol.ts'
import { TUNING_FOLDER } from './tuning-folder.ts'

const MOST_REMEMBERED_BYTES = 512 * MIB
/** A shorter time says nothing about a disk. */
const LEAST_READ_SECONDS = 0.02

export async function runTuning({ input, recipe }: TuneOrder, calls: TuningCalls): Promise<TuneAnswer> {
  const folder = new RememberingFolder(await folderOf(input), MOST_REMEMBERED_BYTES)
  const source = await openDataset(folder)
  const { info } = source
  await source.close()
  const adapter = await cardFor(recipe)
  const cores = navigator.hardwareConcurrency
  const limits = limitsOf(info, adapter === '' ? ['cpu'] : ['webgpu', 'cpu'], cores)
  if (limits.nGathers === 0) throw new SeisError('bad-input', 'The dataset has no gathers', { where: info.name })
  await removeBrowserFolder(TUNING_FOLDER)
  const runner = new BatchRunner(folder, info, recipe, await browserFolder(TUNING_FOLDER))
  try {
    const figures = await findBestSettings(runner, limits, calls)
    const { isWhole: isFromMemory } = folder
    return { figures, cores, adapter, isFromMemory, readMegabytesPerSecond: runner.readMegabytesPerSecond }
  } finally {
    await runner.close()
    await removeBrowserFolder(TUNING_FOLDER)
  }
}

/** The name of a graphics card that can run the recipe; empty where there is none. */
async function cardFor(recipe: Recipe): Promise<string> {
  if (!hasKernels(recipe)) return ''
  const engine = await WebGpuEngine.create({ gpu: navigator.gpu }).catch(() => null)
  await engine?.close()
  return engine === null || engine.info.isSoftware ? '' : engine.info.adapter
}

function limitsOf({ gathers, nSamples }: DatasetInfo, engines: readonly EngineKind[], cores: number): TuningLimits {
  const { nGathers, startTrace, endTrace } = gathers
  const nTraces = endTrace.reduce((sum, end, i) => sum + end - startTrace[i]!, 0)
  return { engines, cores, nGathers, gatherBytes: (4 * nSamples * nTraces) / Math.max(1, nGathers) }
}

class BatchRunner implements TuningRunner {
  readonly #folder: RememberingFolder
  readonly #info: DatasetInfo
  readonly #recipe: Recipe
  readonly #scratch: FileSystemDirectoryHandle
  #engine: Engine | null = null
  #engineKey = ''
  #nRuns = 0
  /** From the disk, before what is remembered was read again. */
  readMegabytesPerSecond: number | null = null

  constructor(folder: RememberingFolder, info: DatasetInfo, recipe: Recipe, scratch: FileSystemDirectoryHandle) {
    this.#folder = folder
    this.#info = info
    this.#recipe = recipe
    this.#scratch = scratch
  }

  async run(settings: BatchSettings, nGathers: number): Promise<TuningRun> {
    const { codec, chunks, quotaBytes } = settings
    const reads = new RecordingFolder(this.#folder)
    const source = await withTraceHeaders(await openDataset(reads), headersNeededBy(this.#recipe))
    const name = `run-${this.#nRuns++}`
    const output = new FileSystemAccessFolder(await this.#scratch.getDirectoryHandle(name, { create: true }))
    // From the middle, where gathers are full.
    const startGather = Math.floor((this.#info.gathers.nGathers - nGathers) / 2)
    const heldBefore = this.#folder.heldBytes
    try {
      const startMs = performance.now()
      const engine = await this.#engineFor(settings)
      const report = await runBatch({
        source,
        engine,
        sink: createDatasetSink({ input: reads, output, reads, overwrite: false }),
        request: {
          recipe: this.#recipe,
          write: 'processed',
          sort: [],
          startGather,
          endGather: startGather + nGathers,
          engine: engine.info.kind,
          layout: { ...ORIGINAL_LAYOUT, codec, chunks },
        },
        quotaBytes,
      })
      const seconds = (performance.now() - startMs) / 1000
      const [failed] = report.quarantined
      if (failed !== undefined) {
        throw new SeisError('bad-input', `Gather ${failed.gather} cannot be processed`, { where: failed.reason })
      }
      const { bytes, busySeconds } = report.stages.read
      if (this.#folder.heldBytes > heldBefore && busySeconds >= LEAST_READ_SECONDS) {
        this.readMegabytesPerSecond = Math.max(this.readMegabytesPerSecond ?? 0, bytes / 1e6 / busySeconds)
      }
      return { seconds, bytes: 8 * this.#info.nSamples * report.tracesDone, bound: report.bound }
    } finally {
      await source.close()
      await this.#scratch.removeEntry(name, { recursive: true })
    }
  }

  async close(): Promise<void> {
    await this.#engine?.close()
  }

  async #engineFor({ engine, workers }: BatchSettings): Promise<Engine> {
    const key = `${engine} ${workers}`
    if (this.#engine !== null && this.#engineKey === key && !this.#engine.isLost) return this.#engine
    await this.#engine?.close()
    this.#engine = engine === 'cpu' ? openCpuEngine(workers) : await WebGpuEngine.create({ gpu: navigator.gpu })
    this.#engineKey = key
    return this.#engine
  }
}
