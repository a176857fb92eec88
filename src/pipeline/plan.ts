/** What a batch will do, as pure data: no disk, no clock. */
import { type BatchRequest, ORIGINAL_LAYOUT, type OutputLayout } from '../core/batch.ts'
import type { DatasetInfo, TraceSpan } from '../core/dataset.ts'
import { SeisError } from '../core/errors.ts'
import type { ChunkGrid, OutputArray, OutputSegment } from '../core/sink.ts'

/** A shard is put together in memory. */
const MOST_PER_SHARD = 1024

export interface BatchPlan {
  readonly outputs: readonly OutputArray[]
  readonly grid: ChunkGrid
  /** In output order, which is the order of processing: chunks complete from left to right. */
  readonly segments: readonly OutputSegment[]
  /** Segments [firstSegment[b], endSegment[b]) touch trace block b; it is complete after endSegment[b] - 1. */
  readonly firstSegment: Int32Array
  readonly endSegment: Int32Array
  readonly nGathers: number
  readonly isWholeDataset: boolean
}

/**
 * Lays out a batch. Throws bad-input when the dataset's problems forbid it, bad-words for a range of gathers that is
 * not there.
 */
export function planBatch(info: DatasetInfo, request: BatchRequest): BatchPlan {
  refuseProblems(info)
  refuseRequest(info, request)
  const isWholeDataset = request.startGather === 0 && request.endGather === info.gathers.nGathers
  const segments = isWholeDataset ? segmentsWithGaps(info) : segmentsOfGathers(info, request)
  const nTraces = segments.reduce((most, { outputStart, ...span }) => Math.max(most, outputStart + nTracesOf(span)), 0)
  const grid = outputGrid(info, segments, nTraces, request.layout ?? ORIGINAL_LAYOUT)
  return {
    outputs: request.write === 'both' ? ['processed', 'noise'] : [request.write],
    grid,
    segments,
    ...segmentsOfBlocks(segments, grid),
    nGathers: segments.filter((segment) => segment.gather !== null).length,
    isWholeDataset,
  }
}

export function traceBlocks(grid: ChunkGrid): number {
  return Math.ceil(grid.nTraces / grid.chunkTraces)
}

export function sampleBlocks(grid: ChunkGrid): number {
  return Math.ceil(grid.nSamples / grid.chunkSamples)
}

export function nTracesOf(span: TraceSpan): number {
  return span.endTrace - span.startTrace
}

/**
 * The input's chunks where the input is laid out as the original does; whole traces for any other layout, and where chunks
 * are to suit the gathers. A file holds one of them, or a shard of several.
 */
function outputGrid(
  info: DatasetInfo,
  segments: readonly OutputSegment[],
  nTraces: number,
  { chunks, chunksPerShard }: OutputLayout,
): ChunkGrid {
  const { axes, shardTraces, chunkSamples, chunkTraces } = info.array
  const keepsChunks = chunks === 'input' && axes === 'sample-trace' && shardTraces === null
  const width = chunks === 'gathers' ? usualWidth(segments) : chunkTraces
  return {
    nSamples: info.nSamples,
    nTraces,
    chunkSamples: keepsChunks ? chunkSamples : info.nSamples,
    chunkTraces: width * chunksPerShard,
  }
}

/** The median number of traces of the gathers. */
function usualWidth(segments: readonly OutputSegment[]): number {
  const gathers = segments.filter((segment) => segment.gather !== null && nTracesOf(segment) > 0)
  const widths = Float64Array.from(gathers, nTracesOf).sort()
  return widths[widths.length >> 1] ?? 1
}

function refuseProblems(info: DatasetInfo): void {
  const errors = info.problems.filter((problem) => problem.severity === 'error')
  const first = errors[0]
  if (first === undefined) return
  const others = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  throw new SeisError('bad-input', `${first.fault}: found ${first.found}, expected ${first.expected}${others}`, {
    where: first.where,
    todo: 'repair the dataset; a batch runs only on one that is consistent',
    fields: { fault: first.fault, found: first.found, expected: first.expected, nErrors: errors.length },
  })
}

