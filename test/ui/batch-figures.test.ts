/*
 * Plan: what the batch page says about a snapshot: the sentence on the bound for every bound, the percentage of
 * traces, the area of a stage over the last minute, the level of a queue; only measured shares appear.
 */
import { describe, expect, it } from 'vitest'
import { type BatchProgress, type RunCourse, STAGES, type StageFigures, type StageName } from '../../src/core/batch.ts'
import { boundSentence, engineKindOf } from '../../src/ui/batch/bound-sentence.ts'
import { areaOf, busyArea } from '../../src/ui/batch/busy-area.ts'
import { batchPercent, etaText, gatherRateText, isPausing, pausingText } from '../../src/ui/batch/progress-figures.ts'
import { queueLevel } from '../../src/ui/batch/queue-level.ts'
import { courseRates, courseShares, courseTable } from '../../src/ui/batch/run-course.ts'
import { stageRates } from '../../src/ui/batch/stage-rates.ts'
import { stageTable } from '../../src/ui/batch/stage-table.ts'

const busySeconds: Readonly<Record<StageName, number>> = {
  read: 9,
  decode: 5,
  upload: 1,
  compute: 4,
  readback: 2,
  encode: 3,
  write: 8,
}
const stages = Object.fromEntries(
  STAGES.map((stage) => [stage, { busySeconds: busySeconds[stage], bytes: 0, inFlight: 0, waiting: null }]),
) as Record<StageName, StageFigures>
const progress: BatchProgress = {
  state: 'running',
  gathersDone: 1,
  nGathers: 4,
  tracesDone: 1260,
  tracesComputed: 1260,
  nTraces: 3000,
  bytesRead: 0,
  bytesWritten: 0,
  chunksWritten: 0,
  chunksReused: 0,
  chunkProvenAt: null,
  seconds: 10,
  tracesPerSecond: 126,
  bytesPerSecond: 0,
  etaSeconds: 210,
  stages,
  pace: { readers: 2, gathersAhead: 4, writers: 4 },
  bound: 'read',
  engine: 'webgpu',
  adapter: '',
  peakMemoryBytes: 0,
  quarantined: [],
  paused: null,
  retries: 0,
  finished: [],
}

const sentence = (bound: BatchProgress['bound'], kind: 'gpu' | 'cpu' = 'gpu'): string =>
  boundSentence({ ...progress, bound }, kind, true).replaceAll('\u00a0', ' ')

describe('the sentence on the bound', () => {
  it.each([
    ['starting', 'Starting: not enough gathers to say what limits the rate.'],
    ['balanced', 'Balanced: no stage is busier than 80 %.'],
    ['read', 'Disk bound: reading 90 % busy, GPU 40 %.'],
    ['write', 'Disk bound: writing 80 % busy, GPU 40 %.'],
    ['decode', 'Decode bound: 50 % busy. The GPU waits 60 % of the time.'],
    ['upload', 'Bus bound: upload 10 % busy.'],
    ['readback', 'Bus bound: readback 20 % busy.'],
    ['compute', 'GPU bound: 40 % busy.'],
    ['encode', 'Encode bound: 30 % busy.'],
  ] as const)('%s', (bound, text) => {
    expect(sentence(bound)).toBe(text)
  })

  it('of a batch that was over too soon is in the past', () => {
    const over: BatchProgress = { ...progress, bound: 'starting' }
    expect(boundSentence(over, 'gpu', false)).toBe('Too short to say what limited the rate.')
  })

  it('names the engine that computes', () => {
    expect(sentence('compute', 'cpu')).toBe('CPU bound: 40 % busy.')
    expect(engineKindOf({ ...progress, engine: 'cpu' })).toBe('cpu')
  })
})

it('the percentage is of traces, not of gathers', () => {
  expect(batchPercent(progress, 1)).toBe('42.0\u00a0%')
  expect(batchPercent(null, 0)).toBe('0\u00a0%')
  expect(etaText(progress).replaceAll('\u00a0', ' ')).toBe('42 %, 3 min 30 s left')
})

describe('the area of a stage', () => {
  const idle = Object.fromEntries(STAGES.map((stage) => [stage, 0])) as Record<StageName, number>
  const sample = (seconds: number, read: number) => ({ seconds, busy: { ...idle, read }, busySeconds: idle })

  it('is empty before anything is measured', () => {
    expect(busyArea([], 'read', 3)).toBeNull()
  })

  it('draws each share over the span that it was measured in, now at the right', () => {
    expect(busyArea([sample(2, 0.5), sample(4, 1)], 'read', 4)).toEqual({
      line: '0,50 50,50 50,0 100,0',
      area: '0,50 50,50 50,0 100,0 100,100 0,100',
    })
  })
})

