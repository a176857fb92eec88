import { type BatchEstimate, type BatchReport, mapStages } from '../../core/batch.ts'
import { SeisError } from '../../core/errors.ts'
import type { ReadableFolder, WritableFolder } from '../../core/folder.ts'
import type { RunFigures } from '../../core/output-report.ts'
import { PROGRAM_NAME, PROGRAM_VERSION } from '../../core/program.ts'
import type {
  BatchJob,
  ChunkTimes,
  DatasetSink,
  EarlierWork,
  EncodedChunk,
  GatherResult,
  OutputChunk,
  SinkOptions,
} from '../../core/sink.ts'
import { CERTIFICATE_FORMAT, CERTIFICATE_PATH, type Certificate, POLICIES } from './certificate.ts'
import { companionFiles } from './companion-files.ts'
import { digestOf, type FileDigest } from './digest.ts'
import {
  type FoundWork,
  findEarlierWork,
  JOB_FORMAT,
  JOB_PATH,
  noEarlierWork,
  removeOutput,
  removeTorn,
} from './earlier-work.ts'
import { jobIdentity } from './job-identity.ts'
import { Journal, journalFiles } from './journal.ts'
import { type JournalCopy, RunCopy } from './journal-copy.ts'
import { FolderWriter, type ProvenWriter } from './proven-writer.ts'
import type { ReadRecord, RecordingFolder } from './recording-folder.ts'
import { ARRAY_PATHS, type StoredArrays, type StoredFile, storedArrays } from './stored-arrays.ts'
import { checkFile } from './verify.ts'

export interface DatasetSinkInit {
  /** The dataset that is read; through it pass the headers and the index. */
  readonly input: ReadableFolder
  readonly output: WritableFolder
  /** Remove what an earlier run of anything left in the output; without it that is a conflict. */
  readonly overwrite?: boolean
  /** The folder by which the samples are read, so that the metadata can say from which bytes the result was made. */
  readonly reads?: RecordingFolder
  /** What was said of the job before it began; goes into the certificate. */
  readonly estimate?: BatchEstimate
  /** Where the journal is kept as well while the run is unfinished. */
  readonly copy?: JournalCopy
  readonly now?: () => Date
  /** Writes the output's files; by the output itself where left out. */
  readonly writer?: ProvenWriter
}

/**
 * Writes the result of a batch as a dataset folder in the original's layout: `job.json` first, each chunk once, read
 * back and noted in the journal, then headers, index and metadata, and the certificate `_SUCCESS.json` last.
 */
export function createDatasetSink(init: DatasetSinkInit): DatasetSink {
  return new FolderSink(init)
}

class FolderSink implements DatasetSink {
  readonly #init: DatasetSinkInit
  readonly #now: () => Date
  readonly #writer: ProvenWriter
  readonly #chunks = new Map<string, FileDigest>()
  /** Chunks noted by an earlier run that are to be made again. */
  #noted: ReadonlyMap<string, FileDigest> = new Map()
  readonly #files = new Map<string, FileDigest>()
  readonly #gathers = new Map<number, GatherResult>()
  readonly #reads = new Map<string, ReadRecord>()
  #job: BatchJob | null = null
  #arrays: StoredArrays | null = null
  #identity = ''
  #startedAt = ''
  #journal: Journal | null = null
  #copy: RunCopy | null = null
  /** A file of the input that was not the same when it was read again, now or in an earlier run of the job. */
  #changed: string | null = null
  /** All was there already, as certified: nothing is to be written. */
  #isComplete = false

  constructor(init: DatasetSinkInit) {
    this.#init = init
    this.#now = init.now ?? (() => new Date())
    this.#writer = init.writer ?? new FolderWriter(init.output)
  }

