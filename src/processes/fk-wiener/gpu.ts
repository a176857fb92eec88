import { fkPatches } from '../fk-patches.ts'
import { gpuFkPatches } from '../local-wiener/gpu-fk-patches.ts'
import { gpuWiener } from '../local-wiener/gpu-wiener.ts'
import { fkWienerParams } from './params.ts'

/** The two-stage Wiener filter on patches of the local f-k transform. */
export const fkWienerGpu = gpuWiener(fkPatches, gpuFkPatches, (step) => {
  const { k, patchSamples, patchTraces, balance } = fkWienerParams(step)
  return { k, windowSamples: patchSamples, lateralTraces: patchTraces, isBalanced: balance }
})
