import type { BatchEstimate, BatchRequest, QuarantinedGather } from '../../core/batch.ts'
import type { EngineInfo } from '../../core/engine.ts'
import { SeisError } from '../../core/errors.ts'
import type { ReadableFolder } from '../../core/folder.ts'
import type { OutputCounts, RunFigures } from '../../core/output-report.ts'
import type { GatherResult } from '../../core/sink.ts'
import type { FileDigest } from './digest.ts'
import type { ReadRecord } from './recording-folder.ts'

export const CERTIFICATE_PATH = '_SUCCESS.json'
export const CERTIFICATE_FORMAT = 'seisproc-success/1'

/** What proves a finished output; written last, so a folder without it is an unfinished run. */
export interface Certificate {
  readonly format: typeof CERTIFICATE_FORMAT
  readonly program: string
  readonly version: string
  readonly job: string
  readonly request: BatchRequest
  readonly engine: EngineInfo
  readonly finishedAt: string
  readonly counts: OutputCounts
  /** Left out by versions that did not keep it. */
  readonly run?: RunFigures
  /** What was said before it began, where it was asked for. */
  readonly estimate?: BatchEstimate
  /** Every chunk by its path in the folder. */
  readonly chunks: Readonly<Record<string, FileDigest>>
  /** Array metadata, headers, index and metadata by their paths. */
  readonly files: Readonly<Record<string, FileDigest>>
  readonly quarantined: readonly QuarantinedGather[]
  /** Input chunks that were not on disk and counted as the fill value. */
  readonly missingChunks: readonly string[]
  readonly gathers: readonly GatherResult[]
  /** Digests of what was read from the input. */
  readonly reads: readonly ReadRecord[]
  /** What the words above mean where there was a choice. */
  readonly policies: Readonly<Record<string, string>>
}

export const POLICIES = {
  badSamples:
    'NaN and infinite input samples count as zero, except with an empty recipe, which passes every bit; in the result they are zero, or, by badSamples pass, as they were',
  noise: 'cleaned input - processed in float32; |fl(processed + noise) - input| <= 2^-24 (|noise| + |sum|)',
  quarantine:
    "a gather refused by the engine holds its unprocessed input, an unreadable one zeros ('written'); no noise",
  gaps: 'traces outside every gather are copied unprocessed when the whole dataset is run, left out of a range',
} as const

/** The certificate of a folder, or undefined when there is none; rejects with bad-input when it is not one. */
export async function readCertificate(folder: ReadableFolder): Promise<Certificate | undefined> {
  const bytes = await folder.read(CERTIFICATE_PATH)
  if (bytes === undefined) return undefined
  const json = parseJson(bytes)
  if (!isCertificate(json)) {
    throw new SeisError('bad-input', 'The certificate cannot be read', {
      where: CERTIFICATE_PATH,
      todo: 'run the batch again; it checks what is there and writes a new one',
    })
  }
  return json
}

export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}

function isCertificate(json: unknown): json is Certificate {
  if (!isRecord(json) || json['format'] !== CERTIFICATE_FORMAT) return false
  const digestsOk = [json['chunks'], json['files']].every(
    (files) => isRecord(files) && Object.values(files).every(isFileDigest),
  )
  return digestsOk && ['quarantined', 'gathers', 'reads'].every((key) => Array.isArray(json[key]))
}

function isFileDigest(value: unknown): value is FileDigest {
  return isRecord(value) && typeof value['bytes'] === 'number' && typeof value['sha256'] === 'string'
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
