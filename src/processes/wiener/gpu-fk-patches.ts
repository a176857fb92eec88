import { lateralPatchCount, lateralWeights } from '../../dsp/lateral-patches.ts'
import { sineWindow } from '../../dsp/windows.ts'
import type { ConstantTable } from '../../gpu/constant-tables.ts'
import { foldedWorkgroups } from '../../gpu/recorder.ts'
import type { GatherRecording, PlannedTile } from '../gpu-process.ts'
import { ownTraces, tileParams } from '../gpu-tiles.ts'
import { FEW_BUTTERFLIES, fftSizes, heldButterflies, isPowerOfTwo, rootsTable, workgroupFft } from '../workgroup-fft.ts'
import { frameSizes } from './frame-shape.ts'
import type { GpuLateralPart, GpuLateralView } from './gpu-lateral-part.ts'

/** As shared/lateral_patches.wgsl has them. */
const PATCHES = 19
const THREADS = 256
/** Numbers that a workgroup transforms, if one row of patches is no more. */
const POINTS = 1024

/** The cells of the local f-k transform: patches of neighbouring traces, each by its own power. */
export const gpuFkPatches: GpuLateralPart = {
  haloTraces: (width) => width,
  tileStep: (width) => width,

  kernels(width) {
    const isEasy = isPowerOfTwo(width)
    const fft = workgroupFft(width, isEasy ? 4 : 8)
    const columns = PATCHES * rowsOf(width)
    const held = heldButterflies(fft, columns, THREADS)
    const composition = {
      sizes: { ...fftSizes(fft), COLUMNS: columns, HELD: held, ROWS: rowsOf(width) },
      parts: isEasy ? FEW_BUTTERFLIES : {},
    }
    return {
      powers: { shader: 'fk_wiener/patch_powers.wgsl', ...composition },
      keep: { shader: 'fk_wiener/patch_keep.wgsl', ...composition },
      filter: { shader: 'fk_wiener/patch_filter.wgsl', ...composition },
    }
  },

  recordPowers(recording, tile, view) {
    const { recorder, buffer, tileBuffer, plan } = recording
    const { lateralTraces, frames } = view
    const { nTraces } = plan.shape
    const hop = lateralTraces / 4
    const nPatches = lateralPatchCount(nTraces, lateralTraces)
    // Those that are centred on the traces of the tile.
    const firstPatch = Math.ceil(tile.startTrace / hop)
    const endPatch = tile.endTrace === nTraces ? nPatches : Math.ceil(tile.endTrace / hop)
    recorder.dispatch({
      kernel: this.kernels(lateralTraces).powers,
      params: { ...tileParams(recording, tile), nPatches, firstPatch, endPatch },
      bindings: [frames.shape, tileBuffer(tile, 'cells'), ...lateralTables(recording, view), buffer('counts')],
      workgroups: workgroupsOf(recording, view, Math.ceil((endPatch - firstPatch) / PATCHES)),
    })
  },

  recordKeep(recording, tile, view, noise, k) {
    const { recorder, tileBuffer } = recording
    recorder.dispatch({
      kernel: this.kernels(view.lateralTraces).keep,
      params: { ...ownParams(recording, tile, view), k },
      bindings: [
        view.frames.shape,
        tileBuffer(tile, 'cells'),
        noise,
        ...lateralTables(recording, view),
        tileBuffer(tile, 'kept'),
      ],
      workgroups: workgroupsOf(recording, view, ownBlocks(tile, view)),
    })
  },

  recordFilter(recording, tile, view, noise) {
    const { recorder, tileBuffer } = recording
    recorder.dispatch({
      kernel: this.kernels(view.lateralTraces).filter,
      params: ownParams(recording, tile, view),
      bindings: [
        view.frames.shape,
        tileBuffer(tile, 'cells'),
        tileBuffer(tile, 'estimated'),
        noise,
        ...lateralTables(recording, view),
        tileBuffer(tile, 'kept'),
      ],
      workgroups: workgroupsOf(recording, view, ownBlocks(tile, view)),
    })
  },
}

function rowsOf(width: number): number {
  return Math.max(1, Math.floor(POINTS / (PATCHES * width)))
}

/** Blocks of four patch widths, which a workgroup takes. */
function ownBlocks({ startTrace, endTrace }: PlannedTile, { lateralTraces }: GpuLateralView): number {
  return Math.ceil((endTrace - startTrace) / (4 * lateralTraces))
}

function ownParams(recording: GatherRecording, tile: PlannedTile, { lateralTraces }: GpuLateralView) {
  const nPatches = lateralPatchCount(recording.plan.shape.nTraces, lateralTraces)
  return { ...tileParams(recording, tile), ...ownTraces(tile), nPatches }
}

function workgroupsOf({ plan }: GatherRecording, { lateralTraces, frames }: GpuLateralView, nBlocks: number) {
  const { nRows } = frameSizes(frames.lengths, plan.shape.nSamples)
  return foldedWorkgroups(Math.ceil(nRows / rowsOf(lateralTraces)) * nBlocks, plan.limits.workgroupsPerDimension)
}

function lateralTables({ plan, table }: GatherRecording, { lateralTraces }: GpuLateralView) {
  return [table(lateralTable(plan.shape.nTraces, lateralTraces)), table(rootsTable(lateralTraces))]
}

/** The sine window of a patch, then of each trace 1 / (width x the sum of squared windows over it). */
function lateralTable(nTraces: number, width: number): ConstantTable {
  const weights = lateralWeights(nTraces, width).map((weight) => weight / width)
  return {
    key: `lateral-patches/${width}/${nTraces}`,
    values: Float32Array.from([...sineWindow(width), ...weights]),
  }
}
