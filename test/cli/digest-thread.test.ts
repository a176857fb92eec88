/** Plan: the digests of the thread are those of crypto.subtle, of the bytes as they were when asked for, in any number at once. */
import { expect, it } from 'vitest'
import { withDigestThreads } from '../../src/cli/digest-thread.ts'
import { digestOf } from '../../src/data/output/digest.ts'

it('digests as the page does, from a copy', async () => {
  const files = [0, 1, 100, 70000, 3, 65].map((length) => new Uint8Array(length).map((_, i) => i * length))
  const expected = await Promise.all(files.map(digestOf))
  await withDigestThreads(async (reads, writes) => {
    const found = Promise.all(files.flatMap((bytes) => [reads(bytes), writes(bytes)]))
    for (const bytes of files) bytes.fill(0)
    expect(await found).toEqual(expected.flatMap((digest) => [digest, digest]))
  })
})

it('rejects what is asked of it when it has ended', async () => {
  const reads = await withDigestThreads(async (digest) => digest)
  await expect(reads(new Uint8Array(3))).rejects.toMatchObject({ code: 'internal' })
})
