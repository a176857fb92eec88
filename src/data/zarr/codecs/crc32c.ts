const [ONE, TWO, THREE, FOUR] = makeTables()

/** CRC-32C (Castagnoli) of bytes, as an unsigned 32-bit number; four bytes a step. Source: RFC 3720, appendix B.4. */
export function crc32c(bytes: Uint8Array): number {
  let crc = ~0
  let at = 0
  for (const end = bytes.length - 3; at < end; at += 4) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
    crc = FOUR[crc & 255]! ^ THREE[(crc >>> 8) & 255]! ^ TWO[(crc >>> 16) & 255]! ^ ONE[crc >>> 24]!
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ ONE[(crc ^ bytes[at]!) & 255]!
  return ~crc >>> 0
}

/** The bytes before the checksum in the last four (little endian); throws Error when it does not match. */
export function checkCrc32c(input: Uint8Array): Uint8Array {
  if (input.length < 4) throw new Error('crc32c checksum cut off')
  const body = input.subarray(0, -4)
  const stored = new DataView(input.buffer, input.byteOffset + body.length).getUint32(0, true)
  const found = crc32c(body)
  if (found !== stored) throw new Error(`crc32c checksum ${hex(found)} found, ${hex(stored)} stored`)
  return body
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`
}

/** Tables for a byte that is followed by 0, 1, 2 and 3 more. */
function makeTables(): readonly [Int32Array, Int32Array, Int32Array, Int32Array] {
  const one = new Int32Array(256)
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
    one[byte] = crc
  }
  const after = (table: Int32Array) => table.map((crc) => (crc >>> 8) ^ one[crc & 255]!)
  const two = after(one)
  const three = after(two)
  return [one, two, three, after(three)]
}
