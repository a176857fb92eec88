import { fkPatches } from '../wiener/fk-patches.ts'
import { gpuFkPatches } from '../wiener/gpu-fk-patches.ts'
import { gpuWiener } from '../wiener/gpu-wiener.ts'
import { FK_CHOICES, fkWienerParams, patchShapes } from './params.ts'

/** The two-stage Wiener filter on patches of the local f-k transform. */
export const fkWienerGpu = gpuWiener(fkPatches, gpuFkPatches, (step) => {
  const params = fkWienerParams(step)
  const { k, patchSamples, balance, protectSignal, robust } = params
  const shapesOf = (length: number) => patchShapes(params, length)
  return {
    k,
    choices: FK_CHOICES,
    windowSamples: patchSamples,
    isBalanced: balance,
    isProtected: protectSignal,
    isRobust: robust !== 'off',
    shapesOf,
  }
})
