/** Plan: what was read is given again without a read, as copies, absent files too; beyond the limit it is read each time. */
import { expect, it } from 'vitest'
import { RememberingFolder } from '../../../src/data/folders/remembering-folder.ts'
import { MemoryFolder } from '../../memory-folder.ts'

it('reads each file and range once, up to the limit', async () => {
  const disk = new MemoryFolder('line', {
    files: { a: Uint8Array.of(1, 2, 3), b: new Uint8Array(8), c: Uint8Array.of(9) },
  })
  const folder = new RememberingFolder(disk, 8)
  const first = await folder.read('a')
  first!.fill(0)
  for (let turn = 0; turn < 2; turn++) {
    expect(await folder.read('a')).toEqual(Uint8Array.of(1, 2, 3))
    expect(await folder.readRange('a', 1, 2)).toEqual(Uint8Array.of(2, 3))
    expect(await folder.read('none')).toBeUndefined()
  }
  expect(disk.calls.map(({ operation, path }) => `${operation} ${path}`)).toEqual([
    'read a',
    'readRange a',
    'read none',
  ])
  expect([folder.heldBytes, folder.isWhole]).toEqual([5, true])
  for (let turn = 0; turn < 2; turn++) expect(await folder.read('b')).toEqual(new Uint8Array(8))
  expect(disk.calls.filter(({ path }) => path === 'b').length).toBe(2)
  await folder.read('c')
  expect([folder.heldBytes, folder.isWhole, await folder.size('b')]).toEqual([6, false, 8])
})
