import type { RecipeStep } from '../../core/recipe.ts'
import type { KernelSpec } from '../../gpu/kernel.ts'
import type { FusedPlan, FusedProcess } from '../gpu-process.ts'
import { fftSizes, rootsTable } from '../workgroup-fft.ts'
import { type FusedStft, fusedStft, planFusedStft } from './fused-plan.ts'
import { tfDenoiseParams } from './params.ts'
import { tfGeometry } from './plan.ts'
import { ruleWords } from './rule-words.ts'
import { EXTENSION_CODES, inverseWeight, windowPairs } from './stft-tables.ts'

/** The STFT in one kernel. */
export const fusedTfGpu: FusedProcess = {
  plan(shape, step, limits) {
    const params = tfDenoiseParams(step)
    return params.transform === 'stft' ? planFusedStft(shape, params, limits) : null
  },

  kernels: (plan, step) => [kernelOf(fusedOf(plan, step), step)],

  record({ plan, tile, recorder, before, after, survey, table }, step) {
    const params = tfDenoiseParams(step)
    const { nFrames, firstBin, bandBins } = tfGeometry(plan.shape, params)
    const fused = fusedOf(plan, step)
    const nTraces = tile.endTrace - tile.startTrace
    recorder.dispatch({
      kernel: kernelOf(fused, step),
      params: {
        nTraces: tile.haloEndTrace - tile.haloStartTrace,
        nSamples: plan.shape.nSamples,
        beforeTraces: before.width,
        beforeOffset: before.offset,
        afterTraces: after.width,
        afterOffset: after.offset,
        ownStart: tile.startTrace - tile.haloStartTrace,
        ownEnd: tile.endTrace - tile.haloStartTrace,
        nFrames,
        hop: params.hopSamples,
        segmentFrames: fused.segmentFrames,
        extension: EXTENSION_CODES[params.boundary],
        firstBin,
        bandBins,
        ...ruleWords(params),
      },
      bindings: [
        before.slice,
        table(windowPairs(params.windowSamples)),
        table(rootsTable(params.windowSamples)),
        table(inverseWeight(plan.shape, params, nFrames)),
        survey,
        after.slice,
      ],
      workgroups: [Math.ceil(nTraces / fused.tile), fused.nSegments, 1],
    })
  },
}

/** The plan was made because there is one. */
function fusedOf({ shape, limits }: FusedPlan, step: RecipeStep): FusedStft {
  return fusedStft(shape, tfDenoiseParams(step), limits)!
}

function kernelOf({ fft, tile, columns, held, threads }: FusedStft, step: RecipeStep): KernelSpec {
  const { aperture } = tfDenoiseParams(step)
  const sizes = { ...fftSizes(fft), COLUMNS: columns, HELD: held, TILE: tile, APERTURE: aperture, THREADS: threads }
  return { shader: 'tf_denoise/stft_denoise.wgsl', sizes }
}
