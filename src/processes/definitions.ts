import { autoDenoise } from './auto-denoise/params.ts'
import { cadzow } from './cadzow/params.ts'
import { fkWiener } from './fk-wiener/params.ts'
import { fxDecon } from './fx-decon/params.ts'
import { mute } from './mute/params.ts'
import type { ProcessDefinition } from './schema.ts'
import { stftWiener } from './stft-wiener/params.ts'
import { tfDenoise } from './tf-denoise/params.ts'
import { waveletDenoise } from './wavelet-denoise/params.ts'

/** Every process that a recipe may name, in the order in which the workbench offers them: what it is, not how it computes. */
export const processDefinitions: readonly ProcessDefinition[] = [
  waveletDenoise,
  tfDenoise,
  autoDenoise,
  fkWiener,
  stftWiener,
  fxDecon,
  cadzow,
  mute,
]
