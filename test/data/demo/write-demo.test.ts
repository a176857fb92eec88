// Plan: the demo is the same bytes for the same seed and other bytes for another; what it writes opens without a
// problem, its tables before its samples are there, straddles chunks, and is what the generator made, in every codec; the noise is about as strong as the
// signal, dead traces are zero in both twins and flagged; options that make no dataset are refused.
import { describe, expect, it } from 'vitest'
import { openDataset } from '../../../src/data/dataset.ts'
import { seededRandom, xoshiro128 } from '../../../src/data/demo/random.ts'
import { DEFAULT_DEMO, planShots } from '../../../src/data/demo/survey.ts'
import { deadTraces, makeGather } from '../../../src/data/demo/synthetic-gather.ts'
import { type DemoOptions, writeDemo, writeDemoSamples, writeDemoTables } from '../../../src/data/demo/write-demo.ts'
import { CHUNK_CODECS } from '../../../src/data/zarr-v2-writer.ts'
import { MemoryFolder } from '../../memory-folder.ts'

const SMALL = { gathers: 4, traces: 30, samples: 60, chunk: 16 }

async function demo(options: Partial<DemoOptions>): Promise<MemoryFolder> {
  const folder = new MemoryFolder('demo')
  await writeDemo(folder, options)
  return folder
}

