/**
 * Decodes one LZ4 block into `out`, which it must fill exactly; throws Error when the block is damaged. Every read
 * and write is checked: the wasm decoder of numcodecs reads past its input on a damaged block and is unusable after.
 * Source: the LZ4 block format description.
 */
export function decodeLz4Block(input: Uint8Array, out: Uint8Array): void {
  let read = 0
  let written = 0
  while (read < input.length) {
    const token = input[read++]!
    let literals = token >> 4
    if (literals === 15) {
      for (let more = 255; more === 255; literals += more) more = byteAt(input, read++)
    }
    if (read + literals > input.length || written + literals > out.length) throw new Error('lz4 literals overrun')
    copyBytes(input, read, out, written, literals)
    read += literals
    written += literals
    if (read === input.length) break
    const distance = byteAt(input, read) | (byteAt(input, read + 1) << 8)
    read += 2
    let length = (token & 15) + 4
    if (length === 19) {
      for (let more = 255; more === 255; length += more) more = byteAt(input, read++)
    }
    if (distance === 0 || distance > written || written + length > out.length) throw new Error('lz4 match overruns')
    repeatBytes(out, written, distance, length)
    written += length
  }
  if (written !== out.length) throw new Error(`lz4 block of ${written} bytes, ${out.length} expected`)
}

/** The lz4 codec of numcodecs: the decoded size as uint32, then one block. */
export function decodeLz4(input: Uint8Array, limitBytes: number): Uint8Array<ArrayBuffer> {
  if (input.length < 4) throw new Error('lz4 header cut off')
  const size = new DataView(input.buffer, input.byteOffset).getUint32(0, true)
  if (size > limitBytes) throw new Error(`lz4 header of ${size} bytes, at most ${limitBytes} expected`)
  const out = new Uint8Array(size)
  decodeLz4Block(input.subarray(4), out)
  return out
}

function byteAt(input: Uint8Array, at: number): number {
  const value = input[at]
  if (value === undefined) throw new Error('lz4 block cut off')
  return value
}

/** Short runs are faster byte by byte than through a view. */
export function copyBytes(input: Uint8Array, from: number, out: Uint8Array, to: number, length: number): void {
  if (length > 32) out.set(input.subarray(from, from + length), to)
  else for (let index = 0; index < length; index++) out[to + index] = input[from + index]!
}

/** Writes `length` bytes at `to` that repeat what stands `distance` before, which may overlap. */
export function repeatBytes(out: Uint8Array, to: number, distance: number, length: number): void {
  if (distance === 1) out.fill(out[to - 1]!, to, to + length)
  else if (length > 32 && distance >= length) out.copyWithin(to, to - distance, to - distance + length)
  else for (let index = to; index < to + length; index++) out[index] = out[index - distance]!
}
