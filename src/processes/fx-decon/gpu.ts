import { foldedWorkgroups } from '../../gpu/recorder.ts'
import { ownTraces } from '../gpu-tiles.ts'
import { gpuWindows } from '../windows/gpu-windows.ts'
import { fxDeconParams } from './params.ts'
import { BALANCE_LEVEL, predictionTaper } from './reference.ts'

const MODELS = { shader: 'fx_decon/window_models.wgsl' } as const
const PREDICT = { shader: 'fx_decon/predict.wgsl' } as const

/** Windows of a workgroup of fx_decon/window_models.wgsl. */
const WINDOWS = 4

/** f-x deconvolution on the GPU: of each window the prediction filters, then the sum of what all of them predict. */
export const fxDeconGpu = gpuWindows({
  kernels: [MODELS, PREDICT],

  stepOf(step) {
    const { points, fmaxHz, windowSamples, windowTraces, balance, protectSignal } = fxDeconParams(step)
    return {
      windowSamples,
      windowTraces,
      fmaxHz,
      isBalanced: balance,
      level: BALANCE_LEVEL,
      isProtected: protectSignal,
      taper: predictionTaper(windowTraces),
      numbersPerWindow: 1 + 2 * points,
    }
  },

  record({ plan, recorder, buffer, tileBuffer }, tile, { nRows, shape, lateral, params, endBin }, step) {
    const { points } = fxDeconParams(step)
    const [cells, windows] = [tileBuffer(tile, 'cells'), tileBuffer(tile, 'windows')]
    recorder.dispatch({
      kernel: MODELS,
      params: { ...params, points, endBin },
      bindings: [shape, cells, buffer('cell noise'), windows],
      workgroups: foldedWorkgroups(nRows * Math.ceil(params.nWindows / WINDOWS), plan.limits.workgroupsPerDimension),
    })
    recorder.dispatch({
      kernel: PREDICT,
      params: { ...params, ...ownTraces(tile), nRows, points },
      bindings: [cells, windows, lateral, tileBuffer(tile, 'filtered')],
    })
  },
})
