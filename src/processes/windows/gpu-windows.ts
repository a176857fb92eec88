import type { RecipeStep } from '../../core/recipe.ts'
import type { ConstantTable } from '../../gpu/constant-tables.ts'
import type { KernelSpec } from '../../gpu/kernel.ts'
import type { BufferSlice } from '../../gpu/recorder.ts'
import { balancePart, recordBalance, recordFactors } from '../balance/gpu-balance.ts'
import { LEVEL } from '../balance/trace-balance.ts'
import { bandBins } from '../band-bins.ts'
import type { GatherGpuProcess, GatherRecording, GatherShape, PlannedTile } from '../gpu-process.ts'
import { tileParams } from '../gpu-tiles.ts'
import { type PlanPart, planOfParts } from '../plan-parts.ts'
import { protectionPart, recordProtected } from '../protection/gpu-protection.ts'
import { frameShapes, frameSizes } from '../wiener/frame-shape.ts'
import { frameKernels, recordFrames, recordFramesInverse } from '../wiener/gpu-frames.ts'
import { cellNoisePart, recordCellNoise } from './gpu-cell-noise.ts'
import { taperSums, windowStarts } from './lateral-windows.ts'

/** What a filter of windows along time and across traces has to know of a step. */
export interface GpuWindowStep {
  readonly windowSamples: number
  readonly windowTraces: number
  /** Bins above it are not filtered. */
  readonly fmaxHz: number
  readonly isBalanced: boolean
  /** Traces are brought within this factor of the gather's level. */
  readonly level: number
  /** As signal-protection.ts has it. */
  readonly isProtected: boolean
  /** By which windows overlap. */
  readonly taper: Float64Array
  /** Complex numbers that a window leaves at each frequency of a frame. */
  readonly numbersPerWindow: number
}

/** Windows on the traces of a tile without its halo, as kernels see them. */
export interface TileWindows {
  /** Pairs of frame and bin. */
  readonly nRows: number
  readonly shape: BufferSlice
  /** The taper, then of each trace of the gather 1 / the sum of tapers over it. */
  readonly lateral: BufferSlice
  /** Of shared/lateral_windows.wgsl, and of the tile. */
  readonly params: Readonly<
    Record<'nTraces' | 'firstTrace' | 'gatherTraces' | 'firstWindow' | 'nWindows' | 'width', number>
  >
  /** Bins from here on are not filtered. */
  readonly endBin: number
}

/** How the windows are filtered. */
export interface GpuWindowFilter {
  readonly kernels: readonly KernelSpec[]
  stepOf(step: RecipeStep): GpuWindowStep
  /** `cells` of a tile with its halo -> `windows` -> `filtered` cells of its traces. */
  record(recording: GatherRecording, tile: PlannedTile, windows: TileWindows, step: RecipeStep): void
}

/** For the protection, which balances in its own way. */
const PROTECTION_FACTORS = 'protection factors'

/**
 * A filter of windows on the GPU; nothing is read back in between. Of a single tile the cells stay, or else samples are
 * taken again for every pass. What windows leave for their traces is there for one tile at a time.
 */
