import { PROTECTION_CODES, RULE_CODES } from '../../dsp/tf-rules.ts'
import { periodicHann } from '../../dsp/windows.ts'
import type { ConstantTable } from '../../gpu/constant-tables.ts'
import type { KernelSpec } from '../../gpu/kernel.ts'
import type { GatherShape, StagedProcess } from '../gpu-process.ts'
import { type TfDenoiseParams, tfDenoiseParams } from './params.ts'
import { planTfDenoise, tfGeometry } from './plan.ts'

const EXTENSION_CODES = { zeros: 0, reflect: 1 } as const

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
        table(twiddles(params.windowSamples)),
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
        rule: RULE_CODES[params.rule],
        k: params.k,
        protection: PROTECTION_CODES[params.protection],
        protectionFactor: params.protectionFactor,
      },
      bindings: [
        buffer('coefficients'),
        buffer('spread'),
        table(synthesisWindow(params.windowSamples)),
        table(twiddles(params.windowSamples)),
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

/** The window over its sum: scipy's scaling 'spectrum'. */
function analysisWindow(windowSamples: number): ConstantTable {
  const window = periodicHann(windowSamples)
  const sum = window.reduce((total, w) => total + w, 0)
  return { key: `analysis-window/${windowSamples}`, values: Float32Array.from(window, (w) => w / sum) }
}

/** The window times its sum, over the points of the half-size FFT, which the kernel does not divide by. */
function synthesisWindow(windowSamples: number): ConstantTable {
  const window = periodicHann(windowSamples)
  const sum = window.reduce((total, w) => total + w, 0)
  const factor = (2 * sum) / windowSamples
  return { key: `synthesis-window/${windowSamples}`, values: Float32Array.from(window, (w) => w * factor) }
}

/** exp(-2 pi i k / windowSamples) as (re, im) pairs. */
function twiddles(windowSamples: number): ConstantTable {
  const values = new Float32Array(2 * windowSamples)
  for (let k = 0; k < windowSamples; k++) {
    values[2 * k] = Math.cos((2 * Math.PI * k) / windowSamples)
    values[2 * k + 1] = -Math.sin((2 * Math.PI * k) / windowSamples)
  }
  return { key: `twiddles/${windowSamples}`, values }
}

/** 1 / the sum over frames of the squared window, at each sample. */
function inverseWeight(shape: GatherShape, params: TfDenoiseParams, nFrames: number): ConstantTable {
  const { windowSamples, hopSamples } = params
  const window = periodicHann(windowSamples)
  const squares = new Float64Array((nFrames - 1) * hopSamples + windowSamples)
  for (let frame = 0; frame < nFrames; frame++) {
    for (let i = 0; i < windowSamples; i++) {
      const at = frame * hopSamples + i
      squares[at] = squares[at]! + window[i]! ** 2
    }
  }
  const covered = squares.subarray(windowSamples / 2, windowSamples / 2 + shape.nSamples)
  return {
    key: `inverse-weight/${windowSamples}/${hopSamples}/${shape.nSamples}`,
    values: Float32Array.from(covered, (square) => (square > 1e-10 ? 1 / square : 1)),
  }
}
