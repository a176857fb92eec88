// Plan: types stay as narrow as the file's, 64-bit integers and nulls become float64 (NaN), text is only named;
// a span of rows reads the bytes of its row groups alone; every broken file (F21: cut footer, cut or altered pages,
// no Parquet at all, random bytes changed) is an error that names the file, and the module works on afterwards.
import { readFileSync } from 'node:fs'
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import { isSeisError } from '../../../src/core/errors.ts'
import { openParquet } from '../../../src/data/parquet/parquet-table.ts'
import { loadParquetModule } from '../../../src/data/parquet/wasm-module.ts'
import { MemoryFolder } from '../../memory-folder.ts'

const FILE = 'headers.parquet'
const original = readFileSync(new URL('../../fixtures/datasets/original/ensemble_index.parquet', import.meta.url))

function folderWith(bytes: Uint8Array): MemoryFolder {
  return new MemoryFolder('data', { files: { [FILE]: bytes } })
}

function written(columnData: ColumnSource[], rowGroupSize = 1000): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize }))
}

async function failureOf(bytes: Uint8Array): Promise<unknown> {
  try {
    const table = await openParquet(folderWith(bytes), FILE)
    const numeric = table.columns.filter(({ type }) => type !== 'other').map(({ name }) => name)
    await table.readColumns(numeric)
    return undefined
  } catch (error) {
    return error
  }
}

describe('columns', () => {
  it('reads the index that the original wrote', async () => {
    const table = await openParquet(folderWith(original), FILE)
    expect(table.nRows).toBe(100)
    const { start_trace, end_trace } = await table.readColumns(['start_trace', 'end_trace'])
    expect([start_trace?.[1], end_trace?.[1], end_trace?.[99]]).toEqual([4000, 7999, 399_999])
  })

  it('keeps types narrow, and makes nulls NaN', async () => {
    const wide = [-5n, 2n ** 40n + 1n, 7n]
    const bytes = written([
      { name: 'narrow', data: new Int32Array([1, -2, 3]), type: 'INT32' },
      { name: 'wide', data: wide, type: 'INT64' },
      { name: 'single', data: new Float32Array([0.5, 1.5, 2.5]), type: 'FLOAT' },
      { name: 'double', data: new Float64Array([0.1, 0.2, 0.3]), type: 'DOUBLE' },
      { name: 'holes', data: [1, null, 3], type: 'INT32', nullable: true },
      { name: 'line', data: ['<b>a</b>', 'b', 'c'], type: 'STRING' },
    ])
    const table = await openParquet(folderWith(bytes), FILE)
    expect(table.columns.map(({ type }) => type)).toEqual(['int32', 'float64', 'float32', 'float64', 'int32', 'other'])
    const columns = await table.readColumns(['narrow', 'wide', 'single', 'double', 'holes'])
    expect(columns).toEqual({
      narrow: new Int32Array([1, -2, 3]),
      wide: new Float64Array([-5, 2 ** 40 + 1, 7]),
      single: new Float32Array([0.5, 1.5, 2.5]),
      double: new Float64Array([0.1, 0.2, 0.3]),
      holes: new Float64Array([1, Number.NaN, 3]),
    })
  })

  it('refuses a column that is not there, or not numeric, listing those that are', async () => {
    const table = await openParquet(folderWith(written([{ name: 'line', data: ['a'], type: 'STRING' }])), FILE)
    await expect(table.readColumns(['offset'])).rejects.toMatchObject({ code: 'bad-input', where: FILE })
    await expect(table.readColumns(['line'])).rejects.toThrow('not a numeric column')
  })
})

describe('spans of rows', () => {
  const nRows = 50_000
  // Multiplying by an odd constant spreads the values, so that a group does not compress to nothing.
  const bytes = written(
    [
      { name: 'a', data: Float64Array.from({ length: nRows }, (_, i) => i), type: 'DOUBLE' },
      { name: 'b', data: Int32Array.from({ length: nRows }, (_, i) => Math.imul(i, 2654435761)), type: 'INT32' },
    ],
    5000,
  )

  it.each([
    [0, 10],
    [4990, 5010],
    [12_345, 31_000],
    [49_999, 50_000],
    [5000, 5000],
  ])('reads rows %i to %i', async (start, end) => {
    const table = await openParquet(folderWith(bytes), FILE)
    const { a } = await table.readColumns(['a'], { rows: { start, end } })
    expect(a).toEqual(Float64Array.from({ length: end - start }, (_, i) => start + i))
  })

  it('reads one row group of one column for a few rows', async () => {
    const table = await openParquet(folderWith(bytes), FILE)
    const before = table.bytesRead()
    await table.readColumns(['b'], { rows: { start: 20_100, end: 20_200 } })
    // A group of 5,000 int32 is 20 kB; the whole file is 10 such groups and a column twice as wide.
    expect(table.bytesRead() - before).toBeLessThan(2 * 5000 * 4)
  })

  it('stops when told', async () => {
    const table = await openParquet(folderWith(bytes), FILE)
    const stop = AbortSignal.abort()
    await expect(table.readColumns(['a'], { signal: stop })).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('broken files', () => {
  const altered = (change: (bytes: Uint8Array) => void) => {
    const bytes = new Uint8Array(original)
    change(bytes)
    return bytes
  }

  it.each([
    ['empty', new Uint8Array(0)],
    ['no Parquet', new TextEncoder().encode('<html>not found</html>'.repeat(20))],
    ['cut in the footer', new Uint8Array(original.subarray(0, original.length - 20))],
    ['a footer longer than the file', altered((bytes) => bytes.set([255, 255, 255, 127], bytes.length - 8))],
    ['zeros in a page', altered((bytes) => bytes.fill(0, 200, 700))],
    ['a page header claiming 2 GB', altered((bytes) => bytes.set([0x15, 0xfe, 0xff, 0xff, 0xff, 0x0f], 6))],
  ])('%s', async (_, bytes) => {
    const error = await failureOf(bytes)
    expect(error).toMatchObject({ code: 'bad-input', where: FILE })
  })

  it('a file whose pages were cut out', async () => {
    const footerBytes = new DataView(original.buffer, original.byteOffset).getUint32(original.length - 8, true) + 8
    const cut = Buffer.concat([original.subarray(0, 4), original.subarray(original.length - footerBytes)])
    expect(await failureOf(new Uint8Array(cut))).toMatchObject({ code: 'bad-input', where: FILE })
  })

  it('a file that is not there', async () => {
    await expect(openParquet(folderWith(original), 'other.parquet')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('200 files with random bytes changed never hang, and memory stays small', async () => {
    let state = 1
    const next = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state / 2 ** 32
    }
    let refused = 0
    for (let file = 0; file < 200; file += 1) {
      const error = await failureOf(
        altered((bytes) => {
          for (let k = 0; k < 3; k += 1) bytes[Math.floor(next() * bytes.length)] = Math.floor(next() * 256)
        }),
      )
      if (error === undefined) continue
      expect(isSeisError(error, 'bad-input')).toBe(true)
      refused += 1
    }
    expect(refused).toBeGreaterThan(100)
    const { wasmMemory } = await loadParquetModule()
    // The files have 6 kB; the module itself starts with 2 MB, and allocators round up.
    expect((wasmMemory() as WebAssembly.Memory).buffer.byteLength).toBeLessThan(256 * 2 ** 20)
    expect(await failureOf(original)).toBeUndefined()
  })
})
