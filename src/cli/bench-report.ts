import { availableParallelism, cpus, loadavg } from 'node:os'
import type { BenchFigures } from '../bench/bench.ts'
import { PROGRAM_NAME, PROGRAM_VERSION } from '../core/program.ts'
import type { CompareFigures } from './bench-compare.ts'
import type { PipelineBench } from './bench-pipeline.ts'

export interface MachineFacts {
  readonly program: string
  readonly node: string
  readonly platform: string
  readonly processor: string
  readonly cores: number
  /** Processes that wanted a core in the minute before the first and the last run: figures of a busy machine are lower. */
  readonly loadAverage: readonly [number, number]
}

export interface BenchReport extends BenchFigures {
  readonly isQuick: boolean
  readonly machine: MachineFacts
  readonly pipeline: PipelineBench
  readonly compare: CompareFigures | null
}

/** `loadBefore`: load average of the last minute when the first run began. */
export function machineFacts(loadBefore: number): MachineFacts {
  return {
    program: `${PROGRAM_NAME} ${PROGRAM_VERSION}`,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: availableParallelism(),
    loadAverage: [loadBefore, loadavg()[0] ?? 0],
  }
}
