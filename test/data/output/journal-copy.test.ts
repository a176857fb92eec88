/**
 * Plan: a batch into a folder in memory, ended by a full disk, whose journal is then removed, or cut short. With a copy of
 * it, what was written is not written again, and the folder's journal holds it all once more. The folder has the last word, and
 * a note is believed only if the file is as it says. A finished run leaves no copy; one that fails or hangs changes nothing.
 */
import { describe, expect, it, vi } from 'vitest'
import { SeisError } from '../../../src/core/errors.ts'
import { openDataset } from '../../../src/data/dataset.ts'
import { createDatasetSink } from '../../../src/data/output/dataset-sink.ts'
import { type JournalCopy, RunCopy } from '../../../src/data/output/journal-copy.ts'
import { verifyOutput } from '../../../src/data/output/verify.ts'
import { runBatch } from '../../../src/pipeline/batch.ts'
import { IdentityEngine } from '../../identity-engine.ts'
import { MemoryFolder } from '../../memory-folder.ts'
import { smallDataset } from '../small-dataset.ts'

class MemoryCopy implements JournalCopy {
  readonly runs = new Map<string, readonly string[]>()

  async read(run: string): Promise<readonly string[]> {
    return this.runs.get(run) ?? []
  }

  async add(run: string, lines: readonly string[]): Promise<void> {
    this.runs.set(run, [...(this.runs.get(run) ?? []), ...lines])
  }

  async remove(run: string): Promise<void> {
    this.runs.delete(run)
  }
}

const broken = async (): Promise<never> => {
  throw new Error('There is no database')
}
const index = [0, 1, 2, 3, 4].map((gather) => [4 * gather, 4 * gather + 3] as const)
const shape = { nSamples: 6, nTraces: 20, chunkSamples: 6, chunkTraces: 5 }
const headers = { trace_index: Array.from({ length: 20 }, (_, i) => i) }

async function run(output: MemoryFolder, copy?: JournalCopy) {
  const input = smallDataset({ ...shape, index, headers })
  const source = await openDataset(input)
  const before = output.calls.length
  await runBatch({
    source,
    engine: new IdentityEngine({ factor: 0.5 }),
    sink: createDatasetSink({ input, output, ...(copy === undefined ? {} : { copy }) }),
    request: {
      recipe: { format: 'seisproc-recipe/1', name: '', steps: [{ process: 'fake' }] },
      write: 'processed',
      sort: [],
      startGather: 0,
      endGather: 5,
      engine: 'auto',
    },
    quotaBytes: 1000,
    sleep: async () => {},
  }).finally(() => source.close())
  const writes = output.calls.slice(before).filter(({ operation }) => operation === 'write')
  return writes.map(({ path }) => path).filter((path) => /\.zarr\/\d/.test(path))
}

/** A run that ended on its last chunk. */
async function unfinished(copy?: JournalCopy): Promise<MemoryFolder> {
  const output = new MemoryFolder('output')
  await endEarly(output, copy)
  return output
}

async function endEarly(output: MemoryFolder, copy?: JournalCopy): Promise<void> {
  output.beforeCall = (operation, path) => {
    if (operation === 'write' && path === 'traces.zarr/0.3') throw new SeisError('no-space', 'The disk is full')
  }
  await expect(run(output, copy)).rejects.toMatchObject({ code: 'no-space' })
  output.beforeCall = undefined
}

const JOURNAL = 'journal-0001.jsonl'
const textOf = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes)

describe('with a copy', () => {
  it.each(['removed', 'cut short'])('a journal that was %s is whole again, and nothing is made again', async (how) => {
    const copy = new MemoryCopy()
    const output = await unfinished(copy)
    const journal = output.files.get(JOURNAL)!
    expect([...copy.runs.values()]).toEqual([textOf(journal).trimEnd().split('\n')])
    if (how === 'removed') output.files.delete(JOURNAL)
    else output.files.set(JOURNAL, journal.slice(0, journal.length >> 1))
    await endEarly(output, copy)
    // The folder needs no copy any more.
    expect(await run(output)).toEqual(['traces.zarr/0.3'])
    expect((await verifyOutput(output)).faults).toEqual([])
  })

  it('a chunk that is not as it says is made again', async () => {
    const copy = new MemoryCopy()
    const output = await unfinished(copy)
    output.files.delete(JOURNAL)
    output.files.get('traces.zarr/0.1')![0]! ^= 1
    expect((await run(output, copy)).sort()).toEqual(['traces.zarr/0.1', 'traces.zarr/0.3'])
    expect((await verifyOutput(output)).faults).toEqual([])
    expect([...copy.runs.keys()]).toEqual([])
  })

  it('the folder has the last word', async () => {
    const copy = new MemoryCopy()
    const output = await unfinished(copy)
    const [[id, lines]] = [...copy.runs] as [[string, string[]]]
    copy.runs.set(
      id,
      lines.map((line) => line.replace(/"sha256":"\w+"/, '"sha256":"00"')),
    )
    await endEarly(output, copy)
    expect(await run(output, copy)).toEqual(['traces.zarr/0.3'])
    expect((await verifyOutput(output)).faults).toEqual([])
  })
})

it('without one, all is made again', async () => {
  const output = await unfinished()
  output.files.delete(JOURNAL)
  expect(await run(output)).toHaveLength(4)
})

it('one that fails changes nothing', async () => {
  const copy = { read: broken, add: broken, remove: broken }
  expect(await run(await unfinished(copy), copy)).toEqual(['traces.zarr/0.3'])
})

it('one that hangs is not waited for', async () => {
  vi.useFakeTimers()
  try {
    const hang = () => new Promise<never>(() => {})
    const copy = new RunCopy({ read: hang, add: hang, remove: hang }, 'job', 'start')
    copy.add(['line'])
    const ended = Promise.all([copy.read(), copy.settled(), copy.remove()])
    await vi.advanceTimersByTimeAsync(5000)
    expect(await ended).toEqual([[], undefined, undefined])
  } finally {
    vi.useRealTimers()
  }
})
