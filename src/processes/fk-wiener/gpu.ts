import type { KernelSpec } from '../../gpu/kernel.ts'
import { BALANCE_KERNELS, balanceBuffers, recordBalance } from '../gpu-balance.ts'
import type { GatherGpuProcess, GatherRecording, PlannedBuffer, PlannedTile } from '../gpu-process.ts'
import { FRAME_LENGTHS, frameShapeTable, frameSizes } from '../local-wiener/frame-shape.ts'
import { type Frames, frameKernels, recordFrames, recordFramesInverse } from '../local-wiener/gpu-frames.ts'
import { NOISE_KERNELS, recordFrameLength, recordNoise, spectrumBuffers } from '../local-wiener/gpu-noise.ts'
import { doesNotFit, tileCapacity, tileTraces } from '../tiling.ts'
import { patchKernels, recordPatchFilter, recordPatchKeep, recordPatchPowers } from './gpu-patches.ts'
import { type FkWienerParams, fkWienerParams } from './params.ts'
import { SURVEY_PATCH } from './patch-length.ts'
import { NOISE_QUANTILE } from './reference.ts'

const [SURVEY_SAMPLES, SURVEY_TRACES] = SURVEY_PATCH

/** Several tiles are taken again for every pass over them; the cells of a single one stay. */
export const fkWienerGpu: GatherGpuProcess = {
  plan(shape, step, limits) {
    const params = fkWienerParams(step)
    const { nSamples, nTraces } = shape
    const { nRows, nFrameSamples } = frameSizes(lengthsOf(params), nSamples)
    const buffers: readonly PlannedBuffer[] = [
      { name: 'samples', bytesPerTrace: 4 * nSamples, isKept: false },
      { name: 'estimate', bytesPerTrace: 4 * nSamples, isKept: false },
      { name: 'cells', bytesPerTrace: 8 * nRows, isKept: true },
      { name: 'kept', bytesPerTrace: 8 * nRows, isKept: false },
      { name: 'estimated', bytesPerTrace: 8 * nRows, isKept: false },
      { name: 'frames', bytesPerTrace: 4 * nFrameSamples, isKept: false },
    ]
    const haloTraces = Math.max(params.patchTraces, params.patchSamples === null ? SURVEY_TRACES : 0)
    const tiles = tileTraces(nTraces, tileCapacity(buffers, limits), haloTraces, params.patchTraces)
    if (tiles === null) throw doesNotFit('fk-wiener', buffers, limits, 'take narrower patches')
    const gatherBuffers = [...balanceBuffers(nTraces), ...spectrumBuffers(lengthsOf(params), nSamples)]
    return { kind: 'gather', shape, limits, tiles, buffers, gatherBuffers, planes: ['estimate'] }
  },

  kernels(_plan, step): readonly KernelSpec[] {
    const params = fkWienerParams(step)
    const survey = params.patchSamples === null ? [patchKernels(SURVEY_TRACES).powers] : []
    const frames = Object.values(frameKernels(lengthsOf(params)))
    const patches = Object.values(patchKernels(params.patchTraces))
    return [...BALANCE_KERNELS, ...NOISE_KERNELS, ...frames, ...survey, ...patches]
  },

  recordForward(recording, step) {
    const params = fkWienerParams(step)
    const { nSamples } = recording.plan.shape
    recordBalance(recording, params.balance)
    const recordNoiseOf = (frames: Frames, width: number) => {
      const { nBins } = frameSizes(frames.lengths, nSamples)
      recordNoise(recording, frames.shape, { nBins, quantile: NOISE_QUANTILE }, () => {
        for (const tile of recording.plan.tiles) {
          recordCells(recording, tile, frames)
          recordPatchPowers(recording, tile, { width, frames })
        }
      })
    }
    if (params.patchSamples === null) {
      const shape = recording.table(frameShapeTable(SURVEY_SAMPLES, nSamples))
      recordNoiseOf({ lengths: [SURVEY_SAMPLES], shape }, SURVEY_TRACES)
      recordFrameLength(recording, shape)
    }
    recordNoiseOf(framesOf(recording, params), params.patchTraces)
  },

  recordInverse(recording, step) {
    const { plan, buffer, take, put } = recording
    const params = fkWienerParams(step)
    const frames = framesOf(recording, params)
    const patches = { width: params.patchTraces, frames }
    const isOneTile = plan.tiles.length === 1
    for (const tile of plan.tiles) {
      if (!isOneTile) recordCells(recording, tile, frames)
      recordPatchKeep(recording, tile, patches, buffer('noise'), params.k)
      recordFramesInverse(recording, tile, frames, { from: 'kept', to: 'estimate', isBalanced: true })
      if (!isOneTile) put(tile, 'estimate', 'estimate')
    }
    for (const tile of plan.tiles) {
      if (!isOneTile) {
        recordCells(recording, tile, frames)
        take('estimate', tile, 'estimate')
      }
      recordFrames(recording, tile, frames, { from: 'estimate', to: 'estimated', isBalanced: true })
      recordPatchFilter(recording, tile, patches, buffer('noise'))
      recordFramesInverse(recording, tile, frames, { from: 'kept', to: 'samples', isBalanced: false })
      put(tile, 'samples', 'output')
    }
  },
}

/** `input` -> `cells` of a tile. The samples of the only tile are there, from the balance. */
function recordCells(recording: GatherRecording, tile: PlannedTile, frames: Frames): void {
  if (recording.plan.tiles.length > 1) recording.take('input', tile, 'samples')
  recordFrames(recording, tile, frames, { from: 'samples', to: 'cells', isBalanced: false })
}

function framesOf({ plan, buffer, table }: GatherRecording, params: FkWienerParams): Frames {
  const { patchSamples } = params
  if (patchSamples === null) return { lengths: FRAME_LENGTHS, shape: buffer('shape') }
  return { lengths: [patchSamples], shape: table(frameShapeTable(patchSamples, plan.shape.nSamples)) }
}

/** Lengths that a run's frames may have. */
function lengthsOf({ patchSamples }: FkWienerParams): readonly number[] {
  return patchSamples === null ? FRAME_LENGTHS : [patchSamples]
}
