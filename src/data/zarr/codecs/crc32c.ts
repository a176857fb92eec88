const TABLE = makeTable()

/** CRC-32C (Castagnoli) of bytes, as an unsigned 32-bit number. Source: RFC 3720, appendix B.4. */
export function crc32c(bytes: Uint8Array): number {
  let crc = ~0
  for (const byte of bytes) crc = (crc >>> 8) ^ TABLE[(crc ^ byte) & 255]!
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

function makeTable(): Int32Array {
  const table = new Int32Array(256)
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1
    table[byte] = crc
  }
  return table
}
