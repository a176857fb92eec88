import { autoDenoiseGpu } from './auto-denoise/gpu.ts'
import { autoDenoise } from './auto-denoise/params.ts'
import { autoDenoiseReference } from './auto-denoise/reference.ts'
import { cadzowGpu } from './cadzow/gpu.ts'
import { cadzow } from './cadzow/params.ts'
import { cadzowReference } from './cadzow/reference.ts'
import { fkWienerGpu } from './fk-wiener/gpu.ts'
import { fkWiener } from './fk-wiener/params.ts'
import { fkWienerReference } from './fk-wiener/reference.ts'
import { fxDeconGpu } from './fx-decon/gpu.ts'
import { fxDecon } from './fx-decon/params.ts'
import { fxDeconReference } from './fx-decon/reference.ts'
import { muteGpu } from './mute/gpu.ts'
import { mute } from './mute/params.ts'
import { muteReference } from './mute/reference.ts'
import type { Process } from './process.ts'
import { stftWienerGpu } from './stft-wiener/gpu.ts'
import { stftWiener } from './stft-wiener/params.ts'
import { stftWienerReference } from './stft-wiener/reference.ts'
import { tfDenoiseGpu } from './tf-denoise/gpu.ts'
import { tfDenoise } from './tf-denoise/params.ts'
import { tfDenoiseReference } from './tf-denoise/reference.ts'
import { waveletDenoiseGpu } from './wavelet-denoise/gpu.ts'
import { waveletDenoise } from './wavelet-denoise/params.ts'
import { waveletDenoiseReference } from './wavelet-denoise/reference.ts'
import { wholeGatherWavelets } from './wavelet-denoise/whole-gather.ts'

/** How every process of the definitions computes, in their order. */
export const processes: readonly Process[] = [
  {
    definition: waveletDenoise,
    reference: waveletDenoiseReference,
    wholeGather: wholeGatherWavelets,
    gpu: waveletDenoiseGpu,
  },
  { definition: tfDenoise, reference: tfDenoiseReference, gpu: tfDenoiseGpu },
  { definition: autoDenoise, reference: autoDenoiseReference, gpu: autoDenoiseGpu },
  { definition: fkWiener, reference: fkWienerReference, gpu: fkWienerGpu },
  { definition: stftWiener, reference: stftWienerReference, gpu: stftWienerGpu },
  { definition: fxDecon, reference: fxDeconReference, gpu: fxDeconGpu },
  { definition: cadzow, reference: cadzowReference, gpu: cadzowGpu },
  { definition: mute, reference: muteReference, gpu: muteGpu },
]
