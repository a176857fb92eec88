/**
 * Plan: a journal over a folder in memory. What was added is read back in order over several files; a write that fails
 * loses no line, whether or not a new file was due; a file after a hole in the numbers replaces none that is there; and what
 * a killed browser leaves in a swap file is no note: the file that it was to replace still stands.
 */
import { expect, it } from 'vitest'
import { SeisError } from '../../../src/core/errors.ts'
import { Journal, type JournalLine, journalFiles, readJournal } from '../../../src/data/output/journal.ts'
import { MemoryFolder } from '../../memory-folder.ts'

const chunk = (index: number): JournalLine => ({ chunk: `traces.zarr/0.${index}`, bytes: index, sha256: 'ab' })
const range = (start: number, end: number): JournalLine[] =>
  Array.from({ length: end - start }, (_, i) => chunk(start + i))
const disk = new SeisError('no-space', 'The disk is full')

function addAll(journal: Journal, lines: readonly JournalLine[]): Promise<void> {
  for (const line of lines) journal.add(line)
  return journal.flush()
}

it('is read back in order, over several files', async () => {
  const folder = new MemoryFolder('output')
  const journal = new Journal(folder, [])
  for (let start = 0; start < 600; start += 100) await addAll(journal, range(start, start + 100))
  expect(await journalFiles(folder)).toEqual(['journal-0001.jsonl', 'journal-0002.jsonl'])
  expect(await readJournal(folder)).toEqual(range(0, 600))
})

it.each([10, 300])('keeps its %i lines for the next flush when a write fails', async (nLines) => {
  const folder = new MemoryFolder('output')
  const journal = new Journal(folder, [])
  folder.beforeCall = () => {
    throw disk
  }
  await expect(addAll(journal, range(0, nLines))).rejects.toBe(disk)
  folder.beforeCall = undefined
  await journal.flush()
  expect(await readJournal(folder)).toEqual(range(0, nLines))
})

it('keeps what is added while a file is written', async () => {
  const folder = new MemoryFolder('output')
  const journal = new Journal(folder, [])
  folder.beforeCall = () => {
    folder.beforeCall = undefined
    journal.add(chunk(300))
  }
  await addAll(journal, range(0, 300))
  await journal.flush()
  expect(await readJournal(folder)).toEqual(range(0, 301))
})

it('replaces no file that is there', async () => {
  const folder = new MemoryFolder('output')
  await addAll(new Journal(folder, ['journal-0001.jsonl']), range(0, 3))
  expect(await journalFiles(folder)).toEqual(['journal-0002.jsonl'])
  await addAll(new Journal(folder, await journalFiles(folder)), range(3, 5))
  expect(await readJournal(folder)).toEqual(range(0, 5))
})

it('takes no note from a swap file', async () => {
  const folder = new MemoryFolder('output')
  await addAll(new Journal(folder, []), range(0, 3))
  folder.files.set('journal-0002.jsonl', new Uint8Array(0))
  folder.files.set('journal-0002.jsonl.crswap', folder.files.get('journal-0001.jsonl')!)
  folder.files.delete('journal-0001.jsonl')
  expect(await readJournal(folder)).toEqual([])
})
