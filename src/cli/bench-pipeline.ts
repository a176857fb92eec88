/** The whole way of a batch, from a dataset on disk to its result on disk. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { OfferedVariant } from '../bench/variants.ts'
import type { BatchReport } from '../core/batch.ts'
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
}

export const FULL_DEMO: Partial<DemoOptions> = { gathers: 16, traces: 1000, samples: 1600 }
export const QUICK_DEMO: Partial<DemoOptions> = { gathers: 3, traces: 40, samples: 250, chunk: 50 }

const QUOTA_BYTES = 512 * 2 ** 20

/** Writes the demo dataset into `folder` and runs each variant on it, once; results stay in folders of their own. */
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
): Promise<readonly PipelineFigures[]> {
  const input = new NodeFolder(join(folder, 'demo'))
  await mkdir(input.root, { recursive: true })
  onNext('writing the demo dataset')
  await writeDemo(input, demo, { signal })
  const figures: PipelineFigures[] = []
  for (const { name, recipe } of variants) {
    onNext(`${name}, from disk to disk`)
    const reads = new RecordingFolder(input)
    const source = await openDataset(reads, { signal })
    const output = new NodeFolder(join(folder, `result-${figures.length}`))
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
      figures.push(figuresOf(name, report))
    } finally {
      await source.close()
    }
  }
  return figures
}

function figuresOf(variant: string, report: BatchReport): PipelineFigures {
  const { gathersDone, tracesDone, seconds, bytesRead, bytesWritten, tracesPerSecond, stages, bound, peakMemoryBytes } =
    report
  const megabytesPerSecond = (bytesRead + bytesWritten) / 1e6 / seconds
  const counts = { variant, gathers: gathersDone, traces: tracesDone, megabytesPerSecond }
  return { ...counts, seconds, bytesRead, bytesWritten, tracesPerSecond, stages, bound, peakMemoryBytes }
}
