/**
 * Plan: the thread leaves the files that a folder's writer leaves, with the same digests, in any number at once, and says of
 * each when it was digested and when written, one after the other. A failure of the system comes in the program's words and
 * leaves no part of a file; so does a disk that lies, which is a file cut short before it gets its name. Bytes that could not
 * be written can be given again. When the thread has ended, nothing is said to be written.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { WritingThread } from '../../src/cli/writing-thread.ts'
import { NodeFolder } from '../../src/data/folders/node-folder.ts'
import { FolderWriter } from '../../src/data/output/proven-writer.ts'
import { temporaryFolder } from './command.ts'

const root = await temporaryFolder()
/** Of one piece, of several, and of none. */
const SIZES = [0, 1, 1000, 2 ** 19, 2 ** 19 + 1, 3_000_000]
const files = SIZES.map((size, i) => new Uint8Array(size).map((_, at) => (at * (i + 7)) >> 3))

async function withThread<T>(task: (thread: WritingThread) => Promise<T>, prelude?: string): Promise<T> {
  const thread = new WritingThread(prelude)
  try {
    return await task(thread)
  } finally {
    await thread.close()
  }
}

it('writes what a folder writes', async () => {
  const [ours, theirs] = [new NodeFolder(`${root}/thread`), new NodeFolder(`${root}/folder`)]
  await withThread(async (thread) => {
    const [writer, other] = [thread.writerTo(ours), new FolderWriter(theirs)]
    const from = performance.now() / 1000
    const found = await Promise.all(files.map((bytes, i) => writer.write(`traces.zarr/0.${i}`, bytes)))
    const until = performance.now() / 1000
    const expected = await Promise.all(files.map((bytes, i) => other.write(`traces.zarr/0.${i}`, bytes)))
    expect(found.map(({ digest }) => digest)).toEqual(expected.map(({ digest }) => digest))
    const times = found.flatMap(({ times: { digest, write } }) => [digest.start, digest.end, write.start, write.end])
    expect([from, ...times, until]).toEqual([from, ...times, until].toSorted((a, b) => a - b))
  })
  for (const [i, bytes] of files.entries()) {
    const written = await readFile(`${ours.root}/traces.zarr/0.${i}`)
    expect(written.equals(bytes)).toBe(true)
  }
  expect(await readdir(`${ours.root}/traces.zarr`)).toHaveLength(files.length)
})

it('replaces a file', async () => {
  await withThread(async (thread) => {
    const writer = thread.writerTo(new NodeFolder(`${root}/again`))
    for (const bytes of files) await writer.write('0.0', bytes)
  })
  expect((await readFile(`${root}/again/0.0`)).equals(files.at(-1)!)).toBe(true)
})

it('says what the system refuses, and can be given the same again', async () => {
  const folder = new NodeFolder(`${root}/refused`)
  await mkdir(`${folder.root}/0.0`, { recursive: true })
  await writeFile(`${folder.root}/file`, '')
  await withThread(async (thread) => {
    const writer = thread.writerTo(folder)
    for (const path of ['0.0', 'file/0.0']) {
      await expect(writer.write(path, files[2]!)).rejects.toMatchObject({ code: 'conflict', where: path })
    }
    expect((await readdir(folder.root)).toSorted()).toEqual(['0.0', 'file'])
    await expect(writer.write('../outside', files[2]!)).rejects.toThrow()
    await writer.write('0.1', files[2]!)
  })
  expect((await readFile(`${folder.root}/0.1`)).equals(files[2]!)).toBe(true)
})

it.each([
  ['cut short', 'fs.truncateSync(from, 999)', 999],
  ['longer', 'fs.appendFileSync(from, "x")', 1001],
  ['changed', 'fs.writeFileSync(from, Buffer.alloc(1000, 1))', 1000],
])('finds a file %s', async (_, change, foundBytes) => {
  const prelude = `const { renameSync } = fs; fs.renameSync = (from, to) => { ${change}; renameSync(from, to) }`
  await withThread(async (thread) => {
    const writing = thread.writerTo(new NodeFolder(`${root}/lies`)).write('0.0', files[2]!)
    const fields = { path: '0.0', foundBytes, expectedBytes: 1000 }
    await expect(writing).rejects.toMatchObject({ code: 'corrupt-chunk', where: 'lies/0.0', fields })
  }, prelude)
})

it('rejects what it had not written when it ends', async () => {
  await withThread(async (thread) => {
    const writer = thread.writerTo(new NodeFolder(`${root}/ended`))
    const writes = Promise.allSettled(files.map((bytes, i) => writer.write(`0.${i}`, bytes)))
    await thread.close()
    for (const outcome of (await writes).filter(({ status }) => status === 'rejected')) {
      expect(outcome).toMatchObject({ reason: { code: 'internal' } })
    }
    await expect(writer.write('0.0', files[2]!)).rejects.toMatchObject({ code: 'internal' })
  })
})
