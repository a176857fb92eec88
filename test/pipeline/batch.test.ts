/**
 * Plan: on fakes of the three ports. Costs (each chunk written once, each gather read and processed once, in order,
 * bytes in flight within the quota), identity to the bit, noise, sort, range, gaps, quarantine, cancel, a failing n-th
 * write for every n, and going on after an interruption.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BatchProgress, BatchRequest } from '../../src/core/batch.ts'
import { SeisError } from '../../src/core/errors.ts'
import { runBatch } from '../../src/pipeline/batch.ts'
import type { BatchSetup } from '../../src/pipeline/batch-setup.ts'
import { IdentityEngine } from '../identity-engine.ts'
import { MemorySink } from '../memory-sink.ts'
import { MemorySource } from '../memory-source.ts'

const SPANS = [
  [0, 7],
  [7, 13],
  [13, 22],
  [22, 30],
] as const
const step = { process: 'fake' }
const request: BatchRequest = {
  recipe: { format: 'seisproc-recipe/1', name: '', steps: [step] },
  write: 'both',
  sort: [],
  startGather: 0,
  endGather: 4,
  engine: 'auto',
}
const identity = { ...request.recipe, steps: [] }
const newSource = (init = {}) =>
  new MemorySource({ nSamples: 6, nTraces: 30, chunkSamples: 4, chunkTraces: 10, spans: SPANS, ...init })

function setupOf(init: Partial<BatchSetup> = {}): BatchSetup & { source: MemorySource; sink: MemorySink } {
  const parts = { source: newSource(), engine: new IdentityEngine({ factor: 0.5 }), sink: new MemorySink() }
  return { ...parts, request, quotaBytes: 4000, sleep: async () => {}, ...init } as BatchSetup & {
    source: MemorySource
    sink: MemorySink
  }
}
const bits = (samples: Float32Array) => [...new Uint32Array(samples.buffer, samples.byteOffset, samples.length)]

describe('runBatch', () => {
  it('reads and processes each gather once and writes each chunk once, in order', async () => {
    const engine = new IdentityEngine({ factor: 0.5 })
    const setup = setupOf({ engine })
    const report = await runBatch(setup)
    expect(setup.source.gathersRead).toEqual([0, 1, 2, 3])
    expect(engine.gathersProcessed).toEqual([0, 1, 2, 3])
    const keys = ['processed', 'noise'].flatMap((a) => [0, 1, 2].flatMap((b) => [`${a} 0.${b}`, `${a} 1.${b}`]))
    expect([...setup.sink.writes].sort()).toEqual(keys.sort())
    expect(setup.sink.results.map(({ gather }) => gather)).toEqual([0, 1, 2, 3])
    expect(report).toMatchObject({ state: 'done', gathersDone: 4, tracesDone: 30, chunksWritten: 12, chunksReused: 0 })
    expect(report.chunkProvenAt).toBeLessThanOrEqual(report.seconds)
    expect(report.bytesWritten).toBe(12 * 4 * 10 * 4)
    expect(report.stages.write.bytes).toBe(report.bytesWritten)
    expect(report.stages.encode.bytes).toBe(report.bytesWritten)
    expect(report.bytesRead).toBe(6 * 30 * 4)
    expect(setup.sink.report?.state).toBe('done')
    expect([...setup.sink.arrays.get('processed')!]).toEqual([...setup.source.samples].map((x) => Math.fround(x / 2)))
  })

  it('holds no more bytes than the quota, and any quota ends', async () => {
    for (const quotaBytes of [1, 1000, 2000, 1e9]) {
      let inHand = 0
      let peak = 0
      const source = newSource()
      const { readGather } = source
      source.readGather = async (index, options) => {
        inHand += 1
        peak = Math.max(peak, inHand)
        return readGather.call(source, index, options)
      }
      const sink = new MemorySink({ beforeWrite: () => new Promise((resolve) => setTimeout(resolve, 1)) })
      const gatherDone = sink.gatherDone.bind(sink)
      sink.gatherDone = (result) => {
        inHand -= 1
        gatherDone(result)
      }
      const report = await runBatch(setupOf({ source, sink, quotaBytes }))
      expect(sink.writes).toHaveLength(12)
      const columnBytes = 2 * 2 * 4 * 10 * 4
      expect(sink.peakBytesInHand).toBeLessThanOrEqual(Math.max(quotaBytes / 2, columnBytes))
      const gatherBytes = 3 * 9 * 6 * 4
      expect(report.peakMemoryBytes).toBeLessThanOrEqual(Math.max(quotaBytes, gatherBytes + columnBytes))
      if (quotaBytes === 1) expect(peak).toBe(1)
      if (quotaBytes === 1e9) expect(peak).toBeGreaterThan(1)
    }
  })

  it('passes an empty recipe bit for bit, NaN payloads and negative zeros included, sorted or not', async () => {
    const samples = new Float32Array(new Uint32Array(180).map((_, i) => (i * 0x9e3779b1) >>> 0).buffer)
    samples[5] = -0
    for (const sort of [[], [{ header: 'offset', descending: false }]]) {
      const offset = Float64Array.from({ length: 30 }, (_, i) => i)
      const source = newSource({ samples, headers: { offset } })
      const sink = new MemorySink()
      await runBatch(setupOf({ source, sink, request: { ...request, recipe: identity, sort } }))
      expect(bits(sink.arrays.get('processed')!)).toEqual(bits(samples))
      expect([...sink.arrays.get('noise')!].every((x) => x === 0)).toBe(true)
    }
  })

  it('processed + noise = input within the stated bound', async () => {
    const finite = fc.float({ noNaN: true, noDefaultInfinity: true, max: Math.fround(1e30), min: Math.fround(-1e30) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(finite, { minLength: 180, maxLength: 180 }),
        fc.float({ min: -4, max: 4, noNaN: true }),
        async (values, factor) => {
          const source = newSource({ samples: Float32Array.from(values) })
          const sink = new MemorySink()
          await runBatch(setupOf({ source, sink, engine: new IdentityEngine({ factor }) }))
          const processed = sink.arrays.get('processed')!
          const noise = sink.arrays.get('noise')!
          source.samples.forEach((input, i) => {
            const sum = Math.fround(processed[i]! + noise[i]!)
            // Half an ulp of each rounding; the last term is half of the smallest denormal.
            const bound = 2 ** -24 * (Math.abs(noise[i]!) + Math.abs(sum)) + 2 ** -150
            expect(Math.abs(sum - input)).toBeLessThanOrEqual(bound)
          })
        },
      ),
      { numRuns: 30 },
    )
  })

  it('counts bad samples and takes them as zero in the noise', async () => {
    const samples = new Float32Array(180).fill(2)
    samples[3] = Number.NaN
    samples[4] = Number.POSITIVE_INFINITY
    const source = newSource({ samples })
    const sink = new MemorySink()
    const report = await runBatch(setupOf({ source, sink }))
    expect(report.badSamples).toBe(2)
    expect([...sink.arrays.get('noise')!.slice(2, 6)]).toEqual([1, 0, 0, 1])
    expect(sink.results[0]).toMatchObject({ gather: 0, energyRemovedPercent: 25, badSamples: 2 })
  })

  it('sorts inside each gather before processing, stably in both directions', async () => {
    const offset = Float64Array.from({ length: 30 }, (_, i) => i % 3)
    for (const descending of [false, true]) {
      const source = newSource({ headers: { offset } })
      const sink = new MemorySink()
      const seen: number[][] = []
      const engine = new IdentityEngine({
        before: (gather) => void seen.push([...gather.samples.slice(0, gather.nTraces)]),
      })
      await runBatch(
        setupOf({ source, sink, engine, request: { ...request, sort: [{ header: 'offset', descending }] } }),
      )
      const rows = SPANS.flatMap(([start, end]) => {
        const traces = Array.from({ length: end - start }, (_, i) => start + i)
        return traces.sort((a, b) => (descending ? offset[b]! - offset[a]! : offset[a]! - offset[b]!) || a - b)
      })
      expect([...sink.job!.rows!]).toEqual(rows)
      expect(seen.flat()).toEqual(rows.map((row) => Math.fround(row / 1000)))
      expect([...sink.arrays.get('processed')!.slice(0, 30)]).toEqual(seen.flat())
    }
  })

  it('writes a range of gathers as a dataset of its own', async () => {
    const setup = setupOf({ request: { ...request, write: 'processed', startGather: 1, endGather: 3 } })
    const report = await runBatch(setup)
    expect(setup.source.gathersRead).toEqual([1, 2])
    expect(report).toMatchObject({ nGathers: 2, nTraces: 15, chunksWritten: 4 })
    expect([...setup.sink.job!.rows!]).toEqual(Array.from({ length: 15 }, (_, i) => i + 7))
    const firstRow = [...setup.sink.arrays.get('processed')!.slice(0, 15)]
    expect(firstRow).toEqual(Array.from({ length: 15 }, (_, i) => Math.fround(Math.fround((i + 7) / 1000) / 2)))
  })

  it('copies traces outside every gather, and passes empty gathers', async () => {
    const source = newSource({
      spans: [
        [2, 7],
        [7, 7],
        [7, 25],
      ],
    })
    const sink = new MemorySink()
    const report = await runBatch(setupOf({ source, sink, request: { ...request, endGather: 3 } }))
    expect(report).toMatchObject({ gathersDone: 3, tracesDone: 30 })
    const processed = sink.arrays.get('processed')!
    expect(processed.slice(0, 2)).toEqual(source.samples.slice(0, 2))
    expect(processed.slice(25, 30)).toEqual(source.samples.slice(25, 30))
    expect(processed[10]).toBe(Math.fround(source.samples[10]! / 2))
    expect([...sink.arrays.get('noise')!.slice(25, 30)]).toEqual([0, 0, 0, 0, 0])
  })

  it('sets bad gathers aside: the input where it can be read, zeros where not, and says so', async () => {
    const source = newSource({ corrupt: new Set([2]) })
    const sink = new MemorySink()
    const before = (gather: { index: number }): void => {
      if (gather.index === 1) throw new SeisError('bad-input', 'Too short', { where: 'gather 1' })
    }
    const report = await runBatch(setupOf({ source, sink, engine: new IdentityEngine({ factor: 0.5, before }) }))
    expect(report.state).toBe('done')
    expect(report.quarantined).toEqual([
      { gather: 1, reason: 'Too short - gather 1', written: 'input' },
      { gather: 2, reason: 'The chunk cannot be decoded - traces.zarr/0.2', written: 'zeros' },
    ])
    const processed = sink.arrays.get('processed')!
    expect(processed.slice(7, 13)).toEqual(source.samples.slice(7, 13))
    expect([...processed.slice(13, 22)].every((x) => x === 0)).toBe(true)
    expect(processed[25]).toBe(Math.fround(source.samples[25]! / 2))
  })

  it('stops on cancel: no certificate, finished chunks stay, nothing is thrown', async () => {
    const stop = new AbortController()
    const engine = new IdentityEngine({ before: (gather) => void (gather.index === 2 && stop.abort()) })
    const setup = setupOf({ engine, signal: stop.signal })
    const report = await runBatch(setup)
    expect(report.state).toBe('cancelled')
    expect(setup.sink.report).toBeNull()
    expect(setup.sink.suspended).toBe(1)
    expect(setup.sink.bytesInHand).toBe(0)
    // Gathers 0 and 1 were computed; the chunk in which gather 1 ends was never whole.
    expect(report).toMatchObject({ gathersDone: 1, tracesDone: 10, tracesComputed: 13 })
    expect(report.chunksWritten).toBe(setup.sink.writes.length)
  })

  it('surfaces the failure of any write after work in hand has settled', async () => {
    for (let first = 1; first <= 12; first++) {
      const sink = new MemorySink({ failingWrites: (write) => write >= first })
      const setup = setupOf({ sink, quotaBytes: 700 })
      await expect(runBatch(setup)).rejects.toMatchObject({ code: 'no-space' })
      expect(sink.report).toBeNull()
      expect(sink.suspended).toBe(1)
      expect(sink.bytesInHand).toBe(0)
    }
  })

  it('surfaces an engine failure as it is, and reads no further', async () => {
    const before = (gather: { index: number }): void => {
      if (gather.index === 1) throw new SeisError('gpu', 'The device was lost')
    }
    const setup = setupOf({ engine: new IdentityEngine({ before }), quotaBytes: 1 })
    await expect(runBatch(setup)).rejects.toMatchObject({ code: 'gpu' })
    expect(setup.source.gathersRead).toEqual([0, 1])
  })

  it('goes on after an interruption: proven chunks are left alone, the rest is recomputed', async () => {
    const done = { gather: 0, energyRemovedPercent: 25, badSamples: 3, quarantined: null }
    const sink = new MemorySink({ earlier: { traceBlocks: new Set([0]), gathers: [done] } })
    const setup = setupOf({ sink })
    const report = await runBatch(setup)
    expect(setup.source.gathersRead).toEqual([1, 2, 3])
    expect(sink.writes.every((write) => !write.endsWith('.0'))).toBe(true)
    expect(report).toMatchObject({ chunksWritten: 8, chunksReused: 4, gathersDone: 4, tracesDone: 30, badSamples: 3 })
  })

  it('reports progress and memory at most five times a second, and the states in order', async () => {
    let seconds = 0
    const progress: BatchProgress[] = []
    let nAsked = 0
    const memoryBytes = (): number => {
      nAsked += 1
      return 1e6 * nAsked
    }
    await runBatch(setupOf({ clock: () => (seconds += 0.01), memoryBytes, onProgress: (p) => progress.push(p) }))
    const states = progress.map(({ state }) => state)
    expect([...new Set(states)]).toEqual(['planning', 'running', 'finishing', 'done'])
    const last = progress.at(-1)!
    expect(nAsked).toBe(progress.length)
    expect(last.peakMemoryBytes).toBe(1e6 * nAsked)
    const inRun = states.filter((state) => state === 'running').length
    expect(inRun).toBeLessThanOrEqual(1 + last.seconds * 5)
    expect(last).toMatchObject({ gathersDone: 4, nGathers: 4, tracesDone: 30, etaSeconds: 0 })
    for (const stage of Object.values(last.stages)) expect(stage.busySeconds).toBeLessThanOrEqual(last.seconds)
  })
})
