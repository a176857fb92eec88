import type { RecipeStep } from '../../core/recipe.ts'
import type { ReferenceProcess } from '../process.ts'
import { outliersFrom } from './outliers.ts'
import { tfDenoiseParams } from './params.ts'
import { stftReference } from './stft-reference.ts'
import { stransformReference } from './stransform-reference.ts'

/**
 * Removal of magnitudes that stand out from the neighbouring traces, cell by cell of the time-frequency plane; each
 * cell keeps its phase, and bins outside [fminHz, fmaxHz] pass. A cell of magnitude 0 has no phase and stays 0, so
 * that dead traces stay dead.
 */
export const tfDenoiseReference: ReferenceProcess = {
  analyse: (task) => byTransform(task.step).analyse(task),
  synthesise: (analysis, step, result, startTrace) => {
    byTransform(step).synthesise(analysis, step, result, startTrace)
  },
  reach(step) {
    const params = tfDenoiseParams(step)
    return { kept: outliersFrom(params, true), wanted: outliersFrom(params, false) }
  },
  analysisBytesPerTrace: (nSamples, step) => byTransform(step).analysisBytesPerTrace(nSamples, step),
}

function byTransform(step: RecipeStep): Omit<ReferenceProcess, 'reach'> {
  return tfDenoiseParams(step).transform === 'stft' ? stftReference : stransformReference
}