function refuseRequest(info: DatasetInfo, request: BatchRequest): void {
  const { startGather, endGather } = request
  const { nGathers } = info.gathers
  refuseLayout(request.layout ?? ORIGINAL_LAYOUT)
  const isRange = Number.isInteger(startGather) && Number.isInteger(endGather) && startGather >= 0
  if (!isRange || startGather >= endGather || endGather > nGathers) {
    throw new SeisError('bad-words', `There are no gathers ${startGather}:${endGather}`, {
      where: info.name,
      todo: `give a range A:B with 0 <= A < B <= ${nGathers}`,
      fields: { startGather, endGather, nGathers },
    })
  }
}

function refuseLayout({ zarrFormat, chunksPerShard }: OutputLayout): void {
  const isCount = Number.isInteger(chunksPerShard) && chunksPerShard >= 1 && chunksPerShard <= MOST_PER_SHARD
  if (isCount && (zarrFormat === 3 || chunksPerShard === 1)) return
  throw new SeisError('bad-words', `There are no shards of ${chunksPerShard} chunks in Zarr v${zarrFormat}`, {
    todo: isCount ? 'take Zarr v3' : `give 1 to ${MOST_PER_SHARD} chunks a shard`,
    fields: { zarrFormat, chunksPerShard },
  })
}

function segmentsOfGathers(info: DatasetInfo, request: BatchRequest): OutputSegment[] {
  const segments: OutputSegment[] = []
  let outputStart = 0
  for (let gather = request.startGather; gather < request.endGather; gather++) {
    const startTrace = info.gathers.startTrace[gather]!
    const endTrace = info.gathers.endTrace[gather]!
    segments.push({ gather, startTrace, endTrace, outputStart })
    outputStart += endTrace - startTrace
  }
  return segments
}

/**
 * Every trace of the dataset at its own place: gathers by their first trace, and what lies between them, in pieces of
 * at most one chunk so that no gap is too large to be held.
 */
function segmentsWithGaps(info: DatasetInfo): OutputSegment[] {
  const { nGathers, startTrace, endTrace } = info.gathers
  const order = Array.from({ length: nGathers }, (_, gather) => gather)
  order.sort((a, b) => startTrace[a]! - startTrace[b]! || a - b)
  const segments: OutputSegment[] = []
  let next = 0
  const addGap = (end: number): void => {
    while (next < end) {
      const blockEnd = (Math.floor(next / info.array.chunkTraces) + 1) * info.array.chunkTraces
      const endTrace = Math.min(end, blockEnd)
      segments.push({ gather: null, startTrace: next, endTrace, outputStart: next })
      next = endTrace
    }
  }
  for (const gather of order) {
    const start = startTrace[gather]!
    addGap(start)
    segments.push({ gather, startTrace: start, endTrace: endTrace[gather]!, outputStart: start })
    next = Math.max(next, endTrace[gather]!)
  }
  addGap(info.nTraces)
  return segments
}

function segmentsOfBlocks(
  segments: readonly OutputSegment[],
  grid: ChunkGrid,
): Pick<BatchPlan, 'firstSegment' | 'endSegment'> {
  const nBlocks = traceBlocks(grid)
  const firstSegment = new Int32Array(nBlocks).fill(segments.length)
  const endSegment = new Int32Array(nBlocks)
  segments.forEach(({ startTrace, endTrace, outputStart }, index) => {
    if (endTrace === startTrace) return
    const firstBlock = Math.floor(outputStart / grid.chunkTraces)
    const endBlock = Math.ceil((outputStart + endTrace - startTrace) / grid.chunkTraces)
    for (let block = firstBlock; block < endBlock; block++) {
      firstSegment[block] = Math.min(firstSegment[block]!, index)
      endSegment[block] = index + 1
    }
  })
  return { firstSegment, endSegment }
}
