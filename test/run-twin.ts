import type { Gather } from '../src/core/gather.ts'
import type { RecipeStep } from '../src/core/recipe.ts'
import { KEPT_MEMORY, ReusedMemory } from '../src/processes/analysis-memory.ts'
import type { Analysis } from '../src/processes/process.ts'
import { processOf } from '../src/processes/recipe.ts'

/** A whole gather through the double-precision twin of a step's process, in one piece. */
export function runTwin(gather: Gather, step: RecipeStep, isKept = false): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(gather.samples.length)
  const { nSamples, nTraces } = gather
  const analysis = analyseWhole(gather, step, isKept)
  processOf(step.process).reference.synthesise(analysis, step, { nSamples, nTraces, samples }, 0)
  return samples
}

export function analyseWhole(gather: Gather, step: RecipeStep, isKept = false): Analysis {
  const { nTraces, sampleIntervalMs } = gather
  const span = { startTrace: 0, endTrace: nTraces, haloStartTrace: 0, haloEndTrace: nTraces }
  const memory = isKept ? KEPT_MEMORY : new ReusedMemory()
  return processOf(step.process).reference.analyse({ gather, span, step, sampleIntervalMs, memory })
}
