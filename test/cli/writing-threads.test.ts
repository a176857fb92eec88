/**
 * Plan: the threads leave the files that a folder's writer leaves, with the same digests, in any number at once, and says of
 * each when it was digested and when written. A failure of the system comes in the program's words and
 * leaves no part of a file; so does a disk that lies, which is a file cut short before it gets its name. Bytes that could not
 * be written can be given again; so can those of a thread that died. When the threads have ended, nothing is said to be
 * written.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { WritingThreads } from '../../src/cli/writing-threads.ts'
import { NodeFolder } from '../../src/data/folders/node-folder.ts'
import { FolderWriter } from '../../src/data/output/proven-writer.ts'
import { temporaryFolder } from './command.ts'

const root = await temporaryFolder()
/** Of one piece, of several, and of none. */
const SIZES = [0, 1, 1000, 2 ** 19, 2 ** 19 + 1, 3_000_000]
const files = SIZES.map((size, i) => new Uint8Array(size).map((_, at) => (at * (i + 7)) >> 3))

async function withThreads<T>(task: (threads: WritingThreads) => Promise<T>, prelude?: string): Promise<T> {
  const threads = new WritingThreads(prelude)
  try {
    return await task(threads)
  } finally {
    await threads.close()
  }
}

it('writes what a folder writes', async () => {
  const [ours, theirs] = [new NodeFolder(`${root}/thread`), new NodeFolder(`${root}/folder`)]
  await withThreads(async (threads) => {
    const [writer, other] = [threads.writerTo(ours), new FolderWriter(theirs)]
    const from = performance.now() / 1000
    const found = await Promise.all(files.map((bytes, i) => writer.write(`traces.zarr/0.${i}`, bytes)))
    const until = performance.now() / 1000
    const expected = await Promise.all(files.map((bytes, i) => other.write(`traces.zarr/0.${i}`, bytes)))
    expect(found.map(({ digest }) => digest)).toEqual(expected.map(({ digest }) => digest))
    for (const { digest, write } of found.map(({ times }) => times)) {
      const inOrder = [from, digest.start, digest.end, write.start, write.end, until]
      expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b))
    }
  })
  for (const [i, bytes] of files.entries()) {
    const written = await readFile(`${ours.root}/traces.zarr/0.${i}`)
    expect(written.equals(bytes)).toBe(true)
  }
  expect(await readdir(`${ours.root}/traces.zarr`)).toHaveLength(files.length)
})

it('replaces a file', async () => {
  await withThreads(async (threads) => {
    const writer = threads.writerTo(new NodeFolder(`${root}/again`))
    for (const bytes of files) await writer.write('0.0', bytes)
  })
  expect((await readFile(`${root}/again/0.0`)).equals(files.at(-1)!)).toBe(true)
})

it('says what the system refuses, and can be given the same again', async () => {
  const folder = new NodeFolder(`${root}/refused`)
  await mkdir(`${folder.root}/0.0`, { recursive: true })
  await writeFile(`${folder.root}/file`, '')
  await withThreads(async (threads) => {
    const writer = threads.writerTo(folder)
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
  await withThreads(async (threads) => {
    const writing = threads.writerTo(new NodeFolder(`${root}/lies`)).write('0.0', files[2]!)
    const fields = { path: '0.0', foundBytes, expectedBytes: 1000 }
    await expect(writing).rejects.toMatchObject({ code: 'corrupt-chunk', where: 'lies/0.0', fields })
  }, prelude)
})

it('replaces a thread that died', async () => {
  const dies = `const { openSync } = fs
    fs.openSync = (path, ...how) => (path.endsWith('.part') && !fs.existsSync('${root}/died')
      ? (fs.writeFileSync('${root}/died', ''), process.exit(1)) : openSync(path, ...how))`
  await withThreads(async (threads) => {
    const writer = threads.writerTo(new NodeFolder(`${root}/dies`))
    await expect(writer.write('0.0', files[2]!)).rejects.toMatchObject({ code: 'internal' })
    await writer.write('0.0', files[2]!)
  }, dies)
  expect((await readFile(`${root}/dies/0.0`)).equals(files[2]!)).toBe(true)
})

it('rejects what it had not written when it ends', async () => {
  await withThreads(async (threads) => {
    const writer = threads.writerTo(new NodeFolder(`${root}/ended`))
    const writes = Promise.allSettled([...files, ...files, ...files].map((bytes, i) => writer.write(`0.${i}`, bytes)))
    await threads.close()
    for (const outcome of (await writes).filter(({ status }) => status === 'rejected')) {
      expect(outcome).toMatchObject({ reason: { code: 'internal' } })
    }
    await expect(writer.write('0.0', files[2]!)).rejects.toMatchObject({ code: 'internal' })
  })
})
