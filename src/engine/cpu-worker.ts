import { SeisError, toWire, type WireError } from '../core/errors.ts'
import type { HaloSpan, TraceRows } from '../core/gather.ts'
import type { RecipeStep } from '../core/recipe.ts'
import { KEPT_MEMORY, ReusedMemory } from '../processes/analysis-memory.ts'
import type { Analysis } from '../processes/process.ts'
import { processOf } from '../processes/recipe.ts'

/** What a worker of the CPU engine does: one step on one block of traces. Errors come back as plain data. */
export interface CpuWorkerApi {
  run(task: CpuTask): Promise<CpuReply>
  /** Drops every analysis whose key is not listed. */
  keepOnly(keys: readonly string[]): Promise<void>
}

export interface CpuTask {
  readonly step: RecipeStep
  readonly sampleIntervalMs: number
  readonly span: HaloSpan
  /** A whole gather in memory that all threads share; null when the analysis of the span is kept here. */
  readonly input: TraceRows | null
  /** Another, of which the span's traces are written. */
  readonly output: TraceRows
  readonly keep: KeepAnalysis | null
}

export interface KeepAnalysis {
  readonly key: string
  readonly block: number
  /** All analyses kept by this worker stay within this. */
  readonly limitBytes: number
}

export type CpuReply = { readonly isKept: boolean } | { readonly error: WireError }

/** The body of a worker, the same in a browser, in Node and, for tests, in the calling thread. */
export function createCpuWorker(): CpuWorkerApi {
  const kept = new Map<string, Map<number, Analysis>>()
  let keptBytes = 0
  const passing = new ReusedMemory()

  const keepWithin = (keep: KeepAnalysis, analysis: Analysis): boolean => {
    const { byteLength } = analysis
    if (keptBytes + byteLength > keep.limitBytes) return false
    keptBytes += byteLength
    const blocks = kept.get(keep.key) ?? new Map<number, Analysis>()
    kept.set(keep.key, blocks.set(keep.block, analysis))
    return true
  }

  const runTask = ({ step, span, input, output, sampleIntervalMs, keep }: CpuTask): CpuReply => {
    const { reference } = processOf(step.process)
    const found = keep === null ? undefined : kept.get(keep.key)?.get(keep.block)
    passing.reset()
    const memory = keep === null ? passing : KEPT_MEMORY
    if (found === undefined && input === null) throw new SeisError('internal', 'A kept analysis is gone')
    const analysis = found ?? reference.analyse({ gather: input!, span, step, sampleIntervalMs, memory })
    const isKept = found !== undefined || (keep !== null && keepWithin(keep, analysis))
    reference.synthesise(analysis, step, output, span.startTrace)
    return { isKept }
  }

  return {
    async run(task) {
      try {
        return runTask(task)
      } catch (error) {
        return { error: toWire(error) }
      }
    },
    async keepOnly(keys) {
      for (const [key, blocks] of kept) {
        if (keys.includes(key)) continue
        for (const analysis of blocks.values()) keptBytes -= analysis.byteLength
        kept.delete(key)
      }
    },
  }
}
