/** What stands in an output folder before a run: nothing, an earlier run of the same job, or something else. */
import { SeisError, throwIfAborted } from '../../core/errors.ts'
import type { WritableFolder } from '../../core/folder.ts'
import type { BatchJob, EarlierWork, GatherResult, SinkOptions } from '../../core/sink.ts'
import { joinPath } from '../folders/path.ts'
import { CERTIFICATE_PATH, isRecord, parseJson, readCertificate } from './certificate.ts'
import type { FileDigest } from './digest.ts'
import { type JournalLine, journalFiles, parseLines, readJournal, subjectOf } from './journal.ts'
import type { RunCopy } from './journal-copy.ts'
import type { ReadRecord } from './recording-folder.ts'
import { ARRAY_PATHS, storedArrays } from './stored-arrays.ts'
import { checkFile } from './verify.ts'

export const JOB_PATH = 'job.json'
export const JOB_FORMAT = 'seisproc-job/1'

const OUTPUT_NAMES = [
  CERTIFICATE_PATH,
  JOB_PATH,
  'traces.zarr',
  'noise.zarr',
  'headers.parquet',
  'ensemble_index.parquet',
  'trace_index.parquet',
  'metadata.json',
]

export interface FoundWork {
  readonly work: EarlierWork
  /** Proven chunks by path. */
  readonly chunks: ReadonlyMap<string, FileDigest>
  /** Other chunks with a note, by path: to be made again, and not looked at yet. */
  readonly noted: ReadonlyMap<string, FileDigest>
  readonly reads: readonly ReadRecord[]
  /** What the copy of the journal holds, and its files say nothing about any more. */
  readonly lost: readonly JournalLine[]
  /** When the earlier run of the same job started; null when there was none. */
  readonly startedAt: string | null
  /** There is a certificate. */
  readonly isCertified: boolean
  /** And every chunk and file is as it says. */
  readonly isComplete: boolean
}

export function noEarlierWork(): FoundWork {
  return {
    work: { traceBlocks: new Set(), gathers: [] },
    chunks: new Map(),
    noted: new Map(),
    reads: [],
    lost: [],
    startedAt: null,
    isCertified: false,
    isComplete: false,
  }
}

/**
 * Removes what a run of this program wrote, the certificate first; other files are not touched. Rejects with conflict
 * when data of these names are there that no run wrote: they may be someone's only copy.
 */
export async function removeOutput(output: WritableFolder): Promise<void> {
  const names = (await output.list('')).map(({ name }) => name)
  const foreign = names.filter((name) => OUTPUT_NAMES.includes(name))
  if (foreign.length > 0 && !(await isOfARun(output))) {
    throw new SeisError('conflict', 'The output is a dataset that no run wrote', {
      where: `${output.name} holds ${foreign.slice(0, 3).join(', ')}`,
      todo: 'give another folder, or remove it yourself',
      fields: { output: output.name, isEarlierRun: false },
    })
  }
  await removeTorn(output)
  for (const name of [...OUTPUT_NAMES, ...(await journalFiles(output))]) await output.remove(name)
}

async function isOfARun(output: WritableFolder): Promise<boolean> {
  const bytes = await output.read(JOB_PATH)
  const job = bytes === undefined ? undefined : parseJson(bytes)
  if (isRecord(job) && job['format'] === JOB_FORMAT) return true
  return (await readCertificate(output).catch(() => undefined)) !== undefined
}

