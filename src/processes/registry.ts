import type { ProcessDefinition } from './schema.ts'
import { tfDenoise } from './tf-denoise/params.ts'
import { waveletDenoise } from './wavelet-denoise/params.ts'

/** Every process that a recipe may name, in the order in which the workbench offers them. */
export const processDefinitions: readonly ProcessDefinition[] = [waveletDenoise, tfDenoise]
