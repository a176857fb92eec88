/**
 * Plan: what the meters say while a stage is held up: the tasks in hand, and the bytes that wait before it, whichever stage
 * it is; at the end nothing waits, and in a paused batch nothing is in hand. On fakes of the ports; the snapshot is taken by
 * pausing, which reports at once.
 */
import { expect, it } from 'vitest'
import type { BatchProgress, BatchRequest } from '../../src/core/batch.ts'
import { runBatch } from '../../src/pipeline/batch.ts'
import { BatchControl } from '../../src/pipeline/batch-control.ts'
import { IdentityEngine } from '../identity-engine.ts'
import { MemorySink } from '../memory-sink.ts'
import { MemorySource } from '../memory-source.ts'

const request: BatchRequest = {
  recipe: { format: 'seisproc-recipe/1', name: '', steps: [{ process: 'fake' }] },
  write: 'processed',
  sort: [],
  startGather: 0,
  endGather: 4,
  engine: 'auto',
}
const N_SAMPLES = 6
const SPANS = [0, 10, 20, 30].map((start) => [start, start + 10] as const)
/** Input and result of a gather. */
const GATHER_BYTES = 2 * 10 * N_SAMPLES * 4
const CHUNK_BYTES = GATHER_BYTES / 2
const idle = () => new Promise((resolve) => setTimeout(resolve, 5))

/** A snapshot from within the run, when everything that can move has come to rest, and the last one. */
async function snapshots(held: 'engine' | 'disk') {
  const control = new BatchControl()
  let taken = 0
  let within: BatchProgress | null = null
  const look = async (): Promise<void> => {
    if (taken++ > 0) return
    await idle()
    control.pause()
    within = last
    control.goOn()
  }
  let last: BatchProgress | null = null
  const engine = new IdentityEngine({
    before: async (gather) => {
      if (held === 'engine' && gather.index === 0) await look()
    },
  })
  const sink = new MemorySink({ beforeWrite: () => (held === 'disk' ? look() : undefined) })
  const source = new MemorySource({ nSamples: N_SAMPLES, nTraces: 40, chunkTraces: 10, spans: SPANS })
  await runBatch({
    source,
    engine,
    sink,
    request,
    quotaBytes: 8 * GATHER_BYTES,
    control,
    sleep: async () => {},
    onProgress: (progress) => {
      last = progress
    },
  })
  return { within: within! as BatchProgress, last: last! as BatchProgress }
}

it('counts what waits for the engine', async () => {
  const { within, last } = await snapshots('engine')
  expect(within.stages.compute).toMatchObject({
    inFlight: 1,
    waiting: { bytes: 3 * GATHER_BYTES, limitBytes: 4 * GATHER_BYTES },
  })
  expect(within.stages.encode.waiting).toEqual({ bytes: 0, limitBytes: 4 * GATHER_BYTES })
  expect(within.stages.read.waiting).toBeNull()
  for (const { inFlight, waiting } of Object.values(last.stages))
    expect([inFlight, waiting?.bytes ?? 0]).toEqual([0, 0])
})

it('counts the chunks that are being written', async () => {
  const { within } = await snapshots('disk')
  expect(within.stages.write.inFlight).toBeGreaterThanOrEqual(1)
  expect(within.stages.write.waiting).toEqual({ bytes: 0, limitBytes: 4 * GATHER_BYTES })
  expect(within.stages.write.bytes % CHUNK_BYTES).toBe(0)
})

it('counts nothing as in hand that waits for a paused batch to go on', async () => {
  const control = new BatchControl()
  const last: BatchProgress[] = []
  const source = new MemorySource({ nSamples: N_SAMPLES, nTraces: 40, chunkTraces: 10, spans: SPANS })
  const sink = new MemorySink()
  const encode = sink.encodeChunk.bind(sink)
  // Just before it would be written.
  sink.encodeChunk = async (chunk) => {
    control.pause()
    return encode(chunk)
  }
  const running = runBatch({
    source,
    engine: new IdentityEngine(),
    sink,
    request,
    quotaBytes: 8 * GATHER_BYTES,
    control,
    sleep: async () => {},
    onProgress: (progress) => last.splice(0, 1, progress),
  })
  const nWritten: number[] = []
  for (let turn = 0; turn < 50 && sink.report === null; turn++) {
    await idle()
    if (last[0]?.state === 'paused') {
      nWritten.push(sink.writes.length)
      expect(Object.values(last[0].stages).map(({ inFlight }) => inFlight)).toEqual(Array(7).fill(0))
    }
    control.goOn()
  }
  expect(nWritten[0]).toBeLessThan(4)
  expect(await running).toMatchObject({ state: 'done' })
})
