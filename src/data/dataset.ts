import type { BrowsedSource, DatasetInfo, Problem } from '../core/dataset.ts'
import { SeisError } from '../core/errors.ts'
import type { FolderOptions, ReadableFolder } from '../core/folder.ts'
import { chunkFit } from './chunk-fit.ts'
import { openHeaders } from './dataset-headers.ts'
import { checkShape, type Metadata, readMetadata, sampleInterval } from './dataset-metadata.ts'
import { findGathers, type GathersBy } from './find-gathers.ts'
import { ChunkGatherSource } from './gather-source.ts'
import { CERTIFICATE_FORMAT, CERTIFICATE_PATH } from './output/certificate.ts'
import { openTraceArray } from './zarr/trace-array.ts'

export interface OpenOptions {
  /** Overrides the index file; without either, see `findGathers`. */
  readonly gathersBy?: GathersBy
  /** Limit of the cache of decoded chunks; 256 MiB by default. */
  readonly cacheBytes?: number
  readonly signal?: AbortSignal
  /** What is being done, in words. */
  readonly onProgress?: (text: string) => void
  /** How the array is opened; workers give one that decodes elsewhere. */
  readonly openArray?: typeof openTraceArray
}

const DEFAULT_CACHE_BYTES = 256 * 2 ** 20
/** Arrays of the original's layout, the first found is used. */
const ARRAY_PATHS = ['traces.zarr', 'noise.zarr'] as const
const CERTIFICATE_HEAD_BYTES = 200
const ZARR_FILES = ['.zarray', 'zarr.json', '.zgroup'] as const

/**
 * Opens a dataset: the original's layout, or a bare Zarr array or group. What contradicts itself is listed in
 * `info.problems`. Rejects only when there is no array to read: not-found, or the error of the array's metadata.
 */
export async function openDataset(folder: ReadableFolder, options: OpenOptions = {}): Promise<BrowsedSource> {
  const reading: FolderOptions = options.signal === undefined ? {} : { signal: options.signal }
  const report = options.onProgress ?? (() => {})
  report('Reading metadata')
  const path = await findArrayPath(folder, reading)
  const array = await (options.openArray ?? openTraceArray)(folder, path, reading)
  const { metadata, problems } = await readMetadata(folder, reading)
  const interval = sampleInterval(metadata, array.attributes)
  report('Reading headers')
  const headers = await openHeaders(folder, array.nTraces, reading)
  report('Reading the gather index')
  const found = await findGathers(folder, array, headers, options.gathersBy, reading).catch((error: unknown) => {
    headers.table?.close()
    throw error
  })
  const completeness = await findCompleteness(folder, metadata, reading)
  const fit = chunkFit(array.layout, found.gathers, array)
  const info: DatasetInfo = {
    name: folder.name,
    form: path === '' ? 'array' : 'folder',
    nSamples: array.nSamples,
    nTraces: array.nTraces,
    sampleIntervalMs: interval.sampleIntervalMs,
    array: array.layout,
    gathers: found.gathers,
    headerNames: headers.names,
    metadata,
    completeness,
    problems: [
      ...problems,
      ...interval.problems,
      ...checkShape(metadata, array.nSamples, array.nTraces),
      ...headers.problems,
      ...found.problems,
      ...(fit === null ? [] : [fit]),
      ...(completeness === 'unfinished' ? [UNFINISHED] : []),
    ],
  }
  return new ChunkGatherSource(info, array, headers.table, options.cacheBytes ?? DEFAULT_CACHE_BYTES)
}

async function findArrayPath(folder: ReadableFolder, options: FolderOptions): Promise<string> {
  for (const path of [...ARRAY_PATHS, '']) {
    const files = ZARR_FILES.map((name) => (path === '' ? name : `${path}/${name}`))
    const sizes = await Promise.all(files.map((file) => folder.size(file, options)))
    if (sizes.some((size) => size !== undefined)) return path
  }
  throw new SeisError('not-found', 'This folder has no traces.zarr, no noise.zarr and no Zarr array', {
    where: folder.name,
    todo: 'drop or choose the folder that contains traces.zarr and metadata.json, or a Zarr array itself',
  })
}

const UNFINISHED: Problem = {
  severity: 'warning',
  fault: 'unfinished-run',
  where: '_SUCCESS.json',
  found: 'no certificate: a run that wrote this folder has not ended',
  expected: 'the certificate that is written last',
}

async function findCompleteness(
  folder: ReadableFolder,
  metadata: Metadata | null,
  options: FolderOptions,
): Promise<DatasetInfo['completeness']> {
  // A crash of the machine can leave a name without its bytes; the format is the first thing in a certificate.
  const head = await folder.readRange(CERTIFICATE_PATH, 0, CERTIFICATE_HEAD_BYTES, options)
  if (new TextDecoder().decode(head).includes(CERTIFICATE_FORMAT)) return 'certified'
  if (head !== undefined) return 'unfinished'
  if ((await folder.size('job.json', options)) !== undefined) return 'unfinished'
  return metadata?.['processing'] === undefined ? 'foreign' : 'unfinished'
}
