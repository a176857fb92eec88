import { afterAll, beforeAll } from 'vitest'
import type { ProcessedGather } from '../../src/core/engine.ts'
import type { Gather } from '../../src/core/gather.ts'
import type { RecipeStep } from '../../src/core/recipe.ts'
import { WebGpuEngine } from '../../src/engine/webgpu.ts'
import { inlineCpuEngine } from '../engine/inline-cpu-engine.ts'
import { recipeOf } from '../gathers.ts'
import { testGpu } from '../gpu-device.ts'
import type { Given } from './arbitraries.ts'
import { roundingGrowth } from './rounding.ts'

/** An engine as the properties see it. */
export interface TestedEngine {
  process(gather: Gather, step: RecipeStep): Promise<ProcessedGather>
  /** Largest error of a sample that the roundings of a step explain, as a part of the largest sample. */
  roundingOf(step: RecipeStep): number
  /** What its steps are drawn from. */
  readonly given: Given
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
}

/**
 * The WebGPU engine on the software adapter; to be called where a file defines its tests, which share it. 2e-6: a few
 * dozen float32 roundings in a row. Kernels are compiled for each window and aperture, which takes up to a second: a few stand for all.
 */
export function softwareGpu(): TestedEngine {
  let engine: WebGpuEngine
  beforeAll(async () => {
    engine = await WebGpuEngine.create({ gpu: testGpu() })
  })
  afterAll(() => engine.close())
  return {
    process: (gather, step) => engine.process(gather, recipeOf(step)),
    roundingOf: (step) => 2e-6 * roundingGrowth(step),
    given: FEW_KERNELS,
  }
}

export const FEW_KERNELS: Given = { windowSamples: [16, 30, 64], aperture: [1, 3, 7, 31] }
