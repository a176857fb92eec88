import type { Problem } from '../core/dataset.ts'
import { isSeisError } from '../core/errors.ts'
import type { FolderOptions, ReadableFolder } from '../core/folder.ts'
import { parseJson } from './zarr/json.ts'

export const METADATA_PATH = 'metadata.json'
/** Each run adds three numbers a gather: a survey of a million gathers that was run some times must open again. */
const LARGEST_METADATA_BYTES = 256 * 2 ** 20
/** What the original assumes when nothing is said. */
const DEFAULT_INTERVAL_MS = 2

export type Metadata = Readonly<Record<string, unknown>>

export interface FoundMetadata {
  /** As found; null without the file, or when it is no JSON object. */
  readonly metadata: Metadata | null
  readonly problems: readonly Problem[]
}

export async function readMetadata(folder: ReadableFolder, options: FolderOptions): Promise<FoundMetadata> {
  const bytes = await folder.readRange(METADATA_PATH, 0, LARGEST_METADATA_BYTES + 1, options)
  if (bytes === undefined) return { metadata: null, problems: [] }
  try {
    const parsed = parseJson(bytes, METADATA_PATH, LARGEST_METADATA_BYTES)
    return isRecord(parsed) ? { metadata: parsed, problems: [] } : unreadable('JSON that is no object')
  } catch (error) {
    if (isSeisError(error, 'bad-input')) return unreadable(error.message)
    throw error
  }
}

/** The sample interval: `sample_rate` (an interval in ms, whatever its name says) of metadata.json or the array. */
export function sampleInterval(
  metadata: Metadata | null,
  attributes: Metadata,
): { readonly sampleIntervalMs: number; readonly problems: readonly Problem[] } {
  const found = metadata?.['sample_rate'] ?? attributes['sample_rate']
  if (typeof found === 'number' && Number.isFinite(found) && found > 0) return { sampleIntervalMs: found, problems: [] }
  const isMissing = found === undefined || found === null
  return {
    sampleIntervalMs: DEFAULT_INTERVAL_MS,
    problems: [
      {
        severity: isMissing ? 'warning' : 'error',
        fault: isMissing ? 'interval-missing' : 'interval-invalid',
        where: `${METADATA_PATH} sample_rate`,
        found: isMissing ? `nothing; ${DEFAULT_INTERVAL_MS} ms is assumed` : JSON.stringify(found).slice(0, 100),
        expected: 'the sample interval in ms, above 0',
      },
    ],
  }
}

/** Sizes that metadata.json states and the array contradicts. */
export function checkShape(metadata: Metadata | null, nSamples: number, nTraces: number): readonly Problem[] {
  if (metadata === null) return []
  const shape: readonly unknown[] = Array.isArray(metadata['shape']) ? metadata['shape'] : []
  const stated: readonly (readonly [string, unknown, number])[] = [
    ['shape[0]', shape[0], nSamples],
    ['shape[1]', shape[1], nTraces],
    ['n_samples', metadata['n_samples'], nSamples],
    ['n_traces', metadata['n_traces'], nTraces],
  ]
  return stated
    .filter(([, found, expected]) => found !== undefined && found !== null && found !== expected)
    .map(([key, found, expected]) => ({
      severity: 'error',
      fault: 'metadata-shape',
      where: `${METADATA_PATH} ${key}`,
      found: JSON.stringify(found).slice(0, 100),
      expected: `${expected}, as in the array`,
    }))
}

function unreadable(found: string): FoundMetadata {
  const expected = 'a JSON object'
  return {
    metadata: null,
    problems: [{ severity: 'error', fault: 'metadata-unreadable', where: METADATA_PATH, found, expected }],
  }
}

function isRecord(value: unknown): value is Metadata {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
