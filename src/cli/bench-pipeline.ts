/** The whole way of a batch, from a dataset on disk to its result on disk. */
import { mkdir, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { medianOf } from '../bench/statistics.ts'
import type { OfferedVariant } from '../bench/variants.ts'
import type { BatchReport, StageFigures } from '../core/batch.ts'
import { BusySpans } from '../core/busy-spans.ts'
import type { Engine } from '../core/engine.ts'
import type { Recipe } from '../core/recipe.ts'
import { openDataset } from '../data/dataset.ts'
import type { DemoOptions } from '../data/demo/write-demo.ts'
import { writeDemo } from '../data/demo/write-demo.ts'
import { NodeFolder } from '../data/folders/node-folder.ts'
import { createDatasetSink } from '../data/output/dataset-sink.ts'
import type { ProvenWriter } from '../data/output/proven-writer.ts'
import { RecordingFolder } from '../data/output/recording-folder.ts'
import { runBatch } from '../pipeline/batch.ts'
import type { PaceMode } from '../pipeline/pace.ts'
import { type FileThreads, withFileThreads } from './file-threads.ts'

export type PipelineFigures = Pick<
  BatchReport,
  'seconds' | 'bytesRead' | 'bytesWritten' | 'tracesPerSecond' | 'stages' | 'bound' | 'pace' | 'peakMemoryBytes'
> & {
  readonly variant: string
  readonly gathers: number
  readonly traces: number
  /** Bytes read and written on disk, 1e6 a second. */
  readonly megabytesPerSecond: number
  /** Wall time by that of the busiest stage: 1 where all others hide behind it. */
  readonly overBusiest: number
  /**
   * Rates while a stage was busy, by those of plain reads and writes of the same files before and after, in percent: the
   * medians of all runs.
   */
  readonly percentOfPlain: PlainRates
  readonly overlap: OverlapFigures
}

/** What it brings that stages overlap. */
export interface OverlapFigures {
  /** Of the same batch with every gather written before the next one is read. */
  readonly oneAfterAnotherSeconds: number
  readonly speedUp: number
  /** What all its threads computed in that time, the system's work for them included. */
  readonly processorSeconds: number
  /** What it would be if all other stages hid behind the busiest one, or else every core had work at every moment. */
  readonly idealSpeedUp: number
}

export interface PlainRates {
  readonly read: number
  /** By Node's writeFile. */
  readonly write: number
  /** By the thread that writes a batch's chunks, which reads them back: while it wrote or read. */
  readonly proven: number
}

export interface PipelineBench {
  /** Reads of the input's files and writes of the same bytes, with nothing between; 1e6 bytes a second. */
  readonly plainMegabytesPerSecond: PlainRates
  readonly runs: readonly PipelineFigures[]
}

/** Files in hand at once in plain reads and writes, as a batch has them. */
const AT_ONCE = 4

/** The batch that computes nothing: disk to disk. */
const COPY = { name: 'no steps', recipe: { format: 'seisproc-recipe/1', name: '', steps: [] } } as const

export const FULL_DEMO: Partial<DemoOptions> = { gathers: 16, traces: 1000, samples: 1600 }
export const LONG_DEMO: Partial<DemoOptions> = { ...FULL_DEMO, gathers: 60 }
export const QUICK_DEMO: Partial<DemoOptions> = { gathers: 3, traces: 40, samples: 250, chunk: 50 }

const QUOTA_BYTES = 512 * 2 ** 20

interface PipelineCalls {
  readonly folder: string
  readonly demo: Partial<DemoOptions>
  /** The batch that computes nothing is over soon, and is run so often; of its runs the one of median time counts. */
  readonly nCopyRuns: number
  /** Of the others. */
  readonly nRuns: number
  readonly signal: AbortSignal
  readonly onNext: (what: string) => void
}

/**
 * Writes the demo dataset into `folder` and runs no steps and each variant on it, overlapping and one after another;
 * before and after each of them the files are read and written plainly. What is written is removed again.
 */
export function benchPipeline(
  engine: Engine,
  variants: readonly OfferedVariant[],
  calls: PipelineCalls,
): Promise<PipelineBench> {
  return withFileThreads((threads) => runAll(engine, variants, calls, threads))
}

async function runAll(
  engine: Engine,
  variants: readonly OfferedVariant[],
  { folder, demo, nCopyRuns, nRuns, signal, onNext }: PipelineCalls,
  threads: FileThreads,
): Promise<PipelineBench> {
  const input = new NodeFolder(join(folder, 'demo'))
  await mkdir(input.root, { recursive: true })
  onNext('writing the demo dataset')
  await writeDemo(input, demo, { signal })
  const plain: PlainRates[] = []
  const measurePlain = () => withNewFolder(folder, (output) => plainRates(input, output, threads.writerTo(output)))
  const batch = (recipe: Recipe, pace: PaceMode) =>
    withNewFolder(folder, (output) => runOnce({ engine, input, output, recipe, pace, signal, threads }))
  const runs: PipelineFigures[] = []
  // The first reads bring the files into the cache, where all others find them.
  await measurePlain()
  for (const { name, recipe } of [COPY, ...variants]) {
    onNext(`${name}, from disk to disk`)
    const found: PipelineFigures[] = []
    for (let run = 0; run < (recipe.steps.length === 0 ? nCopyRuns : nRuns); run++) {
      const before = await measurePlain()
      const report = await batch(recipe, 'found')
      const after = await measurePlain()
      plain.push(before, after)
      const between = ratesOf((way) => (before[way] + after[way]) / 2)
      const processorBefore = process.cpuUsage()
      const apart = await batch(recipe, 'one after another')
      const { user, system } = process.cpuUsage(processorBefore)
      found.push(figuresOf(name, report, between, { report: apart, processorSeconds: (user + system) / 1e6 }))
    }
    found.sort((a, b) => a.seconds - b.seconds)
    // What else a machine does comes and goes within a run, and plain reads and writes are over sooner.
    const percentOfPlain = ratesOf((way) => medianOf(found.map((figures) => figures.percentOfPlain[way])))
    runs.push({ ...found[found.length >> 1]!, percentOfPlain })
  }
  return { plainMegabytesPerSecond: ratesOf((way) => medianOf(plain.map((rates) => rates[way]))), runs }
}

function ratesOf(rate: (way: keyof PlainRates) => number): PlainRates {
  return { read: rate('read'), write: rate('write'), proven: rate('proven') }
}

async function withNewFolder<T>(inside: string, task: (folder: NodeFolder) => Promise<T>): Promise<T> {
  const folder = new NodeFolder(join(inside, 'result'))
  try {
    return await task(folder)
  } finally {
    await rm(folder.root, { recursive: true, force: true })
  }
}

interface OneRun {
  readonly engine: Engine
  readonly input: NodeFolder
  readonly output: NodeFolder
  readonly recipe: Recipe
  readonly pace: PaceMode
  readonly signal: AbortSignal
  readonly threads: FileThreads
}

async function runOnce(run: OneRun): Promise<BatchReport> {
  const { engine, input, output, recipe, pace, signal, threads } = run
  const reads = new RecordingFolder(input, threads.digestOfReads)
  const source = await openDataset(reads, { signal })
  const endGather = source.info.gathers.nGathers
  try {
    return await runBatch({
      source,
      engine,
      sink: createDatasetSink({ input: reads, output, reads, writer: threads.writerTo(output), overwrite: false }),
      request: { recipe, write: 'processed', sort: [], startGather: 0, endGather, engine: engine.info.kind },
      quotaBytes: QUOTA_BYTES,
      pace,
      signal,
      memoryBytes: () => process.resourceUsage().maxRSS * 1024,
      onProgress: () => {},
    })
  } finally {
    await source.close()
  }
}

/** Files of the input's array, each in turn read whole, and written whole. */
async function plainRates(input: NodeFolder, output: NodeFolder, writer: ProvenWriter): Promise<PlainRates> {
  const names = (await input.list('traces.zarr')).map(({ name }) => `traces.zarr/${name}`)
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  const read = await rateOf(names, async (name) => {
    const bytes = (await input.read(name)) ?? new Uint8Array(0)
    files.set(name, bytes)
    return bytes.byteLength
  })
  const write = await rateOf(names, async (name) => {
    const bytes = files.get(name)!
    await output.write(name, bytes)
    return bytes.byteLength
  })
  const busy = new BusySpans()
  let bytesProven = 0
  await rateOf(names, async (name) => {
    const { digest, times } = await writer.write(name, files.get(name)!)
    busy.add(times.write.start, times.write.end)
    bytesProven += digest.bytes
    return digest.bytes
  })
  return { read, write, proven: bytesProven / 1e6 / busy.seconds }
}

/** 1e6 bytes a second of a task that resolves to its bytes, on each name, several at once. */
async function rateOf(names: readonly string[], task: (name: string) => Promise<number>): Promise<number> {
  const rest = [...names]
  let bytes = 0
  const startMs = performance.now()
  const work = async (): Promise<void> => {
    for (let name = rest.pop(); name !== undefined; name = rest.pop()) bytes += await task(name)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return bytes / 1000 / (performance.now() - startMs)
}

interface Apart {
  readonly report: BatchReport
  readonly processorSeconds: number
}

function figuresOf(variant: string, report: BatchReport, plain: PlainRates, apart: Apart): PipelineFigures {
  const { gathersDone, tracesDone, seconds, bytesRead, bytesWritten, tracesPerSecond } = report
  const { stages, bound, pace, peakMemoryBytes } = report
  const busy = (of: BatchReport): number[] => Object.values(of.stages).map(({ busySeconds }) => busySeconds)
  const percentOf = ({ bytes, busySeconds }: StageFigures, rate: number): number => bytes / busySeconds / 1e4 / rate
  const ofPlain = ratesOf((way) => percentOf(way === 'read' ? stages.read : stages.write, plain[way]))
  const apartBusy = busy(apart.report)
  const { seconds: apartSeconds } = apart.report
  const byStages = apartBusy.reduce((sum, one) => sum + one, 0) / Math.max(...apartBusy)
  const byCores = (apartSeconds * availableParallelism()) / apart.processorSeconds
  return {
    variant,
    gathers: gathersDone,
    traces: tracesDone,
    seconds,
    bytesRead,
    bytesWritten,
    tracesPerSecond,
    stages,
    bound,
    pace,
    peakMemoryBytes,
    megabytesPerSecond: (bytesRead + bytesWritten) / 1e6 / seconds,
    overBusiest: seconds / Math.max(...busy(report)),
    percentOfPlain: ofPlain,
    overlap: {
      oneAfterAnotherSeconds: apartSeconds,
      speedUp: apartSeconds / seconds,
      processorSeconds: apart.processorSeconds,
      idealSpeedUp: Math.max(1, Math.min(byStages, byCores)),
    },
  }
}
