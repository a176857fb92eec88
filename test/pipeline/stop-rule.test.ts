/*
 * Plan: on fakes of the three ports. The leakage of each gather is in its result and in the progress where it is asked for, also
 * when it comes late; one that could not be measured is null and stops nothing. A rule pauses the batch at the gather that
 * meets it, says which gathers did, counts anew after going on, and is passed over where nobody can hold the batch.
 */
import { describe, expect, it } from 'vitest'
import type { BatchProgress, BatchRequest } from '../../src/core/batch.ts'
import { runBatch } from '../../src/pipeline/batch.ts'
import { BatchControl } from '../../src/pipeline/batch-control.ts'
import type { BatchSetup } from '../../src/pipeline/batch-setup.ts'
import { StopWatch } from '../../src/pipeline/stop-watch.ts'
import { IdentityEngine } from '../identity-engine.ts'
import { MemorySink } from '../memory-sink.ts'
import { MemorySource } from '../memory-source.ts'

const LEAKAGES = [0.4, 0.1, 0.5, 0.31, 0.2, 0.6]
const spans = LEAKAGES.map((_, i) => [3 * i, 3 * i + 3] as const)
const request: BatchRequest = {
  recipe: { format: 'seisproc-recipe/1', name: '', steps: [{ process: 'fake' }] },
  write: 'processed',
  sort: [],
  startGather: 0,
  endGather: 6,
  engine: 'auto',
  stopRule: { leakageAbove: 0.3, gathers: 2 },
}

type Init = Partial<Omit<BatchSetup, 'sink'>>

function setupOf(leakage: (gather: number) => Promise<number | null>, init: Init = {}) {
  const source = new MemorySource({ nSamples: 4, nTraces: 18, chunkSamples: 4, chunkTraces: 3, spans })
  const engine = new IdentityEngine({ leakage: ({ index }) => leakage(index) })
  const sink = new MemorySink()
  return { source, engine, sink, request, quotaBytes: 1e6, withLeakage: true, ...init }
}

describe('the leakage of a gather', () => {
  it('is in its result and in the progress, however late it comes', async () => {
    const snapshots: BatchProgress[] = []
    const late = async (gather: number) => {
      await new Promise((resolve) => setTimeout(resolve, 5 * (gather % 2)))
      return LEAKAGES[gather]!
    }
    const setup = setupOf(late, { onProgress: (progress) => snapshots.push(progress) })
    await runBatch(setup)
    expect(setup.sink.results.map(({ leakage }) => leakage)).toEqual(LEAKAGES)
    expect(snapshots.flatMap(({ finished }) => finished).map(({ leakage }) => leakage)).toEqual(LEAKAGES)
  })

  it('is null where it could not be measured, and absent where nobody asked', async () => {
    const failing = setupOf(() => Promise.reject(new Error('the thread died')))
    expect(await runBatch(failing)).toMatchObject({ state: 'done' })
    expect(failing.sink.results.map(({ leakage }) => leakage)).toEqual(LEAKAGES.map(() => null))
    const unasked = setupOf(async () => 1, { withLeakage: false })
    await runBatch(unasked)
    expect(unasked.sink.results.every((result) => !('leakage' in result))).toBe(true)
  })
})

describe('a rule', () => {
  it('pauses the batch at the gather that meets it, and again after as many more', async () => {
    const control = new BatchControl()
    const reasons: string[] = []
    control.listen(() => {
      const { error } = control.paused ?? {}
      if (!error) return
      reasons.push(error.message)
      queueMicrotask(() => control.goOn())
    })
    const report = await runBatch(setupOf(async (gather) => LEAKAGES[gather]!, { control }))
    expect(reasons).toEqual([
      'Stopped by your rule: leakage above 0.30 on 2 gathers, 1 to 3',
      'Stopped by your rule: leakage above 0.30 on 2 gathers, 4 to 6',
    ])
    expect(report).toMatchObject({ state: 'done', gathersDone: 6 })
  })

  it('is passed over by a batch that nobody can hold', async () => {
    expect(await runBatch(setupOf(async () => 1))).toMatchObject({ state: 'done', gathersDone: 6 })
  })

  it('counts neither gathers at the limit nor those without a leakage', () => {
    const watch = new StopWatch({ leakageAbove: 0.3, gathers: 1 })
    const note = (leakage: number | null) =>
      watch.note({ gather: 6, energyRemovedPercent: 1, badSamples: 0, quarantined: null, leakage })
    expect([note(0.3), note(null)]).toEqual([null, null])
    expect(note(0.301)?.message).toBe('Stopped by your rule: leakage above 0.30 on gather 7')
  })
})
