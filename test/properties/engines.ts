/** The engines that the properties are held against, and the processes that each is asked for. */
import { afterAll, beforeAll } from 'vitest'
import type { ProcessedGather } from '../../src/core/engine.ts'
import type { Gather } from '../../src/core/gather.ts'
import type { RecipeStep } from '../../src/core/recipe.ts'
import { WebGpuEngine } from '../../src/engine/webgpu.ts'
import type { GatherShape, GpuLimits } from '../../src/processes/gpu-process.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { inlineCpuEngine } from '../engine/inline-cpu-engine.ts'
import { recipeOf } from '../gathers.ts'
import { testGpu } from '../gpu-device.ts'
import { AMPLE } from '../record-forward.ts'
import { type SpanProcess, spanProcessOf } from '../span-process.ts'
import { type Given, PROCESSES } from './arbitraries.ts'
import { roundingGrowth } from './rounding.ts'

/** An engine as the properties see it. */
export interface TestedEngine {
  process(gather: Gather, step: RecipeStep): Promise<ProcessedGather>
  /** Largest error of a sample that the roundings of a step explain, as a part of the largest sample. */
  roundingOf(step: RecipeStep): number
  /** What its steps are drawn from, and which of them it is meant for. */
  readonly given: Given
  suits(step: RecipeStep, shape: Omit<GatherShape, 'sampleIntervalMs'>): boolean
  /** Traces beyond the definition's haloTraces whose roundings may be felt. */
  reachBeyondHalo(step: RecipeStep): number
  /** Part of the runs of a property that are made: less where nearly every run compiles kernels of its own. */
  readonly share: number
}

/**
 * The CPU engine with one worker and one block: the double-precision references, under the policies of an engine.
 * 2e-7: one rounding to float32 (6e-8) on either side of a comparison, and the digits of the filter tables.
 */
export const cpu: TestedEngine = {
  process: (gather, step) =>
    inlineCpuEngine({ nWorkers: 1, blockBytes: 2 ** 40 }).engine.process(gather, recipeOf(step)),
  roundingOf: () => 2e-7,
  given: {},
  suits: () => true,
  reachBeyondHalo: () => 0,
  share: 1,
}

/** How kernels compute a step: in stages with memory between, as a software adapter has it, or whole traces in one. */
export interface GpuWay {
  readonly limits: Partial<GpuLimits>
  readonly given: Given
  readonly suits: TestedEngine['suits']
  readonly reachBeyondHalo: TestedEngine['reachBeyondHalo']
  readonly share: number
}

/** Kernels are compiled for each window and aperture, which takes up to a second: a few stand for all. */
export const STAGED: GpuWay = {
  limits: { workgroupBytes: 0 },
  given: { windowSamples: [16, 30, 64], aperture: [1, 3, 7, 31] },
  suits: () => true,
  reachBeyondHalo: () => 0,
  share: 0.45,
}

const SHARED: Partial<GpuLimits> = { workgroupBytes: 2 ** 15 }

/** These for each number of taps and levels besides. */
export const FUSED: GpuWay = {
  limits: SHARED,
  given: { windowSamples: [16, 30], aperture: [1, 5], wavelet: ['haar', 'bior3.5', 'sym8'], level: [1, 2, 4] },
  suits: (step, shape) => {
    const { fused } = spanProcessOf(step.process).gpu
    return fused.plan({ ...shape, sampleIntervalMs: 2 }, step, { ...AMPLE, ...SHARED }) !== null
  },
  // Two traces share a Fourier transform.
  reachBeyondHalo: ({ process }) => (process === 'tf-denoise' ? 1 : 0),
  share: 0.16,
}

/**
 * The WebGPU engine on the software adapter; to be called where a file defines its tests, which share it. 2e-6: a few
 * dozen float32 roundings in a row.
 */
export function softwareGpu({ limits, ...way }: GpuWay): TestedEngine {
  let engine: WebGpuEngine
  beforeAll(async () => {
    engine = await WebGpuEngine.create({ gpu: testGpu(), limits })
  })
  afterAll(() => engine.close())
  return {
    process: (gather, step) => engine.process(gather, recipeOf(step)),
    roundingOf: (step) => 2e-6 * roundingGrowth(step),
    ...way,
  }
}

/** Each process by each way that its default step may go. */
export const GPU_WAYS = PROCESSES.flatMap(([name, process]): (readonly [string, SpanProcess, GpuWay])[] => {
  const isFused = FUSED.suits(defaultStep(process.definition), { nSamples: 50, nTraces: 5 })
  return [[name, process, STAGED], ...(isFused ? [[`${name}, in one kernel`, process, FUSED] as const] : [])]
})

/** The same with an engine each, for the tests of a file. */
export function gpuCases(): readonly (readonly [string, SpanProcess, TestedEngine])[] {
  const engines = new Map([STAGED, FUSED].map((way) => [way, softwareGpu(way)]))
  return GPU_WAYS.map(([name, process, way]) => [name, process, engines.get(way)!])
}