export function gpuWindows(filter: GpuWindowFilter): GatherGpuProcess {
  const partsOf = (step: RecipeStep, shape: GatherShape): readonly PlanPart[] => {
    const given = filter.stepOf(step)
    const noise = cellNoisePart(shape, given.windowSamples)
    const own = windowsPart(given, shape, filter.kernels)
    return [balancePart(shape), noise, own, ...(given.isProtected ? [protectionPart(shape)] : [])]
  }
  return {
    plan: (shape, step, limits) => planOfParts(partsOf(step, shape), step, shape, limits),

    kernels: ({ shape }, step) => partsOf(step, shape).flatMap(({ kernels }) => kernels),

    recordForward(recording, step) {
      const { windowSamples, isBalanced, level } = filter.stepOf(step)
      recordBalance(recording, isBalanced, level)
      recordFactors(recording, isBalanced, LEVEL, PROTECTION_FACTORS)
      recordCellNoise(recording, windowSamples)
    },

    recordInverse(recording, step) {
      const { plan, take, put, table } = recording
      const given = filter.stepOf(step)
      const { windowSamples, isProtected } = given
      const isOneTile = plan.tiles.length === 1
      const frames = { lengths: [windowSamples], shape: table(frameShapes([windowSamples], plan.shape.nSamples)) }
      for (const tile of plan.tiles) {
        if (!isOneTile) {
          take('input', tile, 'samples')
          recordFrames(recording, tile, frames, { from: 'samples', to: 'cells', isBalanced: false })
        }
        filter.record(recording, tile, tileWindows(recording, tile, given, frames.shape), step)
        const route = { from: 'filtered', to: 'result', isBalanced: false, share: 1, isAdded: false }
        recordFramesInverse(recording, tile, frames, route)
        if (!isProtected) put(tile, 'result', 'output')
        else if (!isOneTile) put(tile, 'result', 'result')
      }
      // The filtered cells are of no more use.
      const protection = { plane: 'result', isHeld: true, means: 'filtered', factors: PROTECTION_FACTORS }
      if (isProtected) recordProtected(recording, protection)
    },
  }
}

/** What it takes to filter windows. `cells`, `cell noise` and `factors` are other parts'. */
function windowsPart(
  { windowSamples, windowTraces, numbersPerWindow }: GpuWindowStep,
  { nSamples, nTraces }: GatherShape,
  kernels: readonly KernelSpec[],
): PlanPart {
  const { nRows, nFrameSamples } = frameSizes([windowSamples], nSamples)
  const { inverse, sum } = frameKernels([windowSamples])
  // Tiles that are all of the gather have two windows more than one for every quarter of the width; none has more.
  const windowsPerTrace = 4 / windowTraces + 2 / nTraces
  return {
    buffers: [
      { name: 'windows', bytesPerTrace: 8 * Math.ceil(nRows * numbersPerWindow * windowsPerTrace), isKept: false },
      { name: 'filtered', bytesPerTrace: 8 * nRows, isKept: false },
      { name: 'frames', bytesPerTrace: 4 * nFrameSamples, isKept: false },
      { name: 'result', bytesPerTrace: 4 * nSamples, isKept: false },
    ],
    gatherBuffers: [{ name: PROTECTION_FACTORS, bytes: 8 * nTraces, isKept: true }],
    planes: [],
    haloTraces: windowTraces,
    tileStep: 2,
    kernels: [...kernels, inverse, sum],
  }
}

/** Windows that may lie on the traces of a tile: of each trace WINDOWS_ON_TRACE of shared/lateral_windows.wgsl. */
export function windowsOn({ startTrace, endTrace }: PlannedTile, nTraces: number, width: number) {
  const firstWindow = Math.max(0, Math.floor((4 * startTrace) / width) - 1)
  const endWindow = Math.min(windowStarts(nTraces, width).length, Math.floor((4 * (endTrace - 1)) / width) + 4)
  return { firstWindow, nWindows: endWindow - firstWindow }
}

function tileWindows(
  recording: GatherRecording,
  tile: PlannedTile,
  { windowSamples, windowTraces, fmaxHz, taper }: GpuWindowStep,
  shape: BufferSlice,
): TileWindows {
  const { nSamples, nTraces, sampleIntervalMs } = recording.plan.shape
  const [, endBin] = bandBins(windowSamples, sampleIntervalMs, { fminHz: 0, fmaxHz })
  const place = windowsOn(tile, nTraces, windowTraces)
  return {
    nRows: frameSizes([windowSamples], nSamples).nRows,
    shape,
    lateral: recording.table(taperTable(nTraces, taper)),
    params: { ...tileParams(recording, tile), ...place, width: windowTraces },
    endBin,
  }
}

function taperTable(nTraces: number, taper: Float64Array): ConstantTable {
  return {
    key: `taper/${taper.length}/${taper[0]}/${nTraces}`,
    values: Float32Array.from([...taper, ...taperSums(nTraces, taper).map((sum) => 1 / sum)]),
  }
}
