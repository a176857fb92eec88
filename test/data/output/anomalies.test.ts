/**
 * Plan: a batch from a folder to a folder, both in memory, in which the n-th operation on either goes wrong, for n = 1, 2,
 * 3 ... until a run passes untouched: once (an error), from then on (a dead disk), by hanging with all that follows (a
 * killed program), by half a file that is said to be whole, and by half a file and a killed program. After each, what is
 * there is either a certified result or an unfinished run, and a run without faults ends with the bytes of an undisturbed
 * one, and writes no chunk again that was noted. The same for a run that tries again what an earlier one set aside: killed
 * wherever, it keeps what the certificate proved.
 */
import { describe, expect, it } from 'vitest'
import type { BatchReport, BatchRequest } from '../../../src/core/batch.ts'
import { SeisError } from '../../../src/core/errors.ts'
import type { Gather } from '../../../src/core/gather.ts'
import { openDataset } from '../../../src/data/dataset.ts'
import { createDatasetSink } from '../../../src/data/output/dataset-sink.ts'
import { RecordingFolder } from '../../../src/data/output/recording-folder.ts'
import { verifyOutput } from '../../../src/data/output/verify.ts'
import { runBatch } from '../../../src/pipeline/batch.ts'
import { IdentityEngine } from '../../identity-engine.ts'
import { MemoryFolder } from '../../memory-folder.ts'
import { smallDataset } from '../small-dataset.ts'

const request: BatchRequest = {
  recipe: { format: 'seisproc-recipe/1', name: '', steps: [{ process: 'fake' }] },
  write: 'both',
  sort: [{ header: 'offset', descending: true }],
  startGather: 0,
  endGather: 4,
  engine: 'auto',
}

const newInput = (): MemoryFolder =>
  smallDataset({
    nSamples: 6,
    nTraces: 20,
    chunkSamples: 4,
    chunkTraces: 7,
    index: [
      [0, 4],
      [5, 8],
      [9, 15],
      [16, 19],
    ],
    headers: {
      trace_index: Array.from({ length: 20 }, (_, i) => i),
      offset: Array.from({ length: 20 }, (_, i) => i % 5),
    },
  })

async function run(
  input: MemoryFolder,
  output: MemoryFolder,
  engine = new IdentityEngine({ factor: 0.5 }),
): Promise<BatchReport> {
  const reads = new RecordingFolder(input)
  const source = await openDataset(reads)
  try {
    return await runBatch({
      source,
      engine,
      sink: createDatasetSink({ input: reads, output, reads, now: () => new Date(0) }),
      request,
      quotaBytes: 1000,
      sleep: async () => {},
    })
  } finally {
    await source.close()
  }
}

/** What a result is: samples, headers, index and layout; the certificate and the metadata also hold how it was made. */
const resultOf = (folder: MemoryFolder): Map<string, string> =>
  new Map(
    [...folder.files]
      .filter(([path]) => !/^(_SUCCESS|metadata|job)\.json$|^journal-/.test(path))
      .map(([path, bytes]): [string, string] => [path, bytes.join()])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )

type Anomaly = 'error' | 'errors' | 'hang' | 'half' | 'half, then hang'

const disk = new SeisError('internal', 'The disk failed')

/** Lets the n-th operation on the folders go wrong; `touched` says whether it came to that. */
function disturb(folders: readonly MemoryFolder[], n: number, anomaly: Anomaly) {
  const state = { touched: false, hung: Promise.resolve(false) }
  let hang = (): void => {}
  state.hung = new Promise((resolve) => {
    hang = () => resolve(true)
  })
  let nCalls = 0
  for (const folder of folders) {
    folder.beforeCall = async () => {
      nCalls += 1
      if (nCalls < n) return
      state.touched = true
      if (anomaly === 'errors' || (anomaly === 'error' && nCalls === n)) throw disk
      if (anomaly !== 'hang' && !(anomaly === 'half, then hang' && nCalls > n)) return
      hang()
      await new Promise(() => {})
    }
    const write = MemoryFolder.prototype.write.bind(folder)
    folder.write = async (path, bytes, options) => {
      const isShort = anomaly.startsWith('half') && nCalls + 1 === n
      await write(path, isShort ? bytes.slice(0, bytes.length >> 1) : bytes, options)
    }
  }
  return state
}

