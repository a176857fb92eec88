import type { ArrayLayout, GatherIndex, Problem } from '../core/dataset.ts'

/** From here on, seven eighths of each read are of other gathers. */
const MOST_READ = 8
/** Chunks smaller than this cost more to open than to read. */
const SMALL_BYTES = 64 * 1024
const MANY_CHUNKS = 10_000

/**
 * Whether the chunks of an array suit its gathers: a warning where a gather is far less than what must be read for it, or
 * where there are thousands of small files; null where they do.
 */
export function chunkFit(
  { chunkSamples, chunkTraces, path, dtype }: ArrayLayout,
  { nGathers, startTrace, endTrace }: GatherIndex,
  { nSamples, nTraces }: { readonly nSamples: number; readonly nTraces: number },
): Problem | null {
  let [wanted, read] = [0, 0]
  for (let gather = 0; gather < nGathers; gather++) {
    const [start, end] = [startTrace[gather]!, endTrace[gather]!]
    if (end <= start) continue
    wanted += end - start
    const chunksRead = Math.ceil(end / chunkTraces) - Math.floor(start / chunkTraces)
    read += Math.min(nTraces, chunksRead * chunkTraces)
  }
  const gatherTraces = Math.round(wanted / Math.max(1, nGathers))
  const problem = { severity: 'warning', where: path, expected: `chunks of about ${gatherTraces} traces` } as const
  if (read > MOST_READ * wanted && wanted > 0) {
    const found = `chunks of ${chunkTraces} traces: ${Math.round(read / wanted)} traces are read for each trace of a gather`
    return { ...problem, fault: 'chunks-too-large', found }
  }
  const chunkBytes = chunkSamples * chunkTraces * Number(/\d+$/.exec(dtype)?.[0] ?? 4)
  const nChunks = Math.ceil(nSamples / chunkSamples) * Math.ceil(nTraces / chunkTraces)
  if (nChunks < MANY_CHUNKS || chunkBytes >= SMALL_BYTES) return null
  return { ...problem, fault: 'chunks-too-small', found: `${nChunks} chunks of ${chunkBytes} bytes` }
}
