import { SeisError } from '../../core/errors.ts'
import type { RecipeStep } from '../../core/recipe.ts'
import { N_CLASSES } from '../../dsp/power-histogram.ts'
import { BALANCE_KERNELS, balanceBuffers, recordBalance } from '../balance/gpu-balance.ts'
import type { GatherGpuProcess, GatherRecording, PlannedTile } from '../gpu-process.ts'
import {
  PROTECTION_HALO_TRACES,
  PROTECTION_KERNELS,
  protectionBuffers,
  recordEnergies,
  recordFloor,
  recordProtection,
} from '../protection/gpu-protection.ts'
import { doesNotFit, tileCapacity, tileTraces } from '../tiling.ts'
import { isEasilyTransformed } from '../window-checks.ts'
import { FRAME_SHAPE_BYTES, frameShapes, frameSizes } from './frame-shape.ts'
import { gpuFkPatches } from './gpu-fk-patches.ts'
import { frameKernels, recordFrames, recordFramesInverse } from './gpu-frames.ts'
import type { GpuLateralPart, GpuLateralView } from './gpu-lateral-part.ts'
import { NOISE_KERNELS, recordFrameLength, recordNoise, recordNoiseInShape } from './gpu-noise.ts'
import type { LateralPart } from './lateral-part.ts'
import { SURVEY } from './patch-length.ts'
import { type PlannedShape, plannedShapes, type ShapesOfStep } from './planned-shapes.ts'

/** What the two-stage Wiener filter has to know of a step. */
export interface GpuWienerStep extends ShapesOfStep {
  readonly k: number | 'auto'
  readonly isBalanced: boolean
  /** As signal-protection.ts has it. */
  readonly isProtected: boolean
  /** As robust/safe-robust.ts has it. */
  readonly isRobust: boolean
}

/**
 * The two-stage Wiener filter, wiener-filter.ts, on the GPU; nothing is read back in between. Samples are taken again for
 * every pass over several tiles; of a single tile they stay, or its cells, where there is but one shape of them.
 */
export function gpuWiener(
  reference: LateralPart,
  part: GpuLateralPart,
  wienerStep: (step: RecipeStep) => GpuWienerStep,
): GatherGpuProcess {
  return {
    computes(step) {
      const { k, isRobust, ...given } = wienerStep(step)
      // Those of shapes made from a given one may have other factors.
      return (
        k !== 'auto' && !isRobust && plannedShapes(given).every(({ lengths }) => lengths.every(isEasilyTransformed))
      )
    },

    plan(shape, step, limits) {
      const given = wienerStep(step)
      const shapes = plannedShapes(given)
      const { nSamples, nTraces } = shape
      const sizes = shapes.map(({ lengths }) => frameSizes(lengths, nSamples))
      const cellBytes = 8 * Math.max(...sizes.map(({ nRows }) => nRows))
      const frameBytes = 4 * Math.max(...sizes.map(({ nFrameSamples }) => nFrameSamples))
      const buffers = [
        { name: 'samples', bytesPerTrace: 4 * nSamples, isKept: shapes.length > 1 || given.isProtected },
        { name: 'estimate', bytesPerTrace: 4 * nSamples, isKept: false },
        { name: 'result', bytesPerTrace: 4 * nSamples, isKept: false },
        { name: 'cells', bytesPerTrace: cellBytes, isKept: shapes.length === 1 },
        { name: 'kept', bytesPerTrace: cellBytes, isKept: false },
        { name: 'estimated', bytesPerTrace: cellBytes, isKept: false },
        { name: 'frames', bytesPerTrace: frameBytes, isKept: false },
      ]
      const survey = given.windowSamples === null ? [gpuFkPatches.haloTraces(SURVEY.lateralTraces)] : []
      const protection = given.isProtected ? [PROTECTION_HALO_TRACES] : []
      const halos = shapes.map((one) => part.haloTraces(one.lateralTraces))
      const haloTraces = Math.max(...halos, ...survey, ...protection)
      const tileStep = shapes.map((one) => part.tileStep(one.lateralTraces)).reduce(leastCommonMultiple)
      const tiles = tileTraces(nTraces, tileCapacity(buffers, limits), haloTraces, tileStep)
      if (tiles === null) throw doesNotFit(step.process, buffers, limits, 'take fewer traces together')
      const gatherBuffers = [
        ...balanceBuffers(nTraces),
        ...(given.isProtected ? protectionBuffers(nTraces) : []),
        { name: 'counts', bytes: 4 * N_CLASSES * sizes[0]!.nBins, isKept: false },
        ...shapes.flatMap((one, i) => [
          { name: one.noise, bytes: 8 * sizes[i]!.nBins, isKept: true },
          { name: one.frames, bytes: FRAME_SHAPE_BYTES, isKept: true },
        ]),
      ]
      return { kind: 'gather', shape, limits, tiles, buffers, gatherBuffers, planes: ['estimate', 'result'] }
    },

    kernels(_plan, step) {
      const given = wienerStep(step)
      const survey = given.windowSamples === null ? [gpuFkPatches.kernels(SURVEY.lateralTraces).powers] : []
      const ofShapes = plannedShapes(given).flatMap(({ lengths, lateralTraces }) => [
        ...Object.values(frameKernels(lengths)),
        ...Object.values(part.kernels(lateralTraces)),
      ])
      const protection = given.isProtected ? PROTECTION_KERNELS : []
      return [...BALANCE_KERNELS, ...NOISE_KERNELS, ...survey, ...ofShapes, ...protection]
    },

    recordForward(recording, step) {
      const { plan, buffer } = recording
      const given = wienerStep(step)
      const [own, ...others] = plannedShapes(given)
      recordBalance(recording, given.isBalanced)
      if (given.windowSamples === null) recordChoice(recording, [own, ...others])
      const view = viewOf(recording, own)
      recordNoiseOf(recording, view, reference.noiseQuantile, (tile) => part.recordPowers(recording, tile, view))
      for (const other of others) {
        const { frames } = viewOf(recording, other)
        const { nBins } = frameSizes(other.lengths, plan.shape.nSamples)
        const gain = reference.noiseGain(other.lateralTraces) / reference.noiseGain(own.lateralTraces)
        recordNoiseInShape(recording, view.frames.shape, { shape: frames.shape, nBins, gain }, buffer(other.noise))
      }
    },

    recordInverse(recording, step) {
      const { plan, buffer, take, put } = recording
      const { k, isProtected, ...given } = wienerStep(step)
      if (k === 'auto') throw new SeisError('internal', 'An automatic k has no kernels')
      const shapes = plannedShapes(given)
      const isOneTile = plan.tiles.length === 1
      const areCellsHere = isOneTile && shapes.length === 1
      const forEachShape = (record: (shape: PlannedShape, view: GpuLateralView, isAdded: boolean) => void) => {
        for (const [i, shape] of shapes.entries()) record(shape, viewOf(recording, shape), i > 0)
      }
      const share = 1 / shapes.length
      for (const tile of plan.tiles) {
        if (!isOneTile) take('input', tile, 'samples')
        forEachShape(({ noise }, view, isAdded) => {
          if (!areCellsHere) recordCells(recording, tile, view)
          part.recordKeep(recording, tile, view, buffer(noise), k)
          const route = { from: 'kept', to: 'estimate', isBalanced: true, share, isAdded }
          recordFramesInverse(recording, tile, view.frames, route)
        })
        if (!isOneTile) put(tile, 'estimate', 'estimate')
      }
      for (const tile of plan.tiles) {
        if (!isOneTile) take('input', tile, 'samples')
        if (!isOneTile) take('estimate', tile, 'estimate')
        forEachShape(({ noise }, view, isAdded) => {
          if (!areCellsHere) recordCells(recording, tile, view)
          recordFrames(recording, tile, view.frames, { from: 'estimate', to: 'estimated', isBalanced: true })
          part.recordFilter(recording, tile, view, buffer(noise))
          const route = { from: 'kept', to: 'result', isBalanced: false, share, isAdded }
          recordFramesInverse(recording, tile, view.frames, route)
        })
        if (isProtected) recordEnergies(recording, tile)
        if (!isProtected) put(tile, 'result', 'output')
        else if (!isOneTile) put(tile, 'result', 'result')
      }
      if (!isProtected) return
      recordFloor(recording)
      for (const tile of plan.tiles) {
        if (!isOneTile) take('input', tile, 'samples')
        if (!isOneTile) take('result', tile, 'result')
        // The cells of the last stage are of no more use.
        recordProtection(recording, tile, 'kept')
        put(tile, 'result', 'output')
      }
    },
  }
}

