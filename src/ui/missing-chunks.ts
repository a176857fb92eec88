/** More names than these are counted, not listed. */
const MAX_NAMED = 3

/** What it means that chunks of the gather are not on disk. */
export function missingChunksSentence(chunks: readonly string[]): string {
  if (chunks.length === 1) return `Chunk ${chunks[0]} is not on disk. Its samples are shown as the fill value.`
  const named = chunks.slice(0, MAX_NAMED).join(', ')
  const more = chunks.length > MAX_NAMED ? ` and ${chunks.length - MAX_NAMED} more` : ''
  return `Chunks ${named}${more} are not on disk. Their samples are shown as the fill value.`
}
