import { sineWindow } from '../../dsp/windows.ts'
import { foldedWorkgroups } from '../../gpu/recorder.ts'
import { LEVEL } from '../balance/trace-balance.ts'
import { ownTraces } from '../gpu-tiles.ts'
import { gpuWindows } from '../windows/gpu-windows.ts'
import { cadzowParams } from './params.ts'

const SHRINK = { shader: 'cadzow/window_shrink.wgsl' } as const
const SUM = { shader: 'cadzow/window_sum.wgsl' } as const

/** Of a workgroup of cadzow/window_shrink.wgsl: its threads, and the numbers that all its matrices may have. */
const THREADS = 64
const MATRICES = 1560

/** The Cadzow filter on the GPU: each window by itself, then their sum. */
export const cadzowGpu = gpuWindows({
  kernels: [SHRINK, SUM],

  stepOf(step) {
    const { fmaxHz, windowSamples, windowTraces, balance, protectSignal } = cadzowParams(step)
    return {
      windowSamples,
      windowTraces,
      fmaxHz,
      isBalanced: balance,
      level: LEVEL,
      isProtected: protectSignal,
      taper: sineWindow(windowTraces),
      numbersPerWindow: windowTraces,
    }
  },

  record({ plan, recorder, buffer, tileBuffer }, tile, { nRows, shape, lateral, params, endBin }, step) {
    const { k } = cadzowParams(step)
    const problems = problemsOf(params.width)
    recorder.dispatch({
      kernel: SHRINK,
      params: { ...params, problems, endBin, k },
      bindings: [shape, tileBuffer(tile, 'cells'), buffer('cell noise'), tileBuffer(tile, 'windows')],
      workgroups: foldedWorkgroups(nRows * Math.ceil(params.nWindows / problems), plan.limits.workgroupsPerDimension),
    })
    recorder.dispatch({
      kernel: SUM,
      params: { ...params, ...ownTraces(tile), nRows },
      bindings: [tileBuffer(tile, 'windows'), lateral, tileBuffer(tile, 'filtered')],
    })
  },
})

/** Windows of a workgroup. */
function problemsOf(width: number): number {
  const nColumns = width / 2
  return Math.min(Math.floor(THREADS / (width / 4)), Math.floor(MATRICES / (nColumns * (nColumns + 1))))
}
