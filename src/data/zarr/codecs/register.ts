import { registry } from 'zarrita'
import { SeisError } from '../../../core/errors.ts'
import { decodeBlosc } from './blosc.ts'
import { checkCrc32c } from './crc32c.ts'
import { decodeDeflate } from './deflate.ts'
import { decodeLz4 } from './lz4.ts'
import { decodeZstd } from './zstd.ts'

/** Decodes bytes to at most `limitBytes` bytes. */
type Decode = (input: Uint8Array, limitBytes: number) => Uint8Array | Promise<Uint8Array>

const DECODERS: Readonly<Record<string, Decode>> = {
  blosc: decodeBlosc,
  lz4: decodeLz4,
  zstd: decodeZstd,
  gzip: (input, limitBytes) => decodeDeflate(input, 'gzip', limitBytes),
  zlib: (input, limitBytes) => decodeDeflate(input, 'deflate', limitBytes),
  crc32c: checkCrc32c,
}

/** Codecs from bytes to bytes that this program decodes by its own, checked code, by their name in metadata. */
export const OWN_CODECS: readonly string[] = Object.keys(DECODERS)

/** Name under which zarrita finds such a codec; zarrita's own entries stay as they are. */
export function ownCodecName(name: string): string {
  return `seisproc.${name}`
}

/** Room for headers and checksums between two codecs, over the size of the plain chunk. */
const SLACK_BYTES = 1024

let isRegistered = false

/** Makes the codecs known to zarrita; once is enough. */
export function registerOwnCodecs(): void {
  if (isRegistered) return
  isRegistered = true
  for (const [name, decode] of Object.entries(DECODERS)) {
    registry.set(ownCodecName(name), async () => ({
      kind: 'bytes_to_bytes',
      fromConfig: (_configuration, meta) => {
        // Eight bytes are the largest element.
        const limitBytes = meta.shape.reduce((product, extent) => product * extent, 8) + SLACK_BYTES
        return {
          kind: 'bytes_to_bytes',
          decode: (input: Uint8Array) => decode(input, limitBytes),
          encode: () => {
            throw new SeisError('internal', `The codec ${name} only decodes`)
          },
        }
      },
    }))
  }
}