it('the course of a run is drawn by what happened between its points', () => {
  const none = STAGES.map((stage) => [stage, [0, 0, 0]])
  const course: RunCourse = {
    seconds: [1, 2, 4],
    traces: [10, 30, 30],
    busySeconds: { ...Object.fromEntries(none), read: [0.5, 1.5, 1.5] } as RunCourse['busySeconds'],
  }
  expect(courseRates(course)).toEqual([10, 20, 0])
  expect(courseShares(course).read).toEqual([0.5, 1, 0])
  expect(areaOf(course.seconds, courseRates(course), { end: 4, span: 4, most: 20 }).line).toBe(
    '0,50 25,50 25,0 50,0 50,100 100,100',
  )
})

it('a stage has its rate, and what it could do, in one unit', () => {
  const text = (bytes: number, busy: number): string => {
    const { rate, ownRate } = stageRates({ bytes, busySeconds: busy }, 10)
    return `${rate}${ownRate}`.replaceAll('\u00a0', ' ')
  }
  expect([text(4e9, 9.3), text(5e6, 0.1), text(0, 0)]).toEqual(['400 / 430 MB/s', '0.50 / 50 MB/s', '0 B/s'])
  expect([text(9e6, 0.005), text(6.78e6, 6.7805)]).toEqual(['0.00 / 1.8 GB/s', '0.68 / 1.00 MB/s'])
})

it('a batch that is to wait says what is in hand first', () => {
  const busy = (stage: StageName): BatchProgress => ({
    ...progress,
    stages: { ...stages, [stage]: { ...stages[stage], inFlight: 2 } },
  })
  const texts = [busy('compute'), busy('write'), progress].map((one) => pausingText(one)?.replaceAll('\u00a0', ' '))
  expect(texts).toEqual(['Pausing: finishing 2 gathers.', 'Pausing: writing 2 chunks.', undefined])
  const held = { state: 'paused', paused: { error: null } } as const
  const pausing = [busy('compute'), busy('write'), progress].map((one) => isPausing({ ...one, ...held }))
  expect(pausing).toEqual([true, true, false])
  expect(isPausing(busy('compute'))).toBe(false)
  expect(gatherRateText(progress).replaceAll('\u00a0', ' ')).toBe('0.168 gathers/s')
})

it('a queue shows that something waits however little, and is full only at its bound', () => {
  const levels = [0, 1, 14, 50, 99, 100, 120].map((bytes) => queueLevel({ bytes, limitBytes: 100 }))
  expect(levels).toEqual([0, 1, 1, 3, 6, 7, 7])
  expect(queueLevel(null)).toBeNull()
})

describe('as tables', () => {
  const textOf = (cells: readonly unknown[]) => cells.map((cell) => String(cell).replaceAll('\u00a0', ' '))

  it('a stage has its share, what it did in the last minute, its rates, and what waits', () => {
    const at = (seconds: number, read: number) => ({ seconds, busy: { ...busySeconds, read }, busySeconds })
    const read = { ...stages.read, bytes: 5e6, inFlight: 3, waiting: { bytes: 1e6, limitBytes: 4e6 } }
    const busy = { ...progress, seconds: 100, stages: { ...stages, read, write: { ...stages.write, busySeconds: 0 } } }
    const { columns, rows } = stageTable(busy, [at(30, 1), at(50, 0.25), at(100, 0.75)], 'cpu')
    expect(rows.map(({ key }) => key)).toEqual(STAGES)
    expect(rows.every(({ cells }) => cells.length === columns.length)).toBe(true)
    const [name, share, minute, rate, own, hand] = textOf(rows[0]!.cells)
    expect([name, share, minute, hand]).toEqual(['Read, limits the rate', '9 %', '25 to 75 %', '3'])
    expect([rate, own]).toEqual([expect.stringMatching(/^50.*kB\/s$/), expect.stringMatching(/^556.*kB\/s$/)])
    expect(textOf(rows.at(-1)!.cells)).toContain('waiting')
  })

  it('a run over time has its last point, and means between few of many', () => {
    const seconds = Array.from({ length: 101 }, (_, i) => i / 2)
    const course: RunCourse = {
      seconds,
      traces: seconds.map((at) => 40 * at),
      busySeconds: Object.fromEntries(STAGES.map((stage) => [stage, seconds.map((at) => 0.5 * at)])) as never,
    }
    const { columns, rows } = courseTable(course, 'gpu')
    expect(rows.length).toBeLessThanOrEqual(26)
    expect(textOf(rows.at(-1)!.cells)).toEqual(['50 s', '40', ...STAGES.map(() => '50 %')])
    expect(columns.length).toBe(rows[0]!.cells.length)
    expect(courseTable({ ...course, seconds: [2] }, 'gpu').rows).toHaveLength(1)
  })
})
