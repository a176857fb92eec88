/** Decodes gzip or zlib by the platform, which checks length and checksum; stops at more than `limitBytes`. */
export async function decodeDeflate(
  input: Uint8Array,
  format: 'gzip' | 'deflate',
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([input as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream(format))
  const reader: ReadableStreamDefaultReader<Uint8Array> = stream.getReader()
  const pieces: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > limitBytes) {
      await reader.cancel()
      throw new Error(`more than ${limitBytes} bytes`)
    }
    pieces.push(value)
  }
  const out = new Uint8Array(size)
  let filled = 0
  for (const piece of pieces) {
    out.set(piece, filled)
    filled += piece.byteLength
  }
  return out
}
