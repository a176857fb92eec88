/** What comes along with the samples: headers, gather index and metadata, true to the output's traces. */
import type { BatchReport } from '../../core/batch.ts'
import type { ReadableFolder } from '../../core/folder.ts'
import { PROGRAM_NAME, PROGRAM_VERSION } from '../../core/program.ts'
import type { BatchJob, GatherResult } from '../../core/sink.ts'
import { isRecord } from './certificate.ts'
import { sha256OfText } from './digest.ts'
import { takeParquetRows, wholeNumbersOf, writeNumbers } from './parquet-rows.ts'
import type { ReadRecord } from './recording-folder.ts'
import type { StoredFile } from './stored-arrays.ts'

const INDEX_PATH = 'ensemble_index.parquet'

export interface OutputFacts {
  readonly job: BatchJob
  readonly report: BatchReport
  readonly gathers: readonly GatherResult[]
  readonly reads: readonly ReadRecord[]
  readonly startedAt: string
  readonly endedAt: string
}

/** The files in the order in which they are to be written. A bare array has none but the metadata. */
export async function companionFiles(input: ReadableFolder, facts: OutputFacts): Promise<readonly StoredFile[]> {
  const { job } = facts
  const isFolder = job.info.form === 'folder'
  const isWhole = job.grid.nTraces === job.info.nTraces && job.segments.every((s) => s.outputStart === s.startTrace)
  const files: (StoredFile | null)[] = []
  if (isFolder) {
    files.push(job.rows === null ? await copyOf(input, 'headers.parquet') : await takenHeaders(input, job.rows))
    if (job.info.gathers.origin !== 'index') files.push(await madeIndex(job))
    else files.push(isWhole ? await copyOf(input, INDEX_PATH) : await takenIndex(input, job))
    if (job.rows === null) files.push(await copyOf(input, 'trace_index.parquet'))
  }
  files.push(await metadataFile(facts))
  return files.filter((file) => file !== null)
}

async function copyOf(input: ReadableFolder, path: string): Promise<StoredFile | null> {
  const bytes = await input.read(path)
  return bytes === undefined ? null : { path, bytes }
}

/** Header rows in the order of the output; `original_trace_index` says where each trace stood in the input. */
async function takenHeaders(input: ReadableFolder, rows: Uint32Array): Promise<StoredFile | null> {
  const path = 'headers.parquet'
  if ((await input.size(path)) === undefined) return null
  const bytes = await takeParquetRows(input, path, rows, (table, local) => ({
    trace_index: Float64Array.from(rows, (_, i) => i),
    original_trace_index: wholeNumbersOf(table, 'trace_index', local) ?? Float64Array.from(rows),
  }))
  return { path, bytes }
}

/** Index rows of the gathers that were run, numbered and placed from 0; `end_trace` is inclusive, as the file has it. */
async function takenIndex(input: ReadableFolder, job: BatchJob): Promise<StoredFile | null> {
  if ((await input.size(INDEX_PATH)) === undefined) return null
  const segments = job.segments.filter((segment) => segment.gather !== null)
  const gathers = Uint32Array.from(segments, (segment) => segment.gather!)
  const bytes = await takeParquetRows(input, INDEX_PATH, gathers, () => ({
    ensemble_id: Float64Array.from(segments, (_, i) => i),
    start_trace: Float64Array.from(segments, (segment) => segment.outputStart),
    end_trace: Float64Array.from(segments, (s) => s.outputStart + s.endTrace - s.startTrace - 1),
    n_traces: Float64Array.from(segments, (s) => s.endTrace - s.startTrace),
  }))
  return { path: INDEX_PATH, bytes }
}

/** Gathers that were made by a header or by counting, so that the output keeps them whatever its order. */
async function madeIndex(job: BatchJob): Promise<StoredFile> {
  const segments = job.segments.filter((segment) => segment.gather !== null)
  const keys = Object.entries(job.info.gathers.keys)
  const bytes = await writeNumbers({
    ensemble_id: Float64Array.from(segments, (_, i) => i),
    start_trace: Float64Array.from(segments, (segment) => segment.outputStart),
    end_trace: Float64Array.from(segments, (s) => s.outputStart + s.endTrace - s.startTrace - 1),
    n_traces: Float64Array.from(segments, (s) => s.endTrace - s.startTrace),
    ...Object.fromEntries(keys.map(([name, values]) => [name, Float64Array.from(segments, (s) => values[s.gather!]!)])),
  })
  return { path: INDEX_PATH, bytes }
}

