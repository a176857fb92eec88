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

/** A step that passes bytes on when they are exactly `configuration.expectedBytes` many. */
export const EXACT_LENGTH = ownCodecName('exact-length')

/** The bytes decoded well, but to another number than the chunk needs. */
export class WrongLength extends Error {
  readonly foundBytes: number
  readonly expectedBytes: number

  constructor(foundBytes: number, expectedBytes: number) {
    super(`${foundBytes} bytes, ${expectedBytes} expected`)
    this.foundBytes = foundBytes
    this.expectedBytes = expectedBytes
  }
}

let isRegistered = false

/** Makes the codecs known to zarrita; once is enough. */
export function registerOwnCodecs(): void {
  if (isRegistered) return
  isRegistered = true
  for (const [name, decode] of Object.entries(DECODERS))
    register(ownCodecName(name), (_configuration, meta) => {
      // Eight bytes are the largest element.
      const limitBytes = meta.shape.reduce((product, extent) => product * extent, 8) + SLACK_BYTES
      return (input) => decode(input, limitBytes)
    })
  register(EXACT_LENGTH, (configuration) => {
    const { expectedBytes } = configuration as { readonly expectedBytes: number }
    return (input) => {
      if (input.byteLength !== expectedBytes) throw new WrongLength(input.byteLength, expectedBytes)
      return input
    }
  })
}

type MakeDecode = (configuration: unknown, meta: { readonly shape: readonly number[] }) => Codec['decode']
interface Codec {
  decode(input: Uint8Array): Uint8Array | Promise<Uint8Array>
}

function register(name: string, make: MakeDecode): void {
  registry.set(name, async () => ({
    kind: 'bytes_to_bytes',
    fromConfig: (configuration, meta) => ({
      kind: 'bytes_to_bytes',
      decode: make(configuration, meta),
      encode: () => {
        throw new SeisError('internal', `The codec ${name} only decodes`)
      },
    }),
  }))
}
