/**
 * Plan: the store that zarrita sees, on a memory folder and on a File System Access folder (fake handle): get, getRange
 * by offset and by suffix, a root inside the folder, keys that are not there. Then zarrita itself reads and writes an
 * array through it. Costs: a range read touches only its bytes.
 */
import { describe, expect, it } from 'vitest'
import * as zarr from 'zarrita'
import type { WritableFolder } from '../../../src/core/folder.ts'
import { FileSystemAccessFolder } from '../../../src/data/folders/file-system-access-folder.ts'
import { ReadableStore } from '../../../src/data/zarr/store.ts'
import { openTraceArray } from '../../../src/data/zarr/trace-array.ts'
import { MemoryFolder } from '../../memory-folder.ts'
import { fakeDirectory } from '../folders/fake-directory-handle.ts'
import { WritableStore } from './writable-store.ts'

const kinds: Readonly<Record<string, () => WritableFolder>> = {
  memory: () => new MemoryFolder('survey'),
  'file system access': () => new FileSystemAccessFolder(fakeDirectory('survey').handle),
}

describe.each(Object.entries(kinds))('a store on a %s folder', (_kind, make) => {
  it('gets whole values and ranges under its root', async () => {
    const folder = make()
    const store = new WritableStore(folder, 'traces.zarr')
    await store.set('/c/0/1', new Uint8Array([1, 2, 3, 4, 5]))
    expect(await folder.read('traces.zarr/c/0/1')).toEqual(new Uint8Array([1, 2, 3, 4, 5]))
    expect(await store.get('/c/0/1')).toEqual(new Uint8Array([1, 2, 3, 4, 5]))
    expect(await store.getRange('/c/0/1', { offset: 1, length: 2 })).toEqual(new Uint8Array([2, 3]))
    expect(await store.getRange('/c/0/1', { suffixLength: 2 })).toEqual(new Uint8Array([4, 5]))
    expect(await store.getRange('/c/0/1', { suffixLength: 99 })).toEqual(new Uint8Array([1, 2, 3, 4, 5]))
  })

  it('says undefined for keys that are not there', async () => {
    const store = new WritableStore(make())
    expect(await store.get('/zarr.json')).toBeUndefined()
    expect(await store.getRange('/zarr.json', { offset: 0, length: 1 })).toBeUndefined()
    expect(await store.getRange('/zarr.json', { suffixLength: 1 })).toBeUndefined()
  })

  it('lets zarrita write an array that this program and zarrita read', async () => {
    const folder = make()
    const store = new WritableStore(folder, 'traces.zarr')
    const codecs = [{ name: 'bytes', configuration: { endian: 'little' } }]

    const created = await zarr.create(store, {
      shape: [5, 7],
      chunkShape: [5, 4],
      dtype: 'float32',
      codecs,
      fillValue: 0,
    })
    const samples = Float32Array.from({ length: 35 }, (_, index) => index)
    await zarr.set(created, null, { data: samples, shape: [5, 7], stride: [7, 1] })
    const opened = await zarr.open(new ReadableStore(folder, 'traces.zarr'), { kind: 'array' })
    expect((await zarr.get(opened)).data).toEqual(samples)
    const array = await openTraceArray(folder, 'traces.zarr')
    const last = await array.readChunk(0, 1)
    expect([last.nSamples, last.nTraces, last.startTrace]).toEqual([5, 3, 4])
    expect([...last.samples.subarray(0, 4)]).toEqual([4, 5, 6, 11])
  })
})

describe('costs', () => {
  it('a range reads its bytes and no others', async () => {
    const folder = new MemoryFolder('survey', { files: { shard: new Uint8Array(1000) } })
    const store = new ReadableStore(folder)
    await store.getRange('/shard', { offset: 10, length: 5 })
    await store.getRange('/shard', { suffixLength: 20 })
    expect(folder.calls.map((call) => [call.operation, call.bytes])).toEqual([
      ['readRange', 5],
      ['size', 0],
      ['readRange', 20],
    ])
  })
})
