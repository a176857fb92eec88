/**
 * Decodes Zstandard by numcodecs (wasm), which reports damage. The decoded size in the frame's header, when there is
 * one, is held against `limitBytes` before any memory is taken. Source of the header: RFC 8878, 3.1.1.1.
 */
export async function decodeZstd(input: Uint8Array, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const declared = zstdContentBytes(input)
  if (declared !== undefined && declared > limitBytes)
    throw new Error(`zstd frame of ${declared} bytes, at most ${limitBytes} expected`)
  const { default: Zstd } = await import('numcodecs/zstd')
  const decoded = await Zstd.fromConfig({ id: 'zstd' }).decode(input)
  if (declared !== undefined && decoded.byteLength !== declared)
    throw new Error(`zstd frame of ${decoded.byteLength} bytes, ${declared} declared`)
  return new Uint8Array(decoded.buffer as ArrayBuffer, decoded.byteOffset, decoded.byteLength)
}

const MAGIC = 0xfd2fb528

/** The decoded size that the frame declares; undefined when it declares none. Throws when this is no zstd frame. */
export function zstdContentBytes(input: Uint8Array): number | undefined {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength)
  if (input.length < 6 || view.getUint32(0, true) !== MAGIC) throw new Error('not a zstd frame')
  const descriptor = view.getUint8(4)
  const isSingleSegment = (descriptor & 32) !== 0
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!
  const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!
  const at = 5 + (isSingleSegment ? 0 : 1) + dictionaryBytes
  if (at + sizeBytes > input.length) throw new Error('zstd header cut off')
  switch (sizeBytes) {
    case 1:
      return view.getUint8(at)
    case 2:
      return view.getUint16(at, true) + 256
    case 4:
      return view.getUint32(at, true)
    case 8:
      return Number(view.getBigUint64(at, true))
    default:
      return undefined
  }
}
