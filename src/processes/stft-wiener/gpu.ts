import { lateralFrames } from '../lateral-frames.ts'
import { gpuLateralFrames } from '../local-wiener/gpu-lateral-frames.ts'
import { gpuWiener } from '../local-wiener/gpu-wiener.ts'
import { stftWienerParams } from './params.ts'

/** The two-stage Wiener filter on frames of the STFT, by their energy over neighbouring traces. */
export const stftWienerGpu = gpuWiener(lateralFrames, gpuLateralFrames, (step) => {
  const { k, windowSamples, lateralTraces, balance, protectSignal, robust } = stftWienerParams(step)
  const shapesOf = (length: number) => [{ windowSamples: length, lateralTraces }]
  return { k, windowSamples, isBalanced: balance, isProtected: protectSignal, isRobust: robust !== 'off', shapesOf }
})
