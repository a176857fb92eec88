/*
 * Plan: snapshots of a batch come in; the store keeps the busy share of each stage between snapshots, for about a
 * minute, skips intervals too short to mean anything, and starts over with a new batch.
 */
import { describe, expect, it } from 'vitest'
import { type BatchProgress, STAGES, type StageFigures, type StageName } from '../../src/core/batch.ts'
import { createBatchStore, isActive, overallShares, withProgress } from '../../src/state/batch.ts'

function progressAt(seconds: number, readSeconds: number): BatchProgress {
  const idle: StageFigures = { busySeconds: 0, bytes: 0, inFlight: 0, waiting: null }
  const stages = Object.fromEntries(STAGES.map((stage) => [stage, idle])) as Record<StageName, StageFigures>
  return {
    state: 'running',
    gathersDone: 1,
    nGathers: 4,
    tracesDone: 10,
    tracesComputed: 10,
    nTraces: 40,
    bytesRead: 0,
    bytesWritten: 0,
    chunksWritten: 0,
    chunksReused: 0,
    chunkProvenAt: null,
    seconds,
    tracesPerSecond: 0,
    bytesPerSecond: 0,
    etaSeconds: null,
    stages: { ...stages, read: { ...idle, busySeconds: readSeconds } },
    bound: 'starting',
    pace: { readers: 2, gathersAhead: 4, writers: 4 },
    engine: 'cpu',
    adapter: '',
    peakMemoryBytes: 0,
    quarantined: [],
    paused: null,
    retries: 0,
    finished: [],
  }
}

const initial = createBatchStore().getState()

describe('withProgress', () => {
  it('keeps a figure of each finished gather', () => {
    const finished = [
      { gather: 1, energyRemovedPercent: 12, leakage: 0.25 },
      { gather: 3, energyRemovedPercent: null, leakage: null },
    ]
    const first = withProgress(initial, { ...progressAt(1, 0), finished })
    const second = withProgress(first, {
      ...progressAt(2, 0),
      finished: [{ gather: 0, energyRemovedPercent: 5, leakage: 0.5 }],
    })
    expect([...second.series.removed]).toEqual([5, 12, Number.NaN, Number.NaN])
    expect([...second.series.leakage]).toEqual([0.5, 0.25, Number.NaN, Number.NaN])
    expect(withProgress(second, progressAt(3, 0)).series).toBe(second.series)
  })

  it('takes shares between snapshots, not over the whole run', () => {
    const first = withProgress(initial, progressAt(1, 0.5))
    const second = withProgress(first, progressAt(2, 0.5))
    const third = withProgress(second, progressAt(3, 1.5))
    // The first snapshot only starts the clock; the second is measured from zero.
    expect(third.history.map((sample) => sample.busy.read)).toEqual([0.25, 1])
    expect(third.history.map((sample) => sample.busy.write)).toEqual([0, 0])
    expect(overallShares(progressAt(3, 1.5)).read).toBe(0.5)
  })

  it('waits until an interval is long enough', () => {
    const first = withProgress(withProgress(initial, progressAt(0, 0)), progressAt(1, 1))
    const soon = withProgress(first, progressAt(1.1, 1))
    expect(soon.history).toHaveLength(1)
    expect(soon.progress?.seconds).toBe(1.1)
  })

  it('keeps about a minute', () => {
    let state = initial
    for (let second = 0; second <= 90; second++) state = withProgress(state, progressAt(second, second))
    expect(state.history).toHaveLength(60)
    expect(state.history[0]?.seconds).toBe(31)
  })

  it('starts over when the clock goes back', () => {
    const old = withProgress(withProgress(initial, progressAt(1, 1)), progressAt(5, 5))
    expect(withProgress(old, progressAt(0, 0)).history).toEqual([])
  })

  it('ends the wait for a start at once, and the wait for a cancel with the last snapshot', () => {
    expect(withProgress({ ...initial, waiting: 'starting' }, progressAt(0, 0)).waiting).toBeNull()
    const cancelling = withProgress({ ...initial, waiting: 'cancelling' }, progressAt(1, 1))
    expect(cancelling.waiting).toBe('cancelling')
    const last: BatchProgress = { ...progressAt(2, 1), state: 'cancelled' }
    expect(withProgress(cancelling, last).waiting).toBeNull()
    expect(isActive(last)).toBe(false)
  })
})
