import type { RecipeStep } from '../../core/recipe.ts'
import { balancePart } from '../balance/gpu-balance.ts'
import type { GatherGpuProcess, GatherShape, GpuLimits } from '../gpu-process.ts'
import { type GpuSpanMethod, recordSpanMethod, spanMethodPart } from '../gpu-span-method.ts'
import { keepingNothing, planOfParts } from '../plan-parts.ts'
import { gpuLateralFrames } from '../wiener/gpu-lateral-frames.ts'
import {
  filterNoisePart,
  filterSpectrum,
  type GpuWienerFilter,
  recordFilterNoise,
  recordFrameLengths,
} from '../wiener/gpu-wiener-filter.ts'
import { lateralFrames } from '../wiener/lateral-frames.ts'
import { type GpuRobustMethod, recordSafeRobust, robustFigures, robustPart } from './gpu-safe-robust.ts'

/** By what the noise's spectrum is found: frames of single traces. */
const SPECTRUM: GpuWienerFilter = {
  reference: lateralFrames,
  part: gpuLateralFrames,
  windowSamples: null,
  shapesOf: (windowSamples) => [{ windowSamples, lateralTraces: 1 }],
}

/** A method of spans made safe from erratic noise, robust-spans.ts, on the GPU. */
export function gpuSafeSpans(ofSpans: GpuSpanMethod): GatherGpuProcess {
  const partsOf = (step: RecipeStep, shape: GatherShape, limits: GpuLimits) =>
    [
      spanMethodPart(ofSpans, step, shape, limits),
      filterNoisePart(SPECTRUM, shape),
      balancePart(shape),
      robustPart(shape),
    ].map(keepingNothing)
  return {
    figures: () => robustFigures(),

    plan: (shape, step, limits) => planOfParts(partsOf(step, shape, limits), step, shape, limits),

    kernels: ({ shape, limits }, step) => partsOf(step, shape, limits).flatMap(({ kernels }) => kernels),

    recordForward() {},

    recordInverse(recording, step) {
      const { plan, put } = recording
      const method: GpuRobustMethod = {
        noise(plane) {
          recordFrameLengths(recording, [SPECTRUM], { plane, held: 'nothing' })
          recordFilterNoise(recording, SPECTRUM, { plane, held: 'nothing' })
          return filterSpectrum(recording, SPECTRUM)
        },
        filter(input, output) {
          for (const tile of plan.tiles) {
            recordSpanMethod(recording, tile, ofSpans, step, input)
            put(tile, 'samples', output)
          }
        },
      }
      recordSafeRobust(recording, true, method, { to: 'output', shareAt: 0 })
    },
  }
}
