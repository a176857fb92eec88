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
  for (let byte = 0; byte < elementBytes; byte++) {
    for (let group = 0; group < rowBytes; group++) {
      // Eight rows give eight elements: a transposition of 8 x 8 bits.
      const first = byte * 8 * rowBytes + group
      for (let element = 0; element < 8; element++) {
        let value = 0
        for (let bit = 0; bit < 8; bit++) value |= ((input[first + bit * rowBytes]! >> element) & 1) << bit
        out[(group * 8 + element) * elementBytes + byte] = value
      }
    }
  }
  copyRest(input, out, nElements * elementBytes)
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