function restore(folders: readonly MemoryFolder[]): void {
  for (const folder of folders) {
    folder.beforeCall = undefined
    folder.write = MemoryFolder.prototype.write.bind(folder)
  }
}

/** A folder with the files of another: what a killed run still has in hand cannot reach it. */
const copyOf = (folder: MemoryFolder): MemoryFolder =>
  new MemoryFolder(folder.name, { files: Object.fromEntries(folder.files) })

describe('whatever operation goes wrong', () => {
  it.each<Anomaly>(['error', 'errors', 'hang', 'half', 'half, then hang'])('%s', async (anomaly) => {
    const clean = new MemoryFolder('output')
    await run(newInput(), clean)
    const expected = resultOf(clean)
    let n = 1
    for (; ; n++) {
      const [input, output] = [newInput(), new MemoryFolder('output')]
      // A program that is killed lets go of the reader of Parquet files, which this thread has but one of.
      const state = disturb(anomaly.endsWith('hang') ? [output] : [input, output], n, anomaly)
      const outcome = await Promise.race([run(input, output).catch((error: unknown) => error), state.hung])
      restore([input, output])
      const left = copyOf(output)
      if (left.files.has('_SUCCESS.json') && outcome !== true) {
        expect((await verifyOutput(left)).faults).toEqual([])
        expect(resultOf(left)).toEqual(expected)
      }
      const proven = provenChunks(left)
      const written = noteWrites(left)
      const report = await run(newInput(), left)
      expect(report).toMatchObject({ state: 'done', quarantined: [] })
      expect(written.filter((path) => proven.has(path))).toEqual([])
      expect((await verifyOutput(left)).faults).toEqual([])
      expect(resultOf(left)).toEqual(expected)
      if (!state.touched) break
    }
    expect(n).toBeGreaterThan(50)
  })
})

it('a certified run that is taken up again and killed keeps what was proven', async () => {
  const setAside = new MemoryFolder('output')
  const refuses = ({ index }: Gather): void => {
    if (index === 1) throw new SeisError('bad-input', 'This gather is refused')
  }
  const { quarantined } = await run(newInput(), setAside, new IdentityEngine({ factor: 0.5, before: refuses }))
  expect(quarantined.map(({ gather }) => gather)).toEqual([1])
  const clean = new MemoryFolder('output')
  await run(newInput(), clean)
  for (let n = 1; ; n++) {
    const output = copyOf(setAside)
    const state = disturb([output], n, 'hang')
    const inFirst = noteWrites(output)
    await Promise.race([run(newInput(), output), state.hung])
    const left = copyOf(output)
    const inSecond = noteWrites(left)
    expect(await run(newInput(), left)).toMatchObject({ state: 'done', quarantined: [] })
    expect(resultOf(left)).toEqual(resultOf(clean))
    const written = [...inFirst, ...inSecond]
    // Of three chunks of traces, gather 1 lies in the first two.
    expect(written.filter((path) => /\.zarr\/\d\.2$/.test(path))).toEqual([])
    expect(written).toContain('traces.zarr/0.1')
    if (!state.touched) break
  }
})

/** The paths that are written to a folder from now on. */
function noteWrites(folder: MemoryFolder): readonly string[] {
  const written: string[] = []
  const write = folder.write.bind(folder)
  folder.write = async (path, bytes, options) => {
    written.push(path)
    await write(path, bytes, options)
  }
  return written
}

/** Chunks that the journal in a folder has noted, by whole lines. */
function provenChunks(folder: MemoryFolder): ReadonlySet<string> {
  const journals = [...folder.files].filter(([path]) => path.startsWith('journal-'))
  const text = journals.map(([, bytes]) => new TextDecoder().decode(bytes)).join('\n')
  return new Set([...text.matchAll(/^\{"chunk":"([^"]+)".*\}$/gm)].map(([, path]) => path!))
}
