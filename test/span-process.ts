import type { SpanGpuProcess } from '../src/processes/gpu-process.ts'
import { processOf } from '../src/processes/methods.ts'
import type { Process, ReferenceProcess } from '../src/processes/process.ts'

/** A process that takes spans of traces, each by itself. */
export interface SpanProcess extends Process {
  readonly reference: ReferenceProcess
  readonly gpu: SpanGpuProcess
}

export function isSpanProcess(process: Process): process is SpanProcess {
  return !('passes' in process.reference) && process.gpu !== null && 'fused' in process.gpu
}

export function spanProcessOf(name: string): SpanProcess {
  const process = processOf(name)
  if (!isSpanProcess(process)) throw new Error(`${name} goes by passes over the whole gather`)
  return process
}
