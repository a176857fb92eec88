import type { KernelSpec } from '../../gpu/kernel.ts'
import type { StagedProcess } from '../gpu-process.ts'
import { rootsTable } from '../workgroup-fft.ts'
import { type TfDenoiseParams, tfDenoiseParams } from './params.ts'
import { planTfDenoise, tfGeometry } from './plan.ts'
import { ruleWords } from './rule-words.ts'
import { analysisWindow, EXTENSION_CODES, inverseWeight, synthesisWindow } from './stft-tables.ts'

export const stftGpu: StagedProcess = {
  plan: planTfDenoise,

  kernels: (_plan, step) => Object.values(kernelsOf(tfDenoiseParams(step))),

  recordForward({ recorder, shape, nTraces, buffer, table }, step) {
    const params = tfDenoiseParams(step)
    const { nFrames, nBins, firstBin, bandBins } = tfGeometry(shape, params)
    const kernels = kernelsOf(params)
    recorder.dispatch({
      kernel: kernels.forward,
      params: {
        nTraces,
        nRows: nFrames,
        nSamples: shape.nSamples,
        hop: params.hopSamples,
        extension: EXTENSION_CODES[params.boundary],
      },
      bindings: [
        buffer('samples'),
        table(analysisWindow(params.windowSamples)),
        table(rootsTable(params.windowSamples)),
        buffer('coefficients'),
      ],
    })
    if (bandBins === 0) return
    recorder.dispatch({
      kernel: kernels.spread,
      params: { nTraces, nRows: nFrames * bandBins, nBins, firstBin, bandBins },
      bindings: [buffer('coefficients'), buffer('spread')],
    })
  },

  recordInverse({ recorder, shape, nTraces, survey, buffer, table }, step) {
    const params = tfDenoiseParams(step)
    const { nFrames, firstBin, bandBins } = tfGeometry(shape, params)
    const kernels = kernelsOf(params)
    recorder.dispatch({
      kernel: kernels.inverse,
      params: {
        nTraces,
        nRows: nFrames,
        firstBin,
        bandBins,
        smoothing: params.timeSmoothing,
        ...ruleWords(params),
      },
      bindings: [
        buffer('coefficients'),
        buffer('spread'),
        table(synthesisWindow(params.windowSamples)),
        table(rootsTable(params.windowSamples)),
        survey,
        buffer('frames'),
      ],
    })
    recorder.dispatch({
      kernel: kernels.overlapAdd,
      params: {
        nTraces,
        nRows: shape.nSamples,
        nFrames,
        windowSamples: params.windowSamples,
        hop: params.hopSamples,
      },
      bindings: [buffer('frames'), table(inverseWeight(shape, params, nFrames)), buffer('samples')],
    })
  },
}

function kernelsOf({
  windowSamples,
  aperture,
}: TfDenoiseParams): Record<string, KernelSpec> & Record<'forward' | 'spread' | 'inverse' | 'overlapAdd', KernelSpec> {
  const sizes = { HALF: windowSamples / 2 }
  return {
    forward: { shader: 'tf_denoise/stft_forward.wgsl', sizes },
    spread: { shader: 'tf_denoise/aperture_spread.wgsl', sizes: { APERTURE: aperture } },
    inverse: { shader: 'tf_denoise/stft_inverse.wgsl', sizes },
    overlapAdd: { shader: 'tf_denoise/overlap_add.wgsl' },
  }
}
