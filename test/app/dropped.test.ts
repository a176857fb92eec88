/**
 * Plan: what the browser gives no handle of, by answering with none or by refusing, is said to be that, with the way around a
 * network folder; what is no file is no dataset.
 */
import { expect, test } from 'vitest'
import { droppedLocation } from '../../src/app/dropped.ts'

const itemsOf = (...items: readonly object[]) => items as unknown as DataTransferItemList
const fileOf = (getAsFileSystemHandle: () => Promise<null>) => ({ kind: 'file', getAsFileSystemHandle })

test.each([
  ['answers with none', async () => null],
  ['refuses', async () => Promise.reject(new DOMException('no', 'NotFoundError'))],
])('a browser that %s', async (_, answer) => {
  await expect(droppedLocation(itemsOf(fileOf(answer)))).rejects.toMatchObject({
    code: 'permission',
    todo: expect.stringContaining('local drive'),
  })
})