  async begin(job: BatchJob, options: SinkOptions = {}): Promise<EarlierWork> {
    const { output, overwrite } = this.#init
    this.#job = job
    this.#arrays = storedArrays(job)
    this.#identity = await jobIdentity(job)
    this.#startedAt = this.#now().toISOString()
    if (overwrite === true) await removeOutput(output)
    const copyOf = (startedAt: string): RunCopy => new RunCopy(this.#init.copy, this.#identity, startedAt)
    const found =
      overwrite === true ? noEarlierWork() : await findEarlierWork(output, job, this.#identity, { ...options, copyOf })
    if (found.startedAt !== null) this.#startedAt = found.startedAt
    this.#copy = copyOf(this.#startedAt)
    for (const [path, digest] of found.chunks) this.#chunks.set(path, digest)
    for (const result of found.work.gathers) this.#gathers.set(result.gather, result)
    for (const read of found.reads) this.#reads.set(read.path, read)
    this.#noted = found.noted
    this.#isComplete = found.isComplete
    if (found.isComplete) return found.work
    if (found.startedAt === null) await this.#writeJob(job)
    for (const array of job.outputs) for (const file of this.#arrays.metadata(array)) await this.#writeFile(file)
    this.#journal = new Journal(output, await journalFiles(output), this.#copy)
    for (const line of found.lost) this.#journal.add(line)
    if (found.lost.length > 0) await this.#journal.flush()
    if (found.isCertified) await this.#moveToJournal(found)
    await output.remove(CERTIFICATE_PATH)
    return found.work
  }

  /** What the certificate proves is known to nobody else, and it goes once something is to be done again. */
  async #moveToJournal({ chunks, work, reads }: FoundWork): Promise<void> {
    for (const [path, digest] of chunks) this.#journal?.add({ chunk: path, ...digest })
    for (const gather of work.gathers) this.#journal?.add({ gather })
    for (const read of reads) this.#journal?.add({ read })
    await this.#journal?.flush()
  }

  gatherDone(result: GatherResult): void {
    this.#gathers.set(result.gather, result)
    this.#journal?.add({ gather: result })
  }

  async encodeChunk(chunk: OutputChunk): Promise<EncodedChunk> {
    const arrays = this.#arrays ?? unbegun()
    const path = arrays.chunkPath(chunk.array, chunk.sampleBlock, chunk.traceBlock)
    return { path, bytes: await arrays.encode(chunk) }
  }

  async writeChunk({ path, bytes }: EncodedChunk): Promise<ChunkTimes | null> {
    // All that it was made from was read before; digests that are still on their way need not wait for the disk.
    const noting = this.#noteReads()
    noting.catch(() => undefined)
    const kept = await this.#digestIfThere(path, bytes)
    const { digest, times } = kept === null ? await this.#writer.write(path, bytes) : { digest: kept, times: null }
    this.#chunks.set(path, digest)
    this.#journal?.add({ chunk: path, ...digest })
    await noting
    await this.#journal?.flushIfDue()
    return times
  }

  /** Of a chunk that an earlier run noted, in a block of which others are missing, when these are its bytes and the file's. */
  async #digestIfThere(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<FileDigest | null> {
    const noted = this.#noted.get(path)
    if (noted === undefined) return null
    const digest = await digestOf(bytes)
    const isThere = digest.sha256 === noted.sha256 && (await checkFile(this.#init.output, path, digest)) === null
    return isThere ? digest : null
  }

  async finish(report: BatchReport): Promise<void> {
    const { output } = this.#init
    const job = this.#job ?? unbegun()
    if (this.#isComplete) return
    await this.#noteReads()
    await this.#journal?.flush()
    const gathers = [...this.#gathers.values()].sort((a, b) => a.gather - b.gather)
    const { startedAt, endedAt } = { startedAt: this.#startedAt, endedAt: this.#now().toISOString() }
    const facts = { job, report, gathers, reads: [...this.#reads.values()], startedAt, endedAt }
    for (const file of await companionFiles(this.#init.input, facts)) await this.#writeFile(file)
    await removeTorn(output)
    const certificate = jsonBytes(this.#certificate(job, report, gathers, endedAt))
    await this.#writer.write(CERTIFICATE_PATH, certificate)
    for (const name of await journalFiles(output)) await output.remove(name)
    await this.#copy?.remove()
  }

  async suspend(): Promise<void> {
    await this.#journal?.flush()
    await this.#copy?.settled()
  }

  #certificate(job: BatchJob, report: BatchReport, gathers: readonly GatherResult[], finishedAt: string): Certificate {
    const chunks = [...this.#chunks].sort(([a], [b]) => (a < b ? -1 : 1))
    return {
      format: CERTIFICATE_FORMAT,
      program: PROGRAM_NAME,
      version: PROGRAM_VERSION,
      job: this.#identity,
      request: job.request,
      engine: job.engine,
      finishedAt,
      counts: {
        gathers: report.nGathers,
        traces: job.grid.nTraces,
        samples: job.grid.nSamples,
        chunks: chunks.length,
        chunkBytes: chunks.reduce((sum, [, digest]) => sum + digest.bytes, 0),
        badSamples: report.badSamples,
      },
      run: runFigures(report),
      ...(this.#init.estimate === undefined ? {} : { estimate: this.#init.estimate }),
      chunks: Object.fromEntries(chunks),
      files: Object.fromEntries(this.#files),
      quarantined: report.quarantined,
      missingChunks: report.missingChunks,
      gathers,
      reads: [...this.#reads.values()],
      policies: POLICIES,
    }
  }

  async #writeJob(job: BatchJob): Promise<void> {
    const { request, info, engine, grid, outputs } = job
    const { name, form, nSamples, nTraces, array } = info
    const bytes = jsonBytes({
      format: JOB_FORMAT,
      identity: this.#identity,
      program: PROGRAM_NAME,
      version: PROGRAM_VERSION,
      startedAt: this.#startedAt,
      request,
      engine,
      input: { name, form, nSamples, nTraces, array },
      outputs: outputs.map((output) => ARRAY_PATHS[output]),
      grid,
    })
    await this.#writer.write(JOB_PATH, bytes)
  }

  async #writeFile({ path, bytes }: StoredFile): Promise<void> {
    this.#files.set(path, (await this.#writer.write(path, bytes)).digest)
  }

  async #noteReads(): Promise<void> {
    for (const read of (await this.#init.reads?.takeRecords()) ?? []) {
      const known = this.#reads.get(read.path)
      if (known !== undefined && known.sha256 !== read.sha256) {
        this.#changed ??= read.path
        continue
      }
      this.#reads.set(read.path, read)
      this.#journal?.add({ read })
    }
    if (this.#changed === null) return
    throw new SeisError('bad-input', 'The dataset was changed since the batch began', {
      where: `${this.#init.input.name}/${this.#changed}`,
      todo: 'put back what was there, or run it anew with --overwrite',
      fields: { path: this.#changed },
    })
  }
}

function runFigures(report: BatchReport): RunFigures {
  const { seconds, stages, bound, bytesRead, bytesWritten, tracesPerSecond } = report
  const { peakMemoryBytes, retries, chunksWritten, chunksReused } = report
  return {
    seconds,
    stages: mapStages((stage) => ({ busySeconds: stages[stage].busySeconds, bytes: stages[stage].bytes })),
    bound,
    bytesRead,
    bytesWritten,
    tracesPerSecond,
    peakMemoryBytes,
    retries,
    chunksWritten,
    chunksReused,
    course: report.course,
  }
}

function unbegun(): never {
  throw new SeisError('internal', 'The output was not begun')
}

function jsonBytes(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`)
}
