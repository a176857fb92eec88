/**
 * Plan: on a runner whose times follow a formula, each setting is varied with the best of those before it, no setting is
 * measured twice, of what is as good the least is chosen, and the threads' start is what the formula says; runs take
 * about a second; the settings that change nothing are not varied; progress counts up to its end.
 */
import { describe, expect, it } from 'vitest'
import {
  type BatchSettings,
  findBestSettings,
  MIB,
  type TuningLimits,
  type TuningRunner,
  type TuningStep,
} from '../../src/bench/tuning.ts'

const LIMITS: TuningLimits = { engines: ['cpu'], cores: 6, nGathers: 100, gatherBytes: 8 * MIB }

interface Formula {
  /** Seconds a gather. */
  readonly each: (settings: BatchSettings) => number
  /** Seconds to open an engine. */
  readonly start?: (settings: BatchSettings) => number
}

function fakeRunner({ each, start = () => 0 }: Formula) {
  const runs: (BatchSettings & { nGathers: number })[] = []
  let engine = ''
  const runner: TuningRunner = {
    async run(settings, nGathers) {
      runs.push({ ...settings, nGathers })
      const wanted = `${settings.engine} ${settings.workers}`
      const opening = wanted === engine ? 0 : start(settings)
      engine = wanted
      return { seconds: opening + nGathers * each(settings), bytes: nGathers * 2e6, bound: 'compute' }
    },
  }
  return { runner, runs }
}

async function find(formula: Formula, limits = LIMITS) {
  const { runner, runs } = fakeRunner(formula)
  const steps: TuningStep[] = []
  let nRows = 0
  const figures = await findBestSettings(runner, limits, {
    onStep: (step) => steps.push(step),
    onRows: (rows) => {
      nRows = rows.length
    },
  })
  return { ...figures, runs, steps, nRows, chosen: figures.rows[figures.best]!.settings }
}

describe('the search for settings', () => {
  it('varies one setting after the other, with the best of those before', async () => {
    const { rows, chosen, runs, gathersPerRun, steps, nRows } = await find({
      each: ({ workers, codec, chunks, quotaBytes }) =>
        (0.4 / Math.min(4, workers + 1)) *
        (codec === 'lz4' ? 0.5 : 1) *
        (chunks === 'gathers' ? 0.9 : 1) *
        (quotaBytes < 256 * MIB ? 1.2 : 1),
    })
    // As good as 6 threads are 4; of the first settings 0.1 s a gather.
    expect(chosen).toEqual({ engine: 'cpu', workers: 4, quotaBytes: 256 * MIB, codec: 'lz4', chunks: 'gathers' })
    expect(gathersPerRun).toBe(12)
    expect(rows.map(({ varied, settings }) => (varied === null ? 'unasked' : `${varied} ${settings[varied]}`))).toEqual(
      [
        'unasked',
        'workers 0',
        'workers 1',
        'workers 2',
        'workers 4',
        `quotaBytes ${64 * MIB}`,
        'codec lz4',
        'codec zstd',
        'chunks gathers',
      ],
    )
    expect(new Set(rows.map(({ settings }) => JSON.stringify(settings))).size).toBe(rows.length)
    expect(rows[0]).toMatchObject({
      secondsPerGather: expect.closeTo(0.1, 9),
      megabytesPerSecond: expect.closeTo(20, 6),
    })
    expect(runs.filter(({ nGathers }) => nGathers === gathersPerRun).length).toBe(3 * rows.length)
    expect(steps.map(({ number }) => number)).toEqual(rows.map((_, i) => i + 1))
    expect(steps.at(-1)).toMatchObject({ number: rows.length, count: rows.length })
    expect(nRows).toBe(rows.length)
  })

  it('finds from how many gathers on threads pay for their start', async () => {
    const formula: Formula = {
      each: ({ workers }) => (workers === 0 ? 0.1 : 0.08 / Math.min(2, workers)),
      start: ({ workers }) => 0.05 + 0.25 * Math.ceil(workers / 2),
    }
    const { rows, chosen, poolFromGathers } = await find(formula)
    expect(chosen.workers).toBe(2)
    expect(rows.find(({ settings }) => settings.workers === 2)!.startSeconds).toBeCloseTo(0.3, 9)
    // 0.05 + 0.1 n against 0.3 + 0.04 n.
    expect(poolFromGathers).toBe(5)
    const small = await find({ ...formula, each: () => 0.01 })
    expect([small.chosen.workers, small.poolFromGathers]).toEqual([0, null])
  })

  it('takes the graphics card where it is faster, and then no threads', async () => {
    const limits: TuningLimits = { ...LIMITS, engines: ['webgpu', 'cpu'] }
    const card = await find({ each: ({ engine }) => (engine === 'cpu' ? 0.1 : 0.02) }, limits)
    expect(card.rows.map(({ varied }) => varied)).not.toContain('workers')
    expect([card.chosen.engine, card.poolFromGathers]).toEqual(['webgpu', null])
    const cpu = await find({ each: ({ engine }) => (engine === 'cpu' ? 0.02 : 0.1) }, limits)
    expect(cpu.chosen).toMatchObject({ engine: 'cpu', workers: 0 })
  })

  it('never takes more gathers than there are, nor varies what a small run does not feel', async () => {
    const { rows, gathersPerRun } = await find({ each: () => 0.001 }, { ...LIMITS, nGathers: 3, gatherBytes: MIB })
    expect(gathersPerRun).toBe(3)
    expect(rows.map(({ varied }) => varied)).not.toContain('quotaBytes')
    const slow = await find({ each: () => 30 })
    expect(slow.gathersPerRun).toBe(1)
    expect(slow.rows.map(({ n }) => n)).toEqual(slow.rows.map(() => 1))
  })
})
