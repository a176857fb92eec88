/**
 * Plan: what is measured, not how long it takes. Every variant of the list is either measured or named with the reason;
 * the gather is the same each time; re-thresholding finds the forward transform ready and its result never;
 * counts of runs are those of the plan; whoever looks on is told each step and gets the figures one by one.
 */
import { expect, test } from 'vitest'
import { type BenchFigures, type BenchStep, runBench } from '../../src/bench/bench.ts'
import { benchGather } from '../../src/bench/bench-gather.ts'
import { measureProcess } from '../../src/bench/process-figures.ts'
import { VARIANTS } from '../../src/bench/variant-steps.ts'
import { offeredVariants, variantsFor } from '../../src/bench/variants.ts'
import type { ProcessedGather } from '../../src/core/engine.ts'
import { definitionOf } from '../../src/processes/recipe.ts'
import { inlineCpuEngine } from '../engine/inline-cpu-engine.ts'
import { IdentityEngine } from '../identity-engine.ts'
import { PROCESSES } from '../properties/arbitraries.ts'

const CPU = { kind: 'cpu', adapter: '', isSoftware: false } as const
const runs = { warmUpRuns: 1, minRuns: 2, maxRuns: 2, budgetMs: 0 }
const plan = { ...runs, sizes: [{ nSamples: 300, nTraces: 9 }], longestRunMs: Number.POSITIVE_INFINITY }

test('every variant is offered or named as missing, and only a threshold differs in its second recipe', () => {
  const { offered, missing } = offeredVariants()
  expect([...offered, ...missing].map(({ name }) => name).toSorted()).toEqual(
    VARIANTS.map(({ name }) => name).toSorted(),
  )
  expect(offered.map(({ name }) => name)).toEqual(expect.arrayContaining(['dwt', 'swt', 'stft']))
  for (const { recipe, withOtherK } of offered) {
    const [step, other] = [recipe.steps[0]!, withOtherK.steps[0]!]
    const changed = Object.keys(step).filter((key) => step[key] !== other[key])
    expect(changed).toHaveLength(1)
    expect(definitionOf(step.process).thresholdKeys).toContain(changed[0])
  }
})

test('without a graphics card those that take long are named as missing', () => {
  const engine = (kind: 'webgpu' | 'cpu', isSoftware: boolean) => ({ kind, adapter: '', isSoftware })
  const { offered, missing } = offeredVariants()
  const names = offered.filter(({ isForCards }) => isForCards).map(({ name }) => name)
  expect(names).toEqual(['f-k Wiener robust', 'automatic', 'automatic robust'])
  expect(variantsFor(engine('webgpu', false))).toEqual({ offered, missing })
  for (const slow of [engine('webgpu', true), CPU]) {
    expect(variantsFor(slow).missing.map(({ name }) => name)).toEqual([...missing.map(({ name }) => name), ...names])
    expect(variantsFor(slow).offered).toEqual(offered.filter(({ isForCards }) => !isForCards))
  }
})

test('a variant that no process offers is named with what the recipe said', () => {
  const { offered, missing } = offeredVariants([{ name: 'none', step: { process: 'no-such-process' } }])
  expect(offered).toEqual([])
  expect(missing).toEqual([{ name: 'none', reason: expect.stringContaining('no-such-process') }])
})

test('the gather is the same for the same shape, and all of it is finite', () => {
  const gather = benchGather(200, 7)
  expect(gather.samples).toEqual(benchGather(200, 7).samples)
  expect(gather.samples).toHaveLength(1400)
  expect(gather.samples.every(Number.isFinite)).toBe(true)
})

