import type { GatherSource } from '../core/dataset.ts'
import type { GatherPositions } from '../state/batch.ts'

/** Names of the same things in other programs' headers, the one in the original's first. */
const SOURCE_X = ['source_x', 'sx', 'SourceX', 'SOURCE_X']
const SOURCE_Y = ['source_y', 'sy', 'SourceY', 'SOURCE_Y']
const OFFSET = ['offset', 'OFFSET', 'Offset']

/** Header values are read in windows of about this many traces, whatever the size of the dataset. */
const WINDOW_TRACES = 1 << 20

/**
 * Where the sources of the gathers are, by the gather index or else by the header of each gather's first trace.
 * Offsets are those of gathers that have one each.
 */
export async function gatherPositions(source: GatherSource): Promise<GatherPositions> {
  const { gathers } = source.info
  const offsetName = OFFSET.find((name) => name in gathers.keys)
  return {
    sourceX: await valuesOf(source, SOURCE_X),
    sourceY: await valuesOf(source, SOURCE_Y),
    offset: offsetName === undefined ? null : gathers.keys[offsetName]!,
  }
}

async function valuesOf(source: GatherSource, names: readonly string[]): Promise<Float64Array | null> {
  const { gathers, headerNames } = source.info
  const key = names.find((name) => name in gathers.keys)
  if (key !== undefined) return gathers.keys[key]!
  const header = names.find((name) => headerNames.includes(name))
  return header === undefined ? null : firstTraceValues(source, header)
}

/** A header of each gather's first trace; NaN for a gather without traces. */
export async function firstTraceValues(source: GatherSource, header: string): Promise<Float64Array> {
  const { gathers, nTraces } = source.info
  const values = new Float64Array(gathers.nGathers).fill(Number.NaN)
  const order = Array.from(values.keys()).sort((a, b) => gathers.startTrace[a]! - gathers.startTrace[b]!)
  let next = 0
  for (let startTrace = 0; startTrace < nTraces; startTrace += WINDOW_TRACES) {
    const endTrace = Math.min(nTraces, startTrace + WINDOW_TRACES)
    const window = await source.readHeader(header, { startTrace, endTrace })
    for (; next < order.length && gathers.startTrace[order[next]!]! < endTrace; next++) {
      values[order[next]!] = window[gathers.startTrace[order[next]!]! - startTrace]!
    }
  }
  return values
}
