/** Puts the bytes of each element together again: input holds all first bytes, then all second bytes, and so on. */
export function unshuffleBytes(input: Uint8Array, out: Uint8Array, elementBytes: number): void {
  const nElements = Math.floor(input.length / elementBytes)
  if (elementBytes === 4) unshuffleFour(input, out, nElements)
  else
    for (let byte = 0; byte < elementBytes; byte++) {
      const plane = byte * nElements
      for (let element = 0, to = byte; element < nElements; element++, to += elementBytes)
        out[to] = input[plane + element]!
    }
  copyRest(input, out, nElements * elementBytes)
}

/** The same for bits: input holds bit 0 of byte 0 of all elements, then bit 1, ... Elements in eights, as Blosc 1. */
export function unshuffleBits(input: Uint8Array, out: Uint8Array, elementBytes: number): void {
  const nElements = Math.floor(input.length / elementBytes)
  if (nElements % 8 !== 0) {
    out.set(input)
    return
  }
  const rowBytes = nElements / 8
  for (let byte = 0; byte < elementBytes; byte++)
    for (let group = 0; group < rowBytes; group++)
      transposeBits(input, byte * 8 * rowBytes + group, rowBytes, out, group * 8 * elementBytes + byte, elementBytes)
  copyRest(input, out, nElements * elementBytes)
}

/** Eight bytes of input, one a row, to eight bytes of output, one a column. Source: Hacker's Delight, 7-3. */
function transposeBits(input: Uint8Array, from: number, step: number, out: Uint8Array, to: number, outStep: number) {
  let low = fourBytes(input, from, step)
  let high = fourBytes(input, from + 4 * step, step)
  let swap = (low ^ (low >>> 7)) & 0x00aa00aa
  low ^= swap ^ (swap << 7)
  swap = (high ^ (high >>> 7)) & 0x00aa00aa
  high ^= swap ^ (swap << 7)
  swap = (low ^ (low >>> 14)) & 0x0000cccc
  low ^= swap ^ (swap << 14)
  swap = (high ^ (high >>> 14)) & 0x0000cccc
  high ^= swap ^ (swap << 14)
  swap = (low ^ (high << 4)) & 0xf0f0f0f0
  low ^= swap
  high ^= swap >>> 4
  for (let element = 0; element < 4; element++) {
    out[to + element * outStep] = low >>> (8 * element)
    out[to + (element + 4) * outStep] = high >>> (8 * element)
  }
}

function fourBytes(input: Uint8Array, from: number, step: number): number {
  return input[from]! | (input[from + step]! << 8) | (input[from + 2 * step]! << 16) | (input[from + 3 * step]! << 24)
}

function unshuffleFour(input: Uint8Array, out: Uint8Array, nElements: number): void {
  const second = nElements
  const third = 2 * nElements
  const fourth = 3 * nElements
  for (let element = 0, to = 0; element < nElements; element++, to += 4) {
    out[to] = input[element]!
    out[to + 1] = input[second + element]!
    out[to + 2] = input[third + element]!
    out[to + 3] = input[fourth + element]!
  }
}

function copyRest(input: Uint8Array, out: Uint8Array, from: number): void {
  if (from < input.length) out.set(input.subarray(from), from)
}
