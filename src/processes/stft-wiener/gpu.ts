import { lateralFrames } from '../lateral-frames.ts'
import { gpuLateralFrames } from '../local-wiener/gpu-lateral-frames.ts'
import { gpuWiener } from '../local-wiener/gpu-wiener.ts'
import { stftWienerParams } from './params.ts'

/** The two-stage Wiener filter on frames of the STFT, by their energy over neighbouring traces. */
export const stftWienerGpu = gpuWiener(lateralFrames, gpuLateralFrames, (step) => {
  const { k, windowSamples, lateralTraces, balance } = stftWienerParams(step)
  return { k, windowSamples, lateralTraces, isBalanced: balance }
})
