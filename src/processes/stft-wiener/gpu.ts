import { gpuLateralFrames } from '../wiener/gpu-lateral-frames.ts'
import { gpuWiener } from '../wiener/gpu-wiener.ts'
import { lateralFrames } from '../wiener/lateral-frames.ts'
import { STFT_CHOICES, stftWienerParams } from './params.ts'

/** The two-stage Wiener filter on frames of the STFT, by their energy over neighbouring traces. */
export const stftWienerGpu = gpuWiener(lateralFrames, gpuLateralFrames, (step) => {
  const { k, windowSamples, lateralTraces, balance, protectSignal, robust } = stftWienerParams(step)
  return {
    k,
    choices: STFT_CHOICES,
    windowSamples,
    isBalanced: balance,
    isProtected: protectSignal,
    isRobust: robust !== 'off',
    shapesOf: (length: number) => [{ windowSamples: length, lateralTraces }],
  }
})