async function metadataFile(facts: OutputFacts): Promise<StoredFile> {
  const { job } = facts
  const { nSamples, sampleIntervalMs, metadata } = job.info
  const { nTraces } = job.grid
  const nGathers = facts.report.nGathers
  const found = metadata ?? {
    sample_rate: sampleIntervalMs,
    duration_ms: nSamples * sampleIntervalMs,
    nyquist_freq: 500 / sampleIntervalMs,
  }
  const { processing: earlier, ...kept } = found as Record<string, unknown>
  const history = isRecord(earlier) && Array.isArray(earlier['history']) ? (earlier['history'] as unknown[]) : []
  const updated = {
    ...kept,
    shape: [nSamples, nTraces],
    n_samples: nSamples,
    n_traces: nTraces,
    ...('n_gathers' in kept ? { n_gathers: nGathers } : {}),
    processing: await processingOf(facts, earlier === undefined ? [] : [...history, withoutHistory(earlier)]),
  }
  return {
    path: 'metadata.json',
    bytes: new TextEncoder().encode(`${compactLists(JSON.stringify(updated, null, 2))}\n`),
  }
}

/** Lists of plain numbers on one line each: some of them have an entry for every gather. */
function compactLists(json: string): string {
  return json.replace(/\[\n[-+\d.eE,\snul]*\]/g, (list) => list.replace(/\s+/g, ' '))
}

function withoutHistory(processing: unknown): unknown {
  if (!isRecord(processing)) return processing
  const { history: _, ...rest } = processing
  return rest
}

async function processingOf(facts: OutputFacts, history: readonly unknown[]): Promise<Record<string, unknown>> {
  const { job, report, gathers, reads, startedAt, endedAt } = facts
  const { recipe, write, sort, startGather, endGather } = job.request
  return {
    program: PROGRAM_NAME,
    version: PROGRAM_VERSION,
    recipe,
    write,
    sort,
    gather_range: [startGather, endGather],
    engine: job.engine.kind,
    adapter: job.engine.adapter,
    input: { name: job.info.name, array: job.info.array.path, read: await readDigests(reads) },
    started_at: startedAt,
    ended_at: endedAt,
    quality: {
      gather: gathers.map((result) => result.gather),
      energy_removed_percent: gathers.map((result) => result.energyRemovedPercent),
      ...measured(gathers, 'leakage', 'leakage'),
      ...measured(gathers, 'noise_whiteness', 'noiseWhiteness'),
      bad_samples: gathers.map((result) => result.badSamples),
      ...stepFigures(gathers),
    },
    quarantined: report.quarantined,
    missing_chunks: report.missingChunks,
    history,
  }
}

/** Left out where it was measured of none. */
function measured(
  gathers: readonly GatherResult[],
  name: string,
  figure: 'leakage' | 'noiseWhiteness',
): Record<string, unknown> {
  if (gathers.every((result) => result[figure] === undefined)) return {}
  return { [name]: gathers.map((result) => result[figure] ?? null) }
}

/** For each gather what each step found out, in the order of the steps; null for a gather of which none did. */
function stepFigures(gathers: readonly GatherResult[]): Record<string, unknown> {
  if (gathers.every(({ figures }) => figures === undefined)) return {}
  return { steps: gathers.map(({ figures }) => figures ?? null) }
}

/** Digests of what was read: each small file, and one for all parts and chunks together (over `path sha256` lines). */
async function readDigests(reads: readonly ReadRecord[]): Promise<Record<string, unknown>> {
  const sorted = [...reads].sort((a, b) => (a.path < b.path ? -1 : 1))
  const isFile = ({ path }: ReadRecord): boolean => /\.(json|parquet|zarray|zattrs)$/.test(path)
  const parts = sorted.filter((read) => !isFile(read))
  return {
    files: Object.fromEntries(sorted.filter(isFile).map(({ path, bytes, sha256 }) => [path, { bytes, sha256 }])),
    chunks: {
      n: parts.length,
      bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
      sha256: await sha256OfText(parts.map(({ path, sha256 }) => `${path} ${sha256}\n`).join('')),
    },
  }
}
