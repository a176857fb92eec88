import type { SortKey } from '../core/batch.ts'
import type { GatherSource } from '../core/dataset.ts'
import type { OutputSegment } from '../core/sink.ts'
import { type BatchPlan, nTracesOf } from './plan.ts'
import { sortRows } from './row-order.ts'

/** Header values are read in windows of about this many traces, whatever the size of the dataset. */
const WINDOW_TRACES = 1 << 20

/**
 * Input trace of each output trace: null when they are the same, a shift for a range of gathers, and the order of the
 * sort keys inside each gather. Traces outside gathers keep their place.
 */
export async function traceRows(
  source: GatherSource,
  plan: BatchPlan,
  sort: readonly SortKey[],
  signal: AbortSignal,
): Promise<Uint32Array | null> {
  if (sort.length === 0 && plan.isWholeDataset) return null
  const rows = new Uint32Array(plan.grid.nTraces)
  for (const { startTrace, endTrace, outputStart } of plan.segments) {
    for (let trace = startTrace; trace < endTrace; trace++) rows[outputStart + trace - startTrace] = trace
  }
  if (sort.length === 0) return rows
  for (const window of windowsOf(plan.segments)) await sortWindow(source, window, sort, rows, signal)
  return rows
}

async function sortWindow(
  source: GatherSource,
  segments: readonly OutputSegment[],
  sort: readonly SortKey[],
  rows: Uint32Array,
  signal: AbortSignal,
): Promise<void> {
  const startTrace = segments[0]!.startTrace
  const endTrace = segments.reduce((most, segment) => Math.max(most, segment.endTrace), 0)
  const columns: Float64Array[] = []
  for (const key of sort) columns.push(await source.readHeader(key.header, { startTrace, endTrace }, { signal }))
  for (const segment of segments) {
    if (segment.gather === null) continue
    const from = segment.startTrace - startTrace
    const values = columns.map((column) => column.subarray(from, from + nTracesOf(segment)))
    const order = sortRows(sort, values, nTracesOf(segment))
    order.forEach((row, position) => {
      rows[segment.outputStart + position] = segment.startTrace + row
    })
  }
}

/** Runs of neighbouring segments, in order of traces, that span at most a window (or one segment that is larger). */
function windowsOf(segments: readonly OutputSegment[]): OutputSegment[][] {
  const ordered = [...segments].sort((a, b) => a.startTrace - b.startTrace)
  const windows: OutputSegment[][] = []
  for (const segment of ordered) {
    const window = windows.at(-1)
    if (window !== undefined && segment.endTrace - window[0]!.startTrace <= WINDOW_TRACES) window.push(segment)
    else windows.push([segment])
  }
  return windows
}

/** Order of one segment's traces, as positions inside it; null when it keeps its order. */
export function orderOfSegment(rows: Uint32Array | null, segment: OutputSegment): Uint32Array | null {
  if (rows === null) return null
  const nTraces = nTracesOf(segment)
  const order = rows.slice(segment.outputStart, segment.outputStart + nTraces)
  let isInOrder = true
  for (let position = 0; position < nTraces; position++) {
    order[position] = order[position]! - segment.startTrace
    if (order[position] !== position) isInOrder = false
  }
  return isInOrder ? null : order
}
