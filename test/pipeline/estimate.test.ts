/**
 * Plan: on fakes. Gathers from the first to the last are read and computed, the first twice, and nothing is written; time is
 * that of the slower stage by trace, for all traces, after what the first run took longer; what would be set aside is named; a batch that may not run is refused.
 */
import { describe, expect, it } from 'vitest'
import type { BatchRequest } from '../../src/core/batch.ts'
import { estimateBatch } from '../../src/pipeline/estimate.ts'
import { IdentityEngine } from '../identity-engine.ts'
import { MemorySource, type MemorySourceInit } from '../memory-source.ts'

const request: BatchRequest = {
  recipe: { format: 'seisproc-recipe/1', name: '', steps: [{ process: 'fake' }] },
  write: 'processed',
  sort: [],
  startGather: 0,
  endGather: 10,
  engine: 'auto',
}
const newSource = (init: Partial<MemorySourceInit> = {}) =>
  new MemorySource({
    nSamples: 4,
    nTraces: 50,
    spans: Array.from({ length: 10 }, (_, i) => [5 * i, 5 * i + 5]),
    ...init,
  })

describe('an estimate', () => {
  it('runs a few gathers and takes the slower stage for all traces', async () => {
    let now = 0
    const source = newSource()
    const readGather = source.readGather.bind(source)
    source.readGather = async (index, options) => {
      now += 1
      return readGather(index, options)
    }
    const engine = new IdentityEngine({
      before: ({ index }) => {
        now += index === 3 ? 4 : 2
      },
    })
    const estimate = await estimateBatch({ source, engine, request, clock: () => now })
    expect(engine.gathersProcessed).toEqual([0, 0, 3, 6, 9])
    expect(estimate).toEqual({
      gathersRun: 4,
      tracesRun: 20,
      seconds: [20, 40],
      slowest: 'compute',
      leakageSeconds: 0,
      bytes: { read: 50 * 4 * 4, written: 50 * 4 * 4 },
      quarantined: [],
    })
  })

  it('says how much longer it takes with the leakage, which the cores share, and which reading hides', async () => {
    let now = 0
    const estimateOf = async (readSeconds: number) => {
      const source = newSource()
      const readGather = source.readGather.bind(source)
      source.readGather = async (index, options) => {
        now += readSeconds
        return readGather(index, options)
      }
      const leakage = async () => {
        await Promise.resolve()
        now += 4
        return 0.1
      }
      const before = (): void => {
        now += 2
      }
      const engine = new IdentityEngine({
        before,
        leakage: () => new Promise((done) => setTimeout(() => done(leakage()), 0)),
      })
      return estimateBatch({ source, engine, request, clock: () => now, cores: 2 })
    }
    // By gather: 2 s of computing, 4 s of measuring over 2 cores.
    expect(await estimateOf(1)).toMatchObject({ seconds: [20, 20], leakageSeconds: 20 })
    const slowlyRead = await estimateOf(3)
    expect(slowlyRead.seconds).toEqual([30, 30])
    expect(slowlyRead.leakageSeconds).toBeCloseTo(10, 9)
  })

  it('counts once what the first run makes', async () => {
    let now = 0
    let hasKernels = false
    const before = (): void => {
      now += hasKernels ? 2 : 5
      hasKernels = true
    }
    const estimate = await estimateBatch({
      source: newSource(),
      engine: new IdentityEngine({ before }),
      request,
      clock: () => now,
    })
    expect(estimate.seconds).toEqual([23, 23])
  })

  it('names what would be set aside', async () => {
    const source = newSource({ corrupt: new Set([9]) })
    const { quarantined } = await estimateBatch({ source, engine: new IdentityEngine(), request })
    expect(quarantined).toMatchObject([{ gather: 9, written: 'zeros' }])
  })

  it('of no gathers, and of gathers that are not there', async () => {
    const [source, engine] = [newSource({ spans: [[0, 0]] }), new IdentityEngine()]
    expect(await estimateBatch({ source, engine, request: { ...request, endGather: 1 } })).toMatchObject({
      gathersRun: 0,
    })
    await expect(estimateBatch({ source, engine, request })).rejects.toMatchObject({ code: 'bad-words' })
  })
})
