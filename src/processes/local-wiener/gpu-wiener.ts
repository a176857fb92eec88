import type { RecipeStep } from '../../core/recipe.ts'
import { BALANCE_KERNELS, balanceBuffers, recordBalance } from '../gpu-balance.ts'
import type { GatherGpuProcess, GatherRecording, PlannedBuffer, PlannedTile } from '../gpu-process.ts'
import type { LateralPart } from '../lateral-part.ts'
import { SURVEY } from '../patch-length.ts'
import { doesNotFit, tileCapacity, tileTraces } from '../tiling.ts'
import { FRAME_LENGTHS, frameShapeTable, frameSizes } from './frame-shape.ts'
import { gpuFkPatches } from './gpu-fk-patches.ts'
import { type Frames, frameKernels, recordFrames, recordFramesInverse } from './gpu-frames.ts'
import type { GpuLateralPart } from './gpu-lateral-part.ts'
import { NOISE_KERNELS, recordFrameLength, recordNoise, spectrumBuffers } from './gpu-noise.ts'

/** What the two-stage Wiener filter has to know of a step. */
export interface GpuWienerStep {
  readonly k: number
  /** Null: from the gather's own spectrum. */
  readonly windowSamples: number | null
  readonly lateralTraces: number
  readonly isBalanced: boolean
}

/**
 * The two-stage Wiener filter, wiener-filter.ts, on the GPU; nothing is read back in between. Several tiles are taken again
 * for every pass over them; the cells of a single one stay.
 */
export function gpuWiener(
  reference: LateralPart,
  part: GpuLateralPart,
  wienerStep: (step: RecipeStep) => GpuWienerStep,
): GatherGpuProcess {
  return {
    plan(shape, step, limits) {
      const given = wienerStep(step)
      const { nSamples, nTraces } = shape
      const { nRows, nFrameSamples } = frameSizes(lengthsOf(given), nSamples)
      const buffers: readonly PlannedBuffer[] = [
        { name: 'samples', bytesPerTrace: 4 * nSamples, isKept: false },
        { name: 'estimate', bytesPerTrace: 4 * nSamples, isKept: false },
        { name: 'cells', bytesPerTrace: 8 * nRows, isKept: true },
        { name: 'kept', bytesPerTrace: 8 * nRows, isKept: false },
        { name: 'estimated', bytesPerTrace: 8 * nRows, isKept: false },
        { name: 'frames', bytesPerTrace: 4 * nFrameSamples, isKept: false },
      ]
      const surveyHalo = given.windowSamples === null ? gpuFkPatches.haloTraces(SURVEY.lateralTraces) : 0
      const halo = Math.max(part.haloTraces(given.lateralTraces), surveyHalo)
      const tiles = tileTraces(nTraces, tileCapacity(buffers, limits), halo, part.tileStep(given.lateralTraces))
      if (tiles === null) throw doesNotFit(step.process, buffers, limits, 'take fewer traces together')
      const gatherBuffers = [...balanceBuffers(nTraces), ...spectrumBuffers(lengthsOf(given), nSamples)]
      return { kind: 'gather', shape, limits, tiles, buffers, gatherBuffers, planes: ['estimate'] }
    },

    kernels(_plan, step) {
      const given = wienerStep(step)
      const survey = given.windowSamples === null ? [gpuFkPatches.kernels(SURVEY.lateralTraces).powers] : []
      const frames = Object.values(frameKernels(lengthsOf(given)))
      const lateral = Object.values(part.kernels(given.lateralTraces))
      return [...BALANCE_KERNELS, ...NOISE_KERNELS, ...frames, ...survey, ...lateral]
    },

    recordForward(recording, step) {
      const { windowSamples, lateralTraces, isBalanced } = wienerStep(step)
      recordBalance(recording, isBalanced)
      if (windowSamples === null) recordChoice(recording)
      const frames = framesOf(recording, windowSamples)
      recordNoiseOf(recording, frames, reference.noiseQuantile, (tile) =>
        part.recordPowers(recording, tile, { lateralTraces, frames }),
      )
    },

    recordInverse(recording, step) {
      const { plan, buffer, take, put } = recording
      const { k, windowSamples, lateralTraces } = wienerStep(step)
      const frames = framesOf(recording, windowSamples)
      const view = { lateralTraces, frames }
      const isOneTile = plan.tiles.length === 1
      for (const tile of plan.tiles) {
        if (!isOneTile) recordCells(recording, tile, frames)
        part.recordKeep(recording, tile, view, buffer('noise'), k)
        recordFramesInverse(recording, tile, frames, { from: 'kept', to: 'estimate', isBalanced: true })
        if (!isOneTile) put(tile, 'estimate', 'estimate')
      }
      for (const tile of plan.tiles) {
        if (!isOneTile) {
          recordCells(recording, tile, frames)
          take('estimate', tile, 'estimate')
        }
        recordFrames(recording, tile, frames, { from: 'estimate', to: 'estimated', isBalanced: true })
        part.recordFilter(recording, tile, view, buffer('noise'))
        recordFramesInverse(recording, tile, frames, { from: 'kept', to: 'samples', isBalanced: false })
        put(tile, 'samples', 'output')
      }
    },
  }
}

/** Has the gather's spectrum choose the length of its frames. */
function recordChoice(recording: GatherRecording): void {
  const { windowSamples, lateralTraces, part } = SURVEY
  const shape = recording.table(frameShapeTable(windowSamples, recording.plan.shape.nSamples))
  const frames = { lengths: [windowSamples], shape }
  recordNoiseOf(recording, frames, part.noiseQuantile, (tile) =>
    gpuFkPatches.recordPowers(recording, tile, { lateralTraces, frames }),
  )
  recordFrameLength(recording, shape)
}

/** `noise` of frames, from the powers of their cells in all tiles. */
function recordNoiseOf(
  recording: GatherRecording,
  frames: Frames,
  quantile: number,
  recordPowers: (tile: PlannedTile) => void,
): void {
  const { nBins } = frameSizes(frames.lengths, recording.plan.shape.nSamples)
  recordNoise(recording, frames.shape, { nBins, quantile }, () => {
    for (const tile of recording.plan.tiles) {
      recordCells(recording, tile, frames)
      recordPowers(tile)
    }
  })
}

/** `input` -> `cells` of a tile. The samples of the only tile are there, from the balance. */
function recordCells(recording: GatherRecording, tile: PlannedTile, frames: Frames): void {
  if (recording.plan.tiles.length > 1) recording.take('input', tile, 'samples')
  recordFrames(recording, tile, frames, { from: 'samples', to: 'cells', isBalanced: false })
}

function framesOf({ plan, buffer, table }: GatherRecording, windowSamples: number | null): Frames {
  if (windowSamples === null) return { lengths: FRAME_LENGTHS, shape: buffer('shape') }
  return { lengths: [windowSamples], shape: table(frameShapeTable(windowSamples, plan.shape.nSamples)) }
}

/** Lengths that a run's frames may have. */
function lengthsOf({ windowSamples }: GpuWienerStep): readonly number[] {
  return windowSamples === null ? FRAME_LENGTHS : [windowSamples]
}
