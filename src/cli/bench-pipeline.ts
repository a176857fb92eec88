/** The whole way of a batch, from a dataset on disk to its result on disk. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { OfferedVariant } from '../bench/variants.ts'
import type { BatchReport, StageFigures } from '../core/batch.ts'
import type { Engine } from '../core/engine.ts'
import { openDataset } from '../data/dataset.ts'
import type { DemoOptions } from '../data/demo/write-demo.ts'
import { writeDemo } from '../data/demo/write-demo.ts'
import { NodeFolder } from '../data/folders/node-folder.ts'
import { createDatasetSink } from '../data/output/dataset-sink.ts'
import { RecordingFolder } from '../data/output/recording-folder.ts'
import { runBatch } from '../pipeline/batch.ts'

export type PipelineFigures = Pick<
  BatchReport,
  'seconds' | 'bytesRead' | 'bytesWritten' | 'tracesPerSecond' | 'stages' | 'bound' | 'peakMemoryBytes'
> & {
  readonly variant: string
  readonly gathers: number
  readonly traces: number
  /** Bytes read and written on disk, 1e6 a second. */
  readonly megabytesPerSecond: number
  /** Wall time by that of the busiest stage: 1 where all others hide behind it. */
  readonly overBusiest: number
  /** Rates while a stage was busy, by those of plain reads and writes of the same files, in percent. */
  readonly percentOfPlain: PlainRates
}

export interface PlainRates {
  readonly read: number
  readonly write: number
}

export interface PipelineBench {
  /** Reads of the input's files and writes of the same bytes by the same calls, with nothing between; 1e6 bytes a second. */
  readonly plainMegabytesPerSecond: PlainRates
  readonly runs: readonly PipelineFigures[]
}

/** Files in hand at once in plain reads and writes, as a batch has them. */
const AT_ONCE = 4

/** The batch that computes nothing: disk to disk. */
const COPY = { name: 'no steps', recipe: { format: 'seisproc-recipe/1', name: '', steps: [] } } as const

export const FULL_DEMO: Partial<DemoOptions> = { gathers: 16, traces: 1000, samples: 1600 }
export const QUICK_DEMO: Partial<DemoOptions> = { gathers: 3, traces: 40, samples: 250, chunk: 50 }

const QUOTA_BYTES = 512 * 2 ** 20

/**
 * Writes the demo dataset into `folder`, reads and writes its files plainly, and runs no steps and each variant on it, once;
 * results stay in folders of their own.
 */
export async function benchPipeline(
  engine: Engine,
  variants: readonly OfferedVariant[],
  {
    folder,
    demo,
    signal,
    onNext,
  }: {
    readonly folder: string
    readonly demo: Partial<DemoOptions>
    readonly signal: AbortSignal
    readonly onNext: (what: string) => void
  },
): Promise<PipelineBench> {
  const input = new NodeFolder(join(folder, 'demo'))
  await mkdir(input.root, { recursive: true })
  onNext('writing the demo dataset')
  await writeDemo(input, demo, { signal })
  onNext('plain reads and writes')
  const plain = await plainRates(input, new NodeFolder(join(folder, 'plain')))
  const runs: PipelineFigures[] = []
  for (const { name, recipe } of [COPY, ...variants]) {
    onNext(`${name}, from disk to disk`)
    const reads = new RecordingFolder(input)
    const source = await openDataset(reads, { signal })
    const output = new NodeFolder(join(folder, `result-${runs.length}`))
    try {
      const report = await runBatch({
        source,
        engine,
        sink: createDatasetSink({ input: reads, output, reads, overwrite: false }),
        request: {
          recipe,
          write: 'processed',
          sort: [],
          startGather: 0,
          endGather: source.info.gathers.nGathers,
          engine: engine.info.kind,
        },
        quotaBytes: QUOTA_BYTES,
        signal,
        memoryBytes: () => process.resourceUsage().maxRSS * 1024,
        onProgress: () => {},
      })
      runs.push(figuresOf(name, report, plain))
    } finally {
      await source.close()
    }
  }
  return { plainMegabytesPerSecond: plain, runs }
}

/** Files of the input's array, each in turn read whole, and written whole. */
async function plainRates(input: NodeFolder, output: NodeFolder): Promise<PlainRates> {
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
  return { read, write }
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

function figuresOf(variant: string, report: BatchReport, plain: PlainRates): PipelineFigures {
  const { gathersDone, tracesDone, seconds, bytesRead, bytesWritten, tracesPerSecond, stages, bound, peakMemoryBytes } =
    report
  const megabytesPerSecond = (bytesRead + bytesWritten) / 1e6 / seconds
  const busiest = Math.max(...Object.values(stages).map(({ busySeconds }) => busySeconds))
  const percentOf = ({ bytes, busySeconds }: StageFigures, rate: number): number => bytes / busySeconds / 1e4 / rate
  const percentOfPlain = { read: percentOf(stages.read, plain.read), write: percentOf(stages.write, plain.write) }
  const counts = { variant, gathers: gathersDone, traces: tracesDone, megabytesPerSecond }
  const ratios = { overBusiest: seconds / busiest, percentOfPlain }
  return { ...counts, ...ratios, seconds, bytesRead, bytesWritten, tracesPerSecond, stages, bound, peakMemoryBytes }
}
