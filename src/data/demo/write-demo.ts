import { SeisError, throwIfAborted } from '../../core/errors.ts'
import type { WritableFolder } from '../../core/folder.ts'
import { CHUNK_CODECS, type ChunkCodec, encodeChunk, v2ArrayMetadata, v2ChunkKey } from '../zarr-v2-writer.ts'
import { headersTable, indexTable } from './demo-tables.ts'
import { DEFAULT_DEMO, type DemoShape, planShots } from './survey.ts'
import { deadTraces, makeGather } from './synthetic-gather.ts'

export interface DemoOptions extends DemoShape {
  /** Traces of a chunk; at most as many as there are. */
  readonly chunk: number
  readonly codec: ChunkCodec
}

export const DEFAULT_DEMO_OPTIONS: DemoOptions = { ...DEFAULT_DEMO, chunk: 1000, codec: 'none' }

const TRACES_PATH = 'traces.zarr'
const CLEAN_PATH = 'clean.zarr'

export interface DemoProgress {
  /** 0 to 1, after each gather. */
  readonly onProgress?: (done: number) => void
  /** So many traces, from the first on, are in `traces.zarr`. */
  readonly onWritten?: (nTraces: number) => void
  readonly signal?: AbortSignal
}

/**
 * Writes a synthetic dataset in the original's layout, with `clean.zarr` (the signal alone) beside `traces.zarr`.
 * The same options give the same bytes everywhere. Throws bad-words for options that make no dataset.
 */
export async function writeDemo(
  folder: WritableFolder,
  options: Partial<DemoOptions> = {},
  progress: DemoProgress = {},
): Promise<void> {
  await writeDemoSamples(folder, options, progress)
  await writeDemoTables(folder, options)
}

/** The part of it that opening reads: the tables, and what there is to know of the arrays. */
export async function writeDemoTables(folder: WritableFolder, options: Partial<DemoOptions> = {}): Promise<void> {
  const { demo, shots, grid } = planDemo(options)
  const zarray = v2ArrayMetadata({ ...grid, compressor: demo.codec })
  for (const path of [TRACES_PATH, CLEAN_PATH]) await folder.write(`${path}/.zarray`, zarray)
  const dead = shots.map((shot) => deadTraces(demo, shot))
  await folder.write('headers.parquet', await headersTable(shots, dead))
  await folder.write('ensemble_index.parquet', await indexTable(shots))
  await folder.write('metadata.json', metadataFile(demo, grid.nTraces))
}

/** The other part: the chunks of both arrays. */
export async function writeDemoSamples(
  folder: WritableFolder,
  options: Partial<DemoOptions> = {},
  { onProgress, onWritten, signal }: DemoProgress = {},
): Promise<void> {
  const { demo, shots, grid } = planDemo(options)
  const [noisy, clean] = [new OpenChunk(grid), new OpenChunk(grid)]
  const writeChunk = async (path: string, chunk: OpenChunk) => {
    const bytes = await encodeChunk(chunk.samples, demo.codec)
    await folder.write(`${path}/${v2ChunkKey(0, chunk.index)}`, bytes, signal === undefined ? {} : { signal })
    chunk.startNext()
  }
  const writeBoth = async () => {
    await writeChunk(TRACES_PATH, noisy)
    onWritten?.(Math.min(grid.nTraces, noisy.index * grid.chunkTraces))
    await writeChunk(CLEAN_PATH, clean)
  }
  for (const shot of shots) {
    throwIfAborted(signal)
    const gather = makeGather(demo, shot)
    for (let trace = 0; trace < shot.nTraces; ) {
      noisy.fill(gather.noisy, shot.nTraces, trace)
      trace = clean.fill(gather.clean, shot.nTraces, trace)
      if (clean.isFull) await writeBoth()
    }
    onProgress?.((shot.index + 1) / shots.length)
  }
  if (!clean.isEmpty) await writeBoth()
}

function planDemo(options: Partial<DemoOptions>) {
  const demo = checkOptions({ ...DEFAULT_DEMO_OPTIONS, ...options })
  const shots = planShots(demo)
  const nTraces = shots.reduce((sum, shot) => sum + shot.nTraces, 0)
  const chunkTraces = Math.min(demo.chunk, nTraces)
  return { demo, shots, grid: { nSamples: demo.samples, nTraces, chunkSamples: demo.samples, chunkTraces } }
}

/** A chunk being filled trace by trace from gathers. */
class OpenChunk {
  readonly samples: Float32Array<ArrayBuffer>
  index = 0
  private readonly nSamples: number
  private readonly nTraces: number
  private nFilled = 0

  constructor({ chunkSamples, chunkTraces }: { readonly chunkSamples: number; readonly chunkTraces: number }) {
    this.nSamples = chunkSamples
    this.nTraces = chunkTraces
    this.samples = new Float32Array(chunkSamples * chunkTraces)
  }

  get isFull(): boolean {
    return this.nFilled === this.nTraces
  }

  get isEmpty(): boolean {
    return this.nFilled === 0
  }

  /** Takes traces of a gather from `start` on, as many as there is room for; answers with the first not taken. */
  fill(gather: Float32Array, gatherTraces: number, start: number): number {
    const end = Math.min(gatherTraces, start + this.nTraces - this.nFilled)
    for (let sample = 0; sample < this.nSamples; sample += 1) {
      const row = gather.subarray(sample * gatherTraces + start, sample * gatherTraces + end)
      this.samples.set(row, sample * this.nTraces + this.nFilled)
    }
    this.nFilled += end - start
    return end
  }

  startNext(): void {
    this.samples.fill(0)
    this.nFilled = 0
    this.index += 1
  }
}

function metadataFile(demo: DemoOptions, nTraces: number): Uint8Array<ArrayBuffer> {
  const metadata = {
    shape: [demo.samples, nTraces],
    n_samples: demo.samples,
    n_traces: nTraces,
    sample_rate: demo.intervalMs,
    duration_ms: (demo.samples - 1) * demo.intervalMs,
    nyquist_freq: 500 / demo.intervalMs,
    n_gathers: demo.gathers,
    seismic_metadata: { data_type: 'synthetic_demo', geometry: 'split spread', seed: demo.seed },
    storage_info: {
      zarr_chunks: `(${demo.samples}, ${Math.min(demo.chunk, nTraces)})`,
      parquet_compression: 'snappy',
      zarr_compression: demo.codec,
    },
  }
  return new TextEncoder().encode(`${JSON.stringify(metadata, null, 2)}\n`)
}

function checkOptions(demo: DemoOptions): DemoOptions {
  const refuse = (key: string, value: unknown, limits: string): never => {
    throw new SeisError('bad-words', `${key} is ${value}`, { todo: `give ${limits}`, fields: { key, limits } })
  }
  for (const key of ['gathers', 'traces', 'samples', 'chunk'] as const)
    if (!Number.isInteger(demo[key]) || demo[key] < 1 || demo[key] > 10_000_000)
      refuse(key, demo[key], 'a whole number from 1 to 10000000')
  if (!Number.isInteger(demo.seed)) refuse('seed', demo.seed, 'a whole number')
  if (!(demo.intervalMs > 0 && demo.intervalMs <= 1000))
    refuse('intervalMs', demo.intervalMs, 'a number above 0 to 1000')
  if (!CHUNK_CODECS.includes(demo.codec)) refuse('codec', demo.codec, `one of ${CHUNK_CODECS.join(', ')}`)
  return demo
}