describe('writing', () => {
  it('gives the same bytes for the same seed only', async () => {
    const [first, again, other] = await Promise.all([demo(SMALL), demo(SMALL), demo({ ...SMALL, seed: 2 })])
    expect([...first.files]).toEqual([...again.files])
    expect(first.files.get('traces.zarr/0.0')).not.toEqual(other.files.get('traces.zarr/0.0'))
  })

  it.each(CHUNK_CODECS)('stores what was made, codec %s', async (codec) => {
    const folder = await demo({ ...SMALL, codec })
    const source = await openDataset(folder)
    expect(source.info).toMatchObject({ problems: [], nSamples: 60, sampleIntervalMs: 2, completeness: 'foreign' })
    const shots = planShots({ ...DEFAULT_DEMO, ...SMALL })
    for (const shot of shots)
      expect((await source.readGather(shot.index)).samples).toEqual(
        makeGather({ ...DEFAULT_DEMO, ...SMALL }, shot).noisy,
      )
    for (const [path, bytes] of [...folder.files])
      if (path.startsWith('clean.zarr/')) await folder.write(path.replace('clean', 'traces'), bytes)
    const clean = await (await openDataset(folder)).readGather(0)
    expect(clean.samples).toEqual(makeGather({ ...DEFAULT_DEMO, ...SMALL }, shots[0]!).clean)
  })

  it('gathers of the default straddle chunks, edge chunks are full-size, headers follow the traces', async () => {
    const folder = await demo({ samples: 10 })
    const { info } = await openDataset(folder)
    const starts = [...info.gathers.startTrace]
    expect(info.gathers.nGathers).toBe(12)
    expect(new Set(starts.map((start, i) => info.gathers.endTrace[i]! - start)).size).toBeGreaterThan(3)
    for (const edge of [1000, 2000]) expect(starts).not.toContain(edge)
    const last = Math.floor((info.nTraces - 1) / 1000)
    expect(folder.files.get(`traces.zarr/0.${last}`)?.byteLength).toBe(10 * 1000 * 4)
    const source = await openDataset(folder)
    expect((await source.readHeader('trace_index'))[info.nTraces - 1]).toBe(info.nTraces - 1)
    expect(await source.readHeader('FFID', { startTrace: starts[3]! - 1, endTrace: starts[3]! + 1 })).toEqual(
      Float64Array.of(1003, 1004),
    )
  })

  it('opens by its tables alone, which come in either order with the samples', async () => {
    const folder = new MemoryFolder('demo')
    await writeDemoTables(folder, SMALL)
    expect((await openDataset(folder)).info).toMatchObject({ problems: [], gathers: { nGathers: 4 } })
    const written: [number, boolean][] = []
    const onWritten = (nTraces: number) => written.push([nTraces, folder.files.has(`traces.zarr/0.${written.length}`)])
    await writeDemoSamples(folder, SMALL, { onWritten })
    const nTraces = planShots({ ...DEFAULT_DEMO, ...SMALL }).reduce((sum, shot) => sum + shot.nTraces, 0)
    const ends = Array.from({ length: Math.ceil(nTraces / 16) }, (_, i) => Math.min(nTraces, 16 * (i + 1)))
    expect(written).toEqual(ends.map((end) => [end, true]))
    const inOne = await demo(SMALL)
    const sorted = ({ files }: MemoryFolder) => [...files].sort(([a], [b]) => (a < b ? -1 : 1))
    expect(sorted(folder)).toEqual(sorted(inOne))
  })

  it.each([
    { gathers: 0 },
    { traces: 1.5 },
    { intervalMs: 0 },
    { intervalMs: Number.NaN },
    { seed: 0.5 },
    { codec: 'gzip' as 'none' },
  ])('refuses %o', async (options) => {
    await expect(demo(options)).rejects.toMatchObject({ code: 'bad-words' })
  })

  it('stops when told', async () => {
    const writing = writeDemo(new MemoryFolder('demo'), SMALL, { signal: AbortSignal.abort() })
    await expect(writing).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('samples', () => {
  const gathers = planShots(DEFAULT_DEMO)
    .slice(0, 4)
    .map((shot) => ({ ...makeGather(DEFAULT_DEMO, shot), dead: deadTraces(DEFAULT_DEMO, shot) }))

  it('have noise about as strong as the signal', () => {
    for (const { clean, noisy } of gathers) {
      const signal = clean.reduce((sum, sample) => sum + sample * sample, 0)
      const noise = clean.reduce((sum, sample, at) => sum + (noisy[at]! - sample) ** 2, 0)
      const snrDb = 10 * Math.log10(signal / noise)
      // Random noise alone is at 0 dB; bursts, spikes and bad traces add up to some 40 %.
      expect(snrDb).toBeGreaterThan(-2)
      expect(snrDb).toBeLessThan(0.3)
    }
  })

  it('have amplitudes about 1', () => {
    for (const { clean } of gathers) {
      const largest = clean.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
      expect(largest).toBeGreaterThan(0.7)
      expect(largest).toBeLessThan(2)
    }
  })

  it('are zero on dead traces, in both twins, and nowhere else', () => {
    const nDead = gathers.reduce((sum, { dead }) => sum + dead.reduce((a, b) => a + b), 0)
    expect(nDead).toBeGreaterThan(0)
    for (const { clean, noisy, dead } of gathers)
      for (const [trace, isDead] of dead.entries()) {
        let energy = 0
        for (let at = trace; at < noisy.length; at += dead.length) energy += noisy[at]! ** 2
        expect(energy === 0).toBe(isDead === 1)
        if (isDead === 1) for (let at = trace; at < clean.length; at += dead.length) expect(clean[at]).toBe(0)
      }
  })
})

describe('random numbers', () => {
  it('are those of the published generator', () => {
    // Computed by the published steps in another language, from the state 1, 2, 3, 4.
    const next = xoshiro128(1, 2, 3, 4)
    expect(Array.from({ length: 6 }, next)).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492])
  })

  it('stay as they are: a demo made today is the demo made tomorrow', () => {
    const { uniform } = seededRandom(1)
    expect([uniform(), uniform(), uniform()].map((value) => value * 2 ** 32)).toEqual([
      3103873459, 181218647, 3002039413,
    ])
  })

  it('are the same one by one, many at once, or passed over', () => {
    for (const [first, added, skipped] of [
      [0, 4, 6],
      [1, 4, 3],
      [1, 5, 2],
      [2, 3, 0],
      [1, 0, 1],
    ] as const) {
      const [single, bulk] = [seededRandom(7), seededRandom(7)]
      const wanted = Array.from({ length: first + added }, single.normal).slice(first)
      for (let i = 0; i < first; i++) bulk.normal()
      const samples = new Float32Array(added).fill(1)
      bulk.addNormals(samples, 0.5)
      expect([...samples]).toEqual(wanted.map((value) => Math.fround(1 + 0.5 * value)))
      for (let i = 0; i < skipped; i++) single.normal()
      bulk.skipNormals(skipped)
      expect([bulk.normal(), bulk.uniform()]).toEqual([single.normal(), single.uniform()])
    }
  })

  it('have the moments of a normal deviate', () => {
    const { normal } = seededRandom(5, 6)
    const values = Array.from({ length: 100_000 }, normal)
    const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / values.length
    // Standard errors at 100,000 draws: 0.003, 0.0045, 0.012 and 0.03; the limits are four of them.
    expect(Math.abs(moment(1))).toBeLessThan(0.013)
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.018)
    expect(Math.abs(moment(3))).toBeLessThan(0.05)
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.13)
  })
})
