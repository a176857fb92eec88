/**
 * Plan: small gathers that are read go to the engine together, each once, and come back under their own names; large ones
 * and those of an engine that takes one at a time go alone; where one of several is refused, each is asked for alone. A
 * batch on such an engine: fewer calls, the same bits, progress and order.
 */
import { expect, it } from 'vitest'
import type { BatchRequest } from '../../src/core/batch.ts'
import type { EngineOptions, ProcessedGather } from '../../src/core/engine.ts'
import { SeisError } from '../../src/core/errors.ts'
import type { Gather } from '../../src/core/gather.ts'
import type { Recipe } from '../../src/core/recipe.ts'
import { runBatch } from '../../src/pipeline/batch.ts'
import { SMALL_BYTES, SmallGathers } from '../../src/pipeline/small-gathers.ts'
import { gatherOf, recipeOf } from '../gathers.ts'
import { IdentityEngine } from '../identity-engine.ts'
import { MemorySink } from '../memory-sink.ts'
import { MemorySource } from '../memory-source.ts'

/** Counts its calls by the gathers of each. */
class ManyEngine extends IdentityEngine {
  readonly calls: number[][] = []

  async processMany(gathers: readonly Gather[], recipe: Recipe, options?: EngineOptions): Promise<ProcessedGather[]> {
    this.calls.push(gathers.map(({ index }) => index))
    return Promise.all(gathers.map((gather) => super.process(gather, recipe, options)))
  }

  override process(gather: Gather, recipe: Recipe, options?: EngineOptions): Promise<ProcessedGather> {
    this.calls.push([gather.index])
    return super.process(gather, recipe, options)
  }
}

const recipe = recipeOf({ process: 'fake' })
const gathers = (sizes: readonly number[]) =>
  sizes.map((length, index) => ({ ...gatherOf(length, 1, new Float32Array(length).fill(index + 1)), index }))

async function runAll(engine: IdentityEngine, all: readonly Gather[]): Promise<readonly number[]> {
  const small = new SmallGathers(engine)
  for (const gather of all) small.add(gather)
  const first: number[] = []
  for (const gather of all) first.push((await small.process(gather, recipe)).samples[0]!)
  return first
}

it('takes small gathers together, and each once', async () => {
  const engine = new ManyEngine({ factor: 2 })
  const large = SMALL_BYTES / 4 + 1
  expect(await runAll(engine, gathers([3, 4, large, 5]))).toEqual([2, 4, 6, 8])
  expect(engine.calls).toEqual([[0, 1, 3], [2]])
})

it('takes no more bytes and gathers at once than it may', async () => {
  const engine = new ManyEngine()
  await runAll(engine, gathers(Array.from({ length: 20 }, () => SMALL_BYTES / 4)))
  expect(engine.calls.map(({ length }) => length)).toEqual([8, 8, 4])
  const many = new ManyEngine()
  await runAll(many, gathers(Array.from({ length: 70 }, () => 1)))
  expect(many.calls.map(({ length }) => length)).toEqual([64, 6])
})

it('asks for each alone where one is refused', async () => {
  const engine = new ManyEngine({
    before: ({ index }) => {
      if (index === 1) throw new SeisError('bad-input', 'Too short')
    },
  })
  const all = gathers([3, 3, 3])
  const small = new SmallGathers(engine)
  for (const gather of all) small.add(gather)
  const settled = await Promise.allSettled(all.map((gather) => small.process(gather, recipe)))
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

it('gives a batch the same bits by fewer calls', async () => {
  const spans = Array.from({ length: 12 }, (_, i) => [5 * i, 5 * i + 5] as const)
  const request: BatchRequest = { recipe, write: 'both', sort: [], startGather: 0, endGather: 12, engine: 'auto' }
  const run = async (engine: IdentityEngine) => {
    const source = new MemorySource({ nSamples: 6, nTraces: 60, chunkTraces: 10, spans })
    const sink = new MemorySink()
    const report = await runBatch({ source, engine, sink, request, quotaBytes: 1e6, sleep: async () => {} })
    return { arrays: sink.arrays, results: sink.results, gathersDone: report.gathersDone }
  }
  const engine = new ManyEngine({ factor: 0.5 })
  expect(await run(engine)).toEqual(await run(new IdentityEngine({ factor: 0.5 })))
  expect(engine.calls.length).toBeLessThan(6)
  expect(engine.calls.flat().sort((a, b) => a - b)).toEqual(spans.map((_, i) => i))
})