test('a plan gives its counts for each size and variant', async () => {
  const { engine, computed } = inlineCpuEngine()
  const seen: string[] = []
  const { engine: facts, sizes, missing } = await runBench(engine, plan, { onNext: (what) => seen.push(what) })
  expect(facts).toMatchObject({ kind: 'cpu', clock: 'wall clock', gpu: null })
  const { offered } = variantsFor(CPU)
  expect(sizes).toHaveLength(1)
  const { copy, processes } = sizes[0]!
  expect(copy.times.n).toBe(2)
  expect(copy.copiesPerRun).toBeGreaterThanOrEqual(1)
  expect(processes.map(({ variant }) => variant)).toEqual(offered.map(({ name }) => name))
  for (const { whole, compute, rethreshold } of processes) {
    expect([whole.n, compute.n, rethreshold.compute.n]).toEqual([2, 2, 2])
    expect(rethreshold.isForwardKept).toBe(true)
  }
  expect(seen).toHaveLength(1 + offered.length)
  expect(missing).toHaveLength(VARIANTS.length - offered.length)
  // Each variant, three rounds: three full runs and one that keeps; then two and three that need no samples again.
  const ofSpans = computed.filter(({ process }) => PROCESSES.some(([name]) => name === process))
  const needSamples = ofSpans.filter(({ isKept }) => !isKept).length
  const needNone = ofSpans.filter(({ isKept }) => isKept).length
  expect(needNone / needSamples).toBe(5 / 4)
})

test('a new k is weighed against upload and computing of the full run', async () => {
  const timings = [
    { uploadMs: 6, computeMs: 2, readbackMs: 9 },
    { uploadMs: 7, computeMs: 3, readbackMs: 9 },
    { uploadMs: 0, computeMs: 2, readbackMs: 9 },
  ]
  let calls = 0
  class Scripted extends IdentityEngine {
    override async process(...args: Parameters<IdentityEngine['process']>): Promise<ProcessedGather> {
      return { ...(await super.process(...args)), timings: timings[calls++ % timings.length]! }
    }
  }
  const variant = offeredVariants().offered[0]!
  const figures = await measureProcess(new Scripted(), benchGather(4, 2), variant, { plan: runs, copyMs: 1 })
  expect(figures.rethreshold).toMatchObject({ percentOfFull: 25, isForwardKept: false })
  expect(figures.rethreshold.compute.medianMs).toBe(2)
})

test('what would take too long at a later size is named, at the first size it is measured', async () => {
  const sizes = [
    { nSamples: 130, nTraces: 2 },
    { nSamples: 130, nTraces: 3 },
  ]
  const figures = await runBench(inlineCpuEngine().engine, { ...runs, sizes, longestRunMs: 0 })
  const nOffered = variantsFor(CPU).offered.length
  expect(figures.sizes.map(({ processes, leftOut }) => [processes.length, leftOut.length])).toEqual([
    [nOffered, 0],
    [0, nOffered],
  ])
})

test('steps are counted with what is left out, and figures come one by one as they are in the end', async () => {
  const sizes = [
    { nSamples: 130, nTraces: 2 },
    { nSamples: 130, nTraces: 3 },
  ]
  const steps: BenchStep[] = []
  const snapshots: BenchFigures[] = []
  const figures = await runBench(
    inlineCpuEngine().engine,
    { ...runs, sizes, longestRunMs: 0 },
    { onNext: (_what, step) => steps.push(step), onFigures: (soFar) => snapshots.push(soFar) },
  )
  const { offered } = variantsFor(CPU)
  const perSize = 1 + offered.length
  expect(steps.map(({ name }) => name)).toEqual(['copy', ...offered.map(({ name }) => name), 'copy'])
  expect(steps.map(({ number }) => number)).toEqual(Array.from({ length: 1 + perSize }, (_, i) => 1 + i))
  expect(new Set(steps.map(({ count }) => count))).toEqual(new Set([2 * perSize]))
  expect(steps.at(-1)).toMatchObject({ nSamples: 130, nTraces: 3 })
  const measured = snapshots.map((soFar) => soFar.sizes.map(({ processes }) => processes.length))
  expect(measured.slice(0, 3)).toEqual([[0], [1], [2]])
  expect(measured.at(-1)).toEqual([offered.length, 0])
  expect(snapshots[1]!.sizes[0]!.processes).toEqual(figures.sizes[0]!.processes.slice(0, 1))
})
