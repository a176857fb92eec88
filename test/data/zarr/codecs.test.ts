/**
 * Plan: the decoders by themselves. Random damage to blosc and lz4 buffers made by numcodecs must end in an error or in
 * exactly the declared bytes, never in a hang, another length, or an error in the next, undamaged buffer; cut buffers
 * always end in an error. Declared sizes are held against the limit before memory is taken. crc32c has the value
 * of RFC 3720. Control: undamaged buffers give back what was encoded.
 */
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import Blosc from 'numcodecs/blosc'
import Lz4 from 'numcodecs/lz4'
import Zstd from 'numcodecs/zstd'
import { describe, expect, it } from 'vitest'
import { decodeBlosc } from '../../../src/data/zarr/codecs/blosc.ts'
import { checkCrc32c, crc32c } from '../../../src/data/zarr/codecs/crc32c.ts'
import { decodeDeflate } from '../../../src/data/zarr/codecs/deflate.ts'
import { decodeLz4 } from '../../../src/data/zarr/codecs/lz4.ts'
import { decodeZstd, zstdContentBytes } from '../../../src/data/zarr/codecs/zstd.ts'

const wave = Float32Array.from({ length: 3001 }, (_, index) => Math.round(100 * Math.sin(index / 20)))
const plain = new Uint8Array(wave.buffer)

type Decode = (input: Uint8Array, limitBytes: number) => Uint8Array | Promise<Uint8Array>

const blosc = (cname: string, shuffle: number, blocksize: number) =>
  Blosc.fromConfig({ id: 'blosc', clevel: 9, cname, shuffle, blocksize }).encode(plain)

const encodings: Readonly<Record<string, readonly [() => Promise<Uint8Array> | Uint8Array, Decode]>> = {
  'blosc lz4 shuffled': [() => blosc('lz4', 1, 2048), decodeBlosc],
  'blosc lz4 bit-shuffled': [() => blosc('lz4', 2, 0), decodeBlosc],
  'blosc blosclz': [() => blosc('blosclz', 1, 0), decodeBlosc],
  'blosc zstd': [() => blosc('zstd', 1, 4096), decodeBlosc],
  lz4: [() => Lz4.fromConfig({ id: 'lz4' }).encode(plain), decodeLz4],
}

describe.each(Object.entries(encodings))('%s', (_name, [encode, decode]) => {
  it('gives back what was encoded', async () => {
    expect(await decode(await encode(), plain.length)).toEqual(plain)
  })

  it('survives random damage, and decodes well after it', async () => {
    const encoded = await encode()
    const change = fc.tuple(fc.nat(encoded.length - 1), fc.nat(255))
    let refused = 0
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const damaged = encoded.slice()
        for (const [at, value] of changes) damaged[at] = value
        const result = await Promise.resolve(decodeSafely(decode, damaged))
        if (result instanceof Error) refused++
        // A limit of 16 bytes more: what passes is what the header declares.
        else expect(result.length).toBeLessThanOrEqual(plain.length + 16)
      }),
      { numRuns: 150, seed: 5 },
    )
    expect(refused).toBeGreaterThan(0)
    expect(await decode(encoded, plain.length)).toEqual(plain)
  })

  it('refuses every cut buffer', async () => {
    const encoded = await encode()
    for (let length = 0; length < encoded.length; length += 1 + (encoded.length >> 7))
      expect(await decodeSafely(decode, encoded.slice(0, length)), `${length} bytes`).toBeInstanceOf(Error)
  })

  it('takes no memory for a size over the limit', async () => {
    await expect(Promise.resolve().then(async () => decode(await encode(), 100))).rejects.toThrow(
      'at most 100 expected',
    )
  })
})

async function decodeSafely(decode: Decode, input: Uint8Array): Promise<Uint8Array | Error> {
  try {
    return await decode(input, plain.length + 16)
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
}

describe('blosc', () => {
  it('refuses another format, a wrong length and impossible sizes', async () => {
    const encoded = await blosc('lz4', 1, 0)
    const changed = (at: number, value: number) => {
      const bytes = encoded.slice()
      bytes[at] = value
      return decodeBlosc(bytes, plain.length)
    }
    await expect(changed(0, 5)).rejects.toThrow('blosc format 5, 2 expected')
    await expect(changed(3, 0)).rejects.toThrow('impossible sizes')
    await expect(decodeBlosc(new Uint8Array([...encoded, 0]), plain.length)).rejects.toThrow('declared')
  })
})

describe('zstd', () => {
  it('reads the declared size and holds it against the limit', async () => {
    const encoded = await Zstd.fromConfig({ id: 'zstd' }).encode(plain)
    expect(zstdContentBytes(encoded)).toBe(plain.length)
    expect(await decodeZstd(encoded, plain.length)).toEqual(plain)
    await expect(decodeZstd(encoded, 100)).rejects.toThrow('at most 100 expected')
    await expect(decodeZstd(plain, plain.length)).rejects.toThrow('not a zstd frame')
  })

  it.each([
    [[0x20, 7], 7],
    [[0x60, 1, 1], 257 + 256],
    [[0x40, 0, 2, 0], 2 + 256],
    [[0xa0, 1, 0, 0, 1], 2 ** 24 + 1],
    [[0xe0, 0, 0, 0, 0, 1, 0, 0, 0], 2 ** 32],
    [[0x00, 0, 0], undefined],
    [[0x21, 9, 7], 7],
  ])('header %j declares %s bytes', (header, size) => {
    expect(zstdContentBytes(new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, ...header]))).toBe(size)
  })
})

describe('gzip', () => {
  it('stops at the limit: a small file cannot fill the memory', async () => {
    const bomb = gzipSync(new Uint8Array(5_000_000))
    expect(bomb.length).toBeLessThan(6000)
    await expect(decodeDeflate(bomb, 'gzip', 4096)).rejects.toThrow('more than 4096 bytes')
    expect((await decodeDeflate(bomb, 'gzip', 5_000_000)).length).toBe(5_000_000)
  })
})

describe('crc32c', () => {
  it('has the values of RFC 3720, appendix B.4', () => {
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa)
    expect(crc32c(new Uint8Array(32).fill(255))).toBe(0x62a8ab43)
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, index) => index))).toBe(0x46dd794e)
  })

  it('refuses bytes too few to hold a checksum', () => {
    expect(() => checkCrc32c(new Uint8Array(3))).toThrow('cut off')
  })
})
