import { SeisError, toWire, type WireError } from '../core/errors.ts'
import type { TraceBlock } from '../core/gather.ts'
import type { RecipeStep } from '../core/recipe.ts'
import type { Analysis } from '../processes/process.ts'
import { processOf } from '../processes/recipe.ts'
import { copyTraces } from './cpu-blocks.ts'

/** What a worker of the CPU engine does: one step on one block of traces. Errors come back as plain data. */
export interface CpuWorkerApi {
  run(task: CpuTask): Promise<CpuReply>
  /** Drops every forward transform whose key is not listed. */
  keepOnly(forwardKeys: readonly string[]): Promise<void>
}

export interface CpuTask {
  readonly step: RecipeStep
  readonly sampleIntervalMs: number
  /** The traces with their halo; null when their forward transform is kept here. */
  readonly input: TraceBlock | null
  /** The part of `input` to return: its traces [startTrace, endTrace). */
  readonly startTrace: number
  readonly endTrace: number
  readonly keep: KeepForward | null
}

export interface KeepForward {
  readonly forwardKey: string
  readonly block: number
  /** All forward transforms kept by this worker stay within this. */
  readonly limitBytes: number
}

export type CpuReply = { readonly output: TraceBlock; readonly isKept: boolean } | { readonly error: WireError }

/** The body of a worker, the same in a browser, in Node and, for tests, in the calling thread. */
export function createCpuWorker(): CpuWorkerApi {
  const kept = new Map<string, Map<number, Analysis>>()
  let keptBytes = 0

  const keepWithin = (keep: KeepForward, analysis: Analysis): boolean => {
    const { byteLength } = analysis.coefficients
    if (keptBytes + byteLength > keep.limitBytes) return false
    keptBytes += byteLength
    const blocks = kept.get(keep.forwardKey) ?? new Map<number, Analysis>()
    kept.set(keep.forwardKey, blocks.set(keep.block, analysis))
    return true
  }

  const runTask = (task: CpuTask): CpuReply => {
    const { step, keep, startTrace, endTrace } = task
    const { reference } = processOf(step.process)
    const found = keep === null ? undefined : kept.get(keep.forwardKey)?.get(keep.block)
    if (found === undefined && task.input === null) throw new SeisError('internal', 'A kept forward transform is gone')
    const analysis = found ?? reference.analyse(task.input!, step, task.sampleIntervalMs)
    const isKept = found !== undefined || (keep !== null && keepWithin(keep, analysis))
    const { nSamples, nTraces } = analysis
    const whole = { nSamples, nTraces, samples: reference.synthesise(analysis, step) }
    const isWhole = startTrace === 0 && endTrace === nTraces
    return { output: isWhole ? whole : copyTraces(whole, startTrace, endTrace), isKept }
  }

  return {
    async run(task) {
      try {
        return runTask(task)
      } catch (error) {
        return { error: toWire(error) }
      }
    },
    async keepOnly(forwardKeys) {
      for (const [key, blocks] of kept) {
        if (forwardKeys.includes(key)) continue
        for (const analysis of blocks.values()) keptBytes -= analysis.coefficients.byteLength
        kept.delete(key)
      }
    },
  }
}

/** The buffers of a task or a reply that may move to the other thread instead of being copied. */
export function transferables(message: CpuTask | CpuReply): ArrayBuffer[] {
  if ('error' in message) return []
  const block = 'output' in message ? message.output : message.input
  return block === null ? [] : [block.samples.buffer]
}
