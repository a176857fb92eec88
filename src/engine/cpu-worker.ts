import { SeisError, toWire, type WireError } from '../core/errors.ts'
import type { HaloSpan, TraceBlock, TraceRows } from '../core/gather.ts'
import type { RunMeasures } from '../core/measures.ts'
import type { RecipeStep } from '../core/recipe.ts'
import type { Spectra, SpectrumChoice } from '../core/spectra.ts'
import { leakageMap, localSimilarity } from '../measures/local-similarity/reference.ts'
import { measureRun } from '../measures/run-measures.ts'
import { spectraOf } from '../measures/spectra/reference.ts'
import { KEPT_MEMORY, ReusedMemory } from '../processes/analysis-memory.ts'
import type { Finding, PassTask } from '../processes/gather-process.ts'
import { gatherReferenceOf, spanReferenceOf } from '../processes/methods.ts'
import type { Analysis } from '../processes/process.ts'

/** What a worker of the CPU engine does: its part of one step on a gather. Errors come back as plain data. */
export interface CpuWorkerApi {
  run(task: CpuTask): Promise<CpuReply>
  runPass(task: CpuPassTask): Promise<CpuPassReply>
  measure(before: TraceBlock, after: TraceBlock): Promise<RunMeasures>
  /** The leakage alone. */
  leakage(before: TraceBlock, after: TraceBlock): Promise<RunMeasures['leakage']>
  leakageMap(before: TraceBlock, after: TraceBlock): Promise<TraceBlock>
  spectra(before: TraceBlock, after: TraceBlock, choice: SpectrumChoice): Promise<Spectra>
  /** Drops every analysis whose key is not listed. */
  keepOnly(keys: readonly string[]): Promise<void>
}

/** The same for all workers but for `here`: each computes the blocks that it has, then takes of the rest until all are taken. */
export interface CpuTask {
  readonly step: RecipeStep
  readonly sampleIntervalMs: number
  /** Whole gathers in memory that all threads share: of the second, the blocks are written. */
  readonly input: TraceRows
  readonly output: TraceRows
  readonly blocks: readonly HaloSpan[]
  /** Blocks, by number, whose analyses are kept by this worker. */
  readonly here: readonly number[]
  /** Those that nobody keeps. */
  readonly rest: readonly number[]
  readonly turns: CpuTurns
  readonly keep: KeepAnalysis | null
}

/** The same for all workers: each takes blocks until all are taken. */
export interface CpuPassTask extends Pick<PassTask, 'pass' | 'rows'> {
  readonly step: RecipeStep
  readonly blocks: readonly HaloSpan[]
  readonly turns: CpuTurns
}

/** What was found in each block that was computed. */
export type CpuPassReply =
  | { readonly found: readonly (readonly [block: number, Finding])[] }
  | { readonly error: WireError }

/** In shared memory: how many of the rest are taken, and whether all shall stop (not 0). */
export type CpuTurns = Int32Array

export interface KeepAnalysis {
  readonly key: string
  /** All analyses kept by this worker stay within this. */
  readonly limitBytes: number
}

/** The blocks that were computed and are kept from now on. */
export type CpuReply = { readonly kept: readonly number[] } | { readonly error: WireError }

export function cpuTurns(): CpuTurns {
  return new Int32Array(new SharedArrayBuffer(8))
}

/** Blocks that are not yet begun will not be. */
export function stopTurns(turns: CpuTurns): void {
  Atomics.store(turns, 1, 1)
}

/** The next of `here`, then of `rest`; undefined when there is none, or all shall stop. */
export function* blocksOf({ here, rest, turns }: Pick<CpuTask, 'here' | 'rest' | 'turns'>): Generator<number> {
  for (const block of here) {
    if (Atomics.load(turns, 1) !== 0) return
    yield block
  }
  for (;;) {
    const block = rest[Atomics.add(turns, 0, 1)]
    if (block === undefined || Atomics.load(turns, 1) !== 0) return
    yield block
  }
}

/** The body of a worker, the same in a browser, in Node and, for tests, in the calling thread. */
export function createCpuWorker(): CpuWorkerApi {
  const kept = new Map<string, Map<number, Analysis>>()
  let keptBytes = 0
  const passing = new ReusedMemory()

  const keepWithin = (keep: KeepAnalysis, block: number, analysis: Analysis): boolean => {
    const { byteLength } = analysis
    if (keptBytes + byteLength > keep.limitBytes) return false
    keptBytes += byteLength
    const blocks = kept.get(keep.key) ?? new Map<number, Analysis>()
    kept.set(keep.key, blocks.set(block, analysis))
    return true
  }

  /** Whether its analysis is kept now, and was not. */
  const runBlock = ({ step, blocks, input, output, sampleIntervalMs, keep, here }: CpuTask, block: number): boolean => {
    const reference = spanReferenceOf(step)
    const span = blocks[block]!
    const found = keep === null ? undefined : kept.get(keep.key)?.get(block)
    if (found === undefined && here.includes(block)) throw new SeisError('internal', 'A kept analysis is gone')
    passing.reset()
    const memory = keep === null ? passing : KEPT_MEMORY
    const analysis = found ?? reference.analyse({ gather: input, span, step, sampleIntervalMs, memory })
    reference.synthesise(analysis, step, output, span.startTrace)
    return found === undefined && keep !== null && keepWithin(keep, block, analysis)
  }

  return {
    async run(task) {
      const newlyKept: number[] = []
      try {
        for (const block of blocksOf(task)) if (runBlock(task, block)) newlyKept.push(block)
        return { kept: newlyKept }
      } catch (error) {
        stopTurns(task.turns)
        return { error: toWire(error) }
      }
    },
    async runPass({ step, pass, rows, blocks, turns }) {
      const found: (readonly [number, Finding])[] = []
      try {
        const run = gatherReferenceOf(step).runs[pass.name]!
        for (const block of blocksOf({ here: [], rest: [...blocks.keys()], turns })) {
          found.push([block, run({ pass, step, rows, span: blocks[block]! })])
        }
        return { found }
      } catch (error) {
        stopTurns(turns)
        return { error: toWire(error) }
      }
    },
    measure: async (before, after) => measureRun(before, after),
    leakage: async (before, after) => localSimilarity(before, after).mean,
    leakageMap: async (before, after) => leakageMap(before, after),
    spectra: async (before, after, choice) => spectraOf(before, after, choice),
    async keepOnly(keys) {
      for (const [key, blocks] of kept) {
        if (keys.includes(key)) continue
        for (const analysis of blocks.values()) keptBytes -= analysis.byteLength
        kept.delete(key)
      }
    },
  }
}
