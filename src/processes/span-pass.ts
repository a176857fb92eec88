import type { RecipeStep } from '../core/recipe.ts'
import { ReusedMemory } from './analysis-memory.ts'
import type { Finding, GatherPass, PassedGather, PassRuns } from './gather-process.ts'
import type { ReferenceProcess } from './process.ts'

/** A process of spans, whose steps have a threshold k, as a pass of a process of the whole gather. */
export interface SpanMethod {
  /** Of the pass. */
  readonly name: string
  readonly reference: ReferenceProcess
  /** How far from a span's traces it reads. */
  reach(step: RecipeStep): number
}

/** What the method makes of one plane, into another: by the step's k, a number, whatever the recipe has. */
export function spanPass(
  { name, reference, reach }: SpanMethod,
  { nSamples, sampleIntervalMs }: PassedGather,
  step: RecipeStep,
  { input, output }: { readonly input: string; readonly output: string },
): GatherPass {
  return {
    name,
    reads: { input },
    writes: { output },
    haloTraces: reach(step),
    bytesPerTrace: reference.analysisBytesPerTrace(nSamples, step),
    given: { sampleIntervalMs, k: step['k'] as number },
  }
}

/** How it goes. */
export function spanPassRuns({ name, reference }: SpanMethod): PassRuns {
  const memory = new ReusedMemory()
  return {
    [name]({ pass, step: ofRecipe, span, rows }): Finding {
      const { sampleIntervalMs, k } = pass.given as { readonly sampleIntervalMs: number; readonly k: number }
      const step = { ...ofRecipe, k }
      memory.reset()
      const analysis = reference.analyse({ gather: rows['input']!, span, step, sampleIntervalMs, memory })
      reference.synthesise(analysis, step, rows['output']!, span.startTrace)
      return NOTHING
    },
  }
}

const NOTHING = new Float64Array(0)