/** Has the gather's spectrum choose the lengths of its frames. */
function recordChoice(recording: GatherRecording, shapes: readonly PlannedShape[]): void {
  const { windowSamples, lateralTraces, part } = SURVEY
  const { plan, buffer, table } = recording
  const lengths = [windowSamples]
  const surveyed = table(frameShapes(lengths, plan.shape.nSamples))
  const view = { lateralTraces, frames: { lengths, shape: surveyed } }
  recordNoiseOf(recording, view, part.noiseQuantile, (tile) => gpuFkPatches.recordPowers(recording, tile, view))
  for (const shape of shapes) {
    const candidates = table(frameShapes(shape.lengths, plan.shape.nSamples))
    recordFrameLength(recording, surveyed, candidates, buffer(shape.frames))
  }
}

/** `noise` of cells, from their powers in all tiles. */
function recordNoiseOf(
  recording: GatherRecording,
  view: GpuLateralView,
  quantile: number,
  recordPowers: (tile: PlannedTile) => void,
): void {
  const { plan, take } = recording
  const { frames } = view
  const { nBins } = frameSizes(frames.lengths, plan.shape.nSamples)
  recordNoise(recording, frames.shape, { nBins, quantile }, () => {
    for (const tile of plan.tiles) {
      // Those of the only tile are there, from the balance.
      if (plan.tiles.length > 1) take('input', tile, 'samples')
      recordCells(recording, tile, view)
      recordPowers(tile)
    }
  })
}

/** `samples` -> `cells` of a tile. */
function recordCells(recording: GatherRecording, tile: PlannedTile, { frames }: GpuLateralView): void {
  recordFrames(recording, tile, frames, { from: 'samples', to: 'cells', isBalanced: false })
}

/** A single length is known beforehand. */
function viewOf({ plan, buffer, table }: GatherRecording, planned: PlannedShape): GpuLateralView {
  const { lengths, lateralTraces, frames } = planned
  const shape = lengths.length === 1 ? table(frameShapes(lengths, plan.shape.nSamples)) : buffer(frames)
  return { lateralTraces, frames: { lengths, shape } }
}

function leastCommonMultiple(a: number, b: number): number {
  let multiple = a
  while (multiple % b !== 0) multiple += a
  return multiple
}
