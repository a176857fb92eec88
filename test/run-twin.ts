import type { GatherFigures } from '../src/core/engine.ts'
import type { Gather } from '../src/core/gather.ts'
import type { RecipeStep } from '../src/core/recipe.ts'
import { KEPT_MEMORY, ReusedMemory } from '../src/processes/analysis-memory.ts'
import { type GatherReference, passRows } from '../src/processes/gather-process.ts'
import { referenceOf, spanReferenceOf } from '../src/processes/methods.ts'
import type { Analysis } from '../src/processes/process.ts'

/** A whole gather through the double-precision twin of a step's process, in one piece. */
export function runTwin(gather: Gather, step: RecipeStep, isKept = false): Float32Array<ArrayBuffer> {
  const reference = referenceOf(step)
  if ('passes' in reference) return runPasses(reference, gather, step, 1)
  const samples = new Float32Array(gather.samples.length)
  const { nSamples, nTraces } = gather
  const analysis = analyseWhole(gather, step, isKept)
  reference.synthesise(analysis, step, { nSamples, nTraces, samples }, 0)
  return samples
}

export function analyseWhole(gather: Gather, step: RecipeStep, isKept = false): Analysis {
  const { nTraces, sampleIntervalMs } = gather
  const span = { startTrace: 0, endTrace: nTraces, haloStartTrace: 0, haloEndTrace: nTraces }
  const memory = isKept ? KEPT_MEMORY : new ReusedMemory()
  return spanReferenceOf(step).analyse({ gather, span, step, sampleIntervalMs, memory })
}

/** What the passes of a step leave behind. */
interface PassesResult {
  /** All planes, by name. */
  readonly planes: ReadonlyMap<string, { readonly samples: Float32Array<ArrayBuffer> }>
  readonly samples: Float32Array<ArrayBuffer>
  readonly figures: GatherFigures
}

/** The result of the passes of a step over a whole gather, each on `nSpans` spans, one after the other. */
export function runPasses(...given: Parameters<typeof runAllPasses>): Float32Array<ArrayBuffer> {
  return runAllPasses(...given).samples
}

/** The same, with all that they leave behind. */
export function runAllPasses(
  reference: GatherReference,
  { nSamples, nTraces, samples, sampleIntervalMs, headers = {} }: Gather,
  step: RecipeStep,
  nSpans: number,
): PassesResult {
  const planeOf = (values: Float32Array<ArrayBuffer>) => ({ nSamples, nTraces, samples: values })
  const planes = new Map([['input', planeOf(Float32Array.from(samples))]])
  const passes = reference.passes({ nSamples, nTraces, sampleIntervalMs, headers }, step)
  let next = passes.next()
  while (!next.done) {
    const pass = next.value
    const rows = passRows(pass, planes, () => planeOf(new Float32Array(samples.length)))
    const found = Array.from({ length: nSpans }, (_, i) => {
      const [startTrace, endTrace] = [Math.floor((i * nTraces) / nSpans), Math.floor(((i + 1) * nTraces) / nSpans)]
      const haloStartTrace = Math.max(0, startTrace - pass.haloTraces)
      const haloEndTrace = Math.min(nTraces, endTrace + pass.haloTraces)
      const span = { startTrace, endTrace, haloStartTrace, haloEndTrace }
      return reference.runs[pass.name]!({ pass, step, span, rows })
    })
    next = passes.next(found)
  }
  return { planes, samples: planes.get('output')!.samples, figures: next.value }
}