/** What a killed run leaves of the files it was writing: by Node, and by the browser. */
const TORN_NAME = /^\.[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\.part$|\.crswap$/

/** To be called when all is written: before that, another process may be writing these very files. */
export async function removeTorn(output: WritableFolder): Promise<void> {
  await removeTornIn(output, '')
  for (const array of Object.values(ARRAY_PATHS)) await removeTornIn(output, array, 'with all below')
}

async function removeTornIn(output: WritableFolder, folder: string, depth?: 'with all below'): Promise<void> {
  for (const { name, kind } of await output.list(folder)) {
    if (kind === 'file' && TORN_NAME.test(name)) await output.remove(joinPath(folder, name))
    else if (kind === 'folder' && depth !== undefined) await removeTornIn(output, joinPath(folder, name), depth)
  }
}

/**
 * Proves the work of an earlier run of the same job: a chunk counts when a note of it exists and the file has that
 * length and digest. `copyOf` gives the copy of the journal of a run by its start. Rejects with conflict when the folder
 * holds anything but such a run.
 */
export async function findEarlierWork(
  output: WritableFolder,
  job: BatchJob,
  identity: string,
  { signal, copyOf }: SinkOptions & { readonly copyOf: (startedAt: string) => RunCopy },
): Promise<FoundWork> {
  const names = (await output.list('')).map(({ name }) => name).filter((name) => !TORN_NAME.test(name))
  const startedAt = names.length === 0 ? null : await startOfSameJob(output, identity, names)
  if (startedAt === null) return noEarlierWork()
  const notes = await readNotes(output, copyOf(startedAt))
  const chunks = new Map<string, FileDigest>()
  const traceBlocks = new Set<number>()
  const nTraceBlocks = Math.ceil(job.grid.nTraces / job.grid.chunkTraces)
  const blocksToRepeat = blocksWithout(job, notes.gathers)
  for (let block = 0; block < nTraceBlocks; block++) {
    throwIfAborted(signal)
    const paths = chunkPathsOf(job, block)
    if (blocksToRepeat.has(block)) continue
    if (!(await areProven(output, paths, notes.chunks))) continue
    traceBlocks.add(block)
    for (const path of paths) chunks.set(path, notes.chunks.get(path)!)
  }
  return {
    work: { traceBlocks, gathers: [...notes.gathers.values()] },
    chunks,
    noted: new Map([...notes.chunks].filter(([path]) => !chunks.has(path))),
    reads: notes.reads,
    lost: notes.lost,
    startedAt,
    isCertified: notes.files.size > 0,
    isComplete:
      notes.files.size > 0 &&
      traceBlocks.size === nTraceBlocks &&
      (await areProven(output, [...notes.files.keys()], notes.files)),
  }
}

/** Null where there is nothing of it. */
async function startOfSameJob(
  output: WritableFolder,
  identity: string,
  names: readonly string[],
): Promise<string | null> {
  const bytes = await output.read(JOB_PATH)
  const job = bytes === undefined ? undefined : parseJson(bytes)
  if (isRecord(job) && job['identity'] === identity) return String(job['startedAt'])
  // A run that ended while it wrote its first file.
  if (job === undefined && bytes !== undefined && names.length === 1) return null
  const isJob = isRecord(job) && job['format'] === JOB_FORMAT
  throw new SeisError('conflict', isJob ? 'The output belongs to a run with other words' : 'The output is not empty', {
    where: isJob ? `${output.name}/${JOB_PATH}` : `${output.name} holds ${names.slice(0, 3).join(', ')}`,
    todo: 'give another folder, or --overwrite to replace what is there',
    fields: { output: output.name, isEarlierRun: isJob },
  })
}

interface Notes {
  readonly chunks: Map<string, FileDigest>
  /** Of the certificate; empty without one. */
  readonly files: Map<string, FileDigest>
  readonly gathers: Map<number, GatherResult>
  readonly reads: ReadRecord[]
  readonly lost: readonly JournalLine[]
}

/**
 * Notes of the certificate, when there is one, and of the journal after it. Of what neither speaks, the copy does: the
 * folder has the last word.
 */
async function readNotes(output: WritableFolder, copy: RunCopy): Promise<Notes> {
  const certificate = await readCertificate(output).catch(() => undefined)
  const journal = await readJournal(output)
  const there = new Set(journal.map(subjectOf))
  const kept = certificate === undefined ? parseLines(await copy.read()) : []
  const lost = kept.filter((line) => !there.has(subjectOf(line)))
  const notes: Notes = {
    chunks: new Map(Object.entries(certificate?.chunks ?? {})),
    files: new Map(Object.entries(certificate?.files ?? {})),
    gathers: new Map(certificate?.gathers.map((result) => [result.gather, result])),
    reads: [...(certificate?.reads ?? [])],
    lost,
  }
  for (const line of [...lost, ...journal]) {
    if ('chunk' in line) notes.chunks.set(line.chunk, { bytes: line.bytes, sha256: line.sha256 })
    else if ('gather' in line) notes.gathers.set(line.gather.gather, line.gather)
    else notes.reads.push(line.read)
  }
  return notes
}

async function areProven(
  output: WritableFolder,
  paths: readonly string[],
  notes: ReadonlyMap<string, FileDigest>,
): Promise<boolean> {
  for (const path of paths) {
    const digest = notes.get(path)
    if (digest === undefined || (await checkFile(output, path, digest)) !== null) return false
  }
  return true
}

function chunkPathsOf(job: BatchJob, traceBlock: number): string[] {
  const nSampleBlocks = Math.ceil(job.grid.nSamples / job.grid.chunkSamples)
  const { chunkPath } = storedArrays(job)
  return job.outputs.flatMap((array) =>
    Array.from({ length: nSampleBlocks }, (_, sampleBlock) => chunkPath(array, sampleBlock, traceBlock)),
  )
}

/**
 * Trace blocks that hold traces of a gather without a note, whose figures are missing whatever its chunks are, or of one
 * that was set aside: what was in its way may be gone.
 */
function blocksWithout(job: BatchJob, gathers: ReadonlyMap<number, GatherResult>): ReadonlySet<number> {
  const blocks = new Set<number>()
  const { chunkTraces } = job.grid
  for (const { gather, startTrace, endTrace, outputStart } of job.segments) {
    if (gather === null || endTrace === startTrace || gathers.get(gather)?.quarantined === null) continue
    const outputEnd = outputStart + endTrace - startTrace
    for (let block = Math.floor(outputStart / chunkTraces); block * chunkTraces < outputEnd; block++) blocks.add(block)
  }
  return blocks
}
