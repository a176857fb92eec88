/** Plan: the digests of the thread are those of crypto.subtle, of the bytes as they were when asked for, in any number at once. */
import { expect, it } from 'vitest'
import { DigestThread } from '../../src/cli/digest-thread.ts'
import { digestOf } from '../../src/data/output/digest.ts'

it('digests as the page does, from a copy, until it has ended', async () => {
  const files = [0, 1, 100, 70000, 3, 65].map((length) => new Uint8Array(length).map((_, i) => i * length))
  const expected = await Promise.all(files.map(digestOf))
  const thread = new DigestThread()
  const found = Promise.all(files.map(thread.digest))
  for (const bytes of files) bytes.fill(0)
  expect(await found).toEqual(expected)
  await thread.close()
  await expect(thread.digest(new Uint8Array(3))).rejects.toMatchObject({ code: 'internal' })
})
