import { SeisError } from '../../../core/errors.ts'
import { decodeBloscLz } from './blosclz.ts'
import { decodeDeflate } from './deflate.ts'
import { decodeLz4Block } from './lz4.ts'
import { unshuffleBits, unshuffleBytes } from './unshuffle.ts'
import { decodeZstd } from './zstd.ts'

const HEADER_BYTES = 16
const COMPRESSORS = ['blosclz', 'lz4', 'snappy', 'zlib', 'zstd'] as const
type Compressor = (typeof COMPRESSORS)[number]

/** Blosc splits a block into one stream a byte of the element only within these limits (blosc.c, 1.x). */
const MAX_SPLITS = 16
const MIN_SPLIT_ELEMENTS = 128

interface BloscHeader {
  readonly filter: 'none' | 'bytes' | 'bits'
  readonly isStored: boolean
  readonly isSplit: boolean
  readonly compressor: Compressor
  readonly elementBytes: number
  readonly decodedBytes: number
  readonly blockBytes: number
}

/**
 * Decodes a Blosc 1 buffer; throws Error when it is damaged. numcodecs' wasm ignores the failure of its decoder and
 * hands out what its memory held before (99 of 100 flipped bits, and every cut-off buffer, went unnoticed), so the
 * container is read here, where each length is checked. Source: blosc README_HEADER.rst and blosc_d in blosc.c.
 */
export async function decodeBlosc(input: Uint8Array, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const header = parseHeader(input, limitBytes)
  if (header.isStored) {
    if (input.length !== HEADER_BYTES + header.decodedBytes) throw new Error('a stored blosc buffer of a wrong length')
    return new Uint8Array(input.subarray(HEADER_BYTES))
  }
  const out = new Uint8Array(header.decodedBytes)
  const nBlocks = Math.ceil(header.decodedBytes / header.blockBytes)
  const starts = new DataView(input.buffer, input.byteOffset, input.byteLength)
  if (HEADER_BYTES + 4 * nBlocks > input.length) throw new Error('blosc block table cut off')
  const scratch = new Uint8Array(header.filter === 'none' ? 0 : header.blockBytes)
  for (let block = 0; block < nBlocks; block++) {
    const start = starts.getInt32(HEADER_BYTES + 4 * block, true)
    if (start < HEADER_BYTES + 4 * nBlocks || start >= input.length) throw new Error('blosc block outside the buffer')
    const first = block * header.blockBytes
    const target = out.subarray(first, first + header.blockBytes)
    const filtered = header.filter === 'none' ? target : scratch.subarray(0, target.length)
    await decodeBlock(input, start, filtered, header)
    if (header.filter === 'bytes') unshuffleBytes(filtered, target, header.elementBytes)
    if (header.filter === 'bits') unshuffleBits(filtered, target, header.elementBytes)
  }
  return out
}

function parseHeader(input: Uint8Array, limitBytes: number): BloscHeader {
  if (input.length < HEADER_BYTES) throw new Error('blosc header cut off')
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength)
  const version = view.getUint8(0)
  if (version !== 2) throw new Error(`blosc format ${version}, 2 expected`)
  const flags = view.getUint8(2)
  const elementBytes = view.getUint8(3)
  const decodedBytes = view.getUint32(4, true)
  const blockBytes = view.getUint32(8, true)
  const storedBytes = view.getUint32(12, true)
  const compressor = COMPRESSORS[flags >> 5]
  if (storedBytes !== input.length) throw new Error(`blosc buffer of ${input.length} bytes, ${storedBytes} declared`)
  if (decodedBytes > limitBytes) throw new Error(`blosc declares ${decodedBytes} bytes, at most ${limitBytes} expected`)
  if (compressor === undefined) throw new Error('blosc header with an unknown compressor')
  if (elementBytes === 0 || (decodedBytes > 0 && (blockBytes === 0 || blockBytes > Math.max(decodedBytes, 16))))
    throw new Error('blosc header with impossible sizes')
  // As blosc does: single bytes have nothing to shuffle.
  const isShuffled = (flags & 1) !== 0 && elementBytes > 1
  return {
    filter: isShuffled ? 'bytes' : (flags & 4) !== 0 ? 'bits' : 'none',
    isStored: (flags & 2) !== 0,
    isSplit: (flags & 16) === 0,
    compressor,
    elementBytes,
    decodedBytes,
    blockBytes,
  }
}

async function decodeBlock(input: Uint8Array, start: number, out: Uint8Array, header: BloscHeader): Promise<void> {
  const isWhole = out.length === header.blockBytes
  const isSplit =
    header.isSplit &&
    isWhole &&
    header.elementBytes <= MAX_SPLITS &&
    Math.floor(header.blockBytes / header.elementBytes) >= MIN_SPLIT_ELEMENTS
  const nStreams = isSplit ? header.elementBytes : 1
  const streamBytes = Math.floor(out.length / nStreams)
  if (streamBytes * nStreams !== out.length) throw new Error('blosc block that does not split evenly')
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength)
  let at = start
  for (let stream = 0; stream < nStreams; stream++) {
    if (at + 4 > input.length) throw new Error('blosc stream cut off')
    const length = view.getInt32(at, true)
    at += 4
    if (length <= 0 || at + length > input.length) throw new Error('blosc stream outside the buffer')
    const target = out.subarray(stream * streamBytes, (stream + 1) * streamBytes)
    const encoded = input.subarray(at, at + length)
    if (length === streamBytes) target.set(encoded)
    else await decodeStream(encoded, target, header.compressor)
    at += length
  }
}

async function decodeStream(input: Uint8Array, out: Uint8Array, compressor: Compressor): Promise<void> {
  switch (compressor) {
    case 'lz4':
      return decodeLz4Block(input, out)
    case 'blosclz':
      return decodeBloscLz(input, out)
    case 'zstd':
      return fill(out, await decodeZstd(input, out.length))
    case 'zlib':
      return fill(out, await decodeDeflate(input, 'deflate', out.length))
    case 'snappy':
      throw new SeisError('unsupported', 'Blosc with snappy is not read', {
        todo: 'Write the array again with blosc lz4 or zstd',
      })
  }
}

function fill(out: Uint8Array, decoded: Uint8Array): void {
  if (decoded.length !== out.length) throw new Error(`a stream of ${decoded.length} bytes, ${out.length} expected`)
  out.set(decoded)
}
