import { periodicHann } from '../../dsp/windows.ts'
import type { ConstantTable } from '../../gpu/constant-tables.ts'
import type { GatherShape } from '../gpu-process.ts'
import type { TfDenoiseParams } from './params.ts'

/** As stft_forward.wgsl names the boundaries. */
export const EXTENSION_CODES = { zeros: 0, reflect: 1 } as const

/** The window over its sum: scipy's scaling 'spectrum'. */
export function analysisWindow(windowSamples: number): ConstantTable {
  const window = periodicHann(windowSamples)
  const sum = window.reduce((total, w) => total + w, 0)
  return { key: `analysis-window/${windowSamples}`, values: Float32Array.from(window, (w) => w / sum) }
}

/** The window times its sum, over the points of the half-size FFT, which the kernel does not divide by. */
export function synthesisWindow(windowSamples: number): ConstantTable {
  const window = periodicHann(windowSamples)
  const sum = window.reduce((total, w) => total + w, 0)
  const factor = (2 * sum) / windowSamples
  return { key: `synthesis-window/${windowSamples}`, values: Float32Array.from(window, (w) => w * factor) }
}

/** Of each sample (the window over its sum, the window times its sum over the points of the whole transform). */
export function windowPairs(windowSamples: number): ConstantTable {
  const window = periodicHann(windowSamples)
  const sum = window.reduce((total, w) => total + w, 0)
  const values = Float32Array.from({ length: 2 * windowSamples }, (_, i) => {
    const w = window[i >> 1]!
    return i % 2 === 0 ? w / sum : (w * sum) / windowSamples
  })
  return { key: `window-pairs/${windowSamples}`, values }
}

/** 1 / the sum over frames of the squared window, at each sample. */
export function inverseWeight(shape: GatherShape, params: TfDenoiseParams, nFrames: number): ConstantTable {
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
