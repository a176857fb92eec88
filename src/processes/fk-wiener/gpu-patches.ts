import { lateralPatchCount, lateralWeights } from '../../dsp/lateral-patches.ts'
import { sineWindow } from '../../dsp/windows.ts'
import type { ConstantTable } from '../../gpu/constant-tables.ts'
import type { KernelSpec } from '../../gpu/kernel.ts'
import { type BufferSlice, foldedWorkgroups } from '../../gpu/recorder.ts'
import type { GatherRecording, PlannedTile } from '../gpu-process.ts'
import { frameSizes } from '../local-wiener/frame-shape.ts'
import type { Frames } from '../local-wiener/gpu-frames.ts'
import { FEW_BUTTERFLIES, fftSizes, heldButterflies, isPowerOfTwo, rootsTable, workgroupFft } from '../workgroup-fft.ts'

/** As shared/lateral_patches.wgsl has them. */
const PATCHES = 19
const THREADS = 256
/** Numbers that a workgroup transforms, if one row of patches is no more. */
const POINTS = 1024

/** Patches of `width` traces of the cells of a tile, and the frames that these are of. */
export interface Patches {
  readonly width: number
  readonly frames: Frames
}

/** Kernels that count, keep, and filter cells. */
export function patchKernels(width: number): Readonly<Record<'powers' | 'keep' | 'filter', KernelSpec>> {
  const isEasy = isPowerOfTwo(width)
  const fft = workgroupFft(width, isEasy ? 4 : 8)
  const columns = PATCHES * rowsOf(width)
  const held = heldButterflies(fft, columns, THREADS)
  const composition = {
    sizes: { ...fftSizes(fft), COLUMNS: columns, HELD: held, ROWS: rowsOf(width), LARGEST_RADIX: isEasy ? 4 : 8 },
    parts: isEasy ? FEW_BUTTERFLIES : {},
  }
  return {
    powers: { shader: 'fk_wiener/patch_powers.wgsl', ...composition },
    keep: { shader: 'fk_wiener/patch_keep.wgsl', ...composition },
    filter: { shader: 'fk_wiener/patch_filter.wgsl', ...composition },
  }
}

/** Adds the powers of the cells of the patches that are centred on the traces of a tile to the gather's `counts`. */
export function recordPatchPowers(recording: GatherRecording, tile: PlannedTile, { width, frames }: Patches): void {
  const { recorder, buffer, tileBuffer, table, plan } = recording
  const { nTraces } = plan.shape
  const hop = width / 4
  const firstPatch = Math.ceil(tile.startTrace / hop)
  const endPatch = tile.endTrace === nTraces ? lateralPatchCount(nTraces, width) : Math.ceil(tile.endTrace / hop)
  recorder.dispatch({
    kernel: patchKernels(width).powers,
    params: { ...paramsOf(recording, tile, width), firstPatch, endPatch },
    bindings: [
      frames.shape,
      tileBuffer(tile, 'cells'),
      table(lateralTable(nTraces, width)),
      table(rootsTable(width)),
      buffer('counts'),
    ],
    workgroups: workgroupsOf(recording, { width, frames }, Math.ceil((endPatch - firstPatch) / PATCHES)),
  })
}

/** First stage, on the traces of a tile: `cells` above k times the noise -> `kept`. */
export function recordPatchKeep(
  recording: GatherRecording,
  tile: PlannedTile,
  { width, frames }: Patches,
  noise: BufferSlice,
  k: number,
): void {
  const { recorder, tileBuffer, table, plan } = recording
  recorder.dispatch({
    kernel: patchKernels(width).keep,
    params: { ...paramsOf(recording, tile, width), ...ownTraces(tile), k },
    bindings: [
      frames.shape,
      tileBuffer(tile, 'cells'),
      noise,
      table(lateralTable(plan.shape.nTraces, width)),
      table(rootsTable(width)),
      tileBuffer(tile, 'kept'),
    ],
    workgroups: workgroupsOf(recording, { width, frames }, ownBlocks(tile, width)),
  })
}

/** Second stage, on the traces of a tile: `cells`, and those of the first stage's result `estimated` -> `kept`. */
export function recordPatchFilter(
  recording: GatherRecording,
  tile: PlannedTile,
  { width, frames }: Patches,
  noise: BufferSlice,
): void {
  const { recorder, tileBuffer, table, plan } = recording
  recorder.dispatch({
    kernel: patchKernels(width).filter,
    params: { ...paramsOf(recording, tile, width), ...ownTraces(tile) },
    bindings: [
      frames.shape,
      tileBuffer(tile, 'cells'),
      tileBuffer(tile, 'estimated'),
      noise,
      table(lateralTable(plan.shape.nTraces, width)),
      table(rootsTable(width)),
      tileBuffer(tile, 'kept'),
    ],
    workgroups: workgroupsOf(recording, { width, frames }, ownBlocks(tile, width)),
  })
}

function rowsOf(width: number): number {
  return Math.max(1, Math.floor(POINTS / (PATCHES * width)))
}

function ownBlocks({ startTrace, endTrace }: PlannedTile, width: number): number {
  return Math.ceil((endTrace - startTrace) / (4 * width))
}

function paramsOf({ plan }: GatherRecording, { haloStartTrace, haloEndTrace }: PlannedTile, width: number) {
  const { nTraces } = plan.shape
  return {
    nTraces: haloEndTrace - haloStartTrace,
    firstTrace: haloStartTrace,
    gatherTraces: nTraces,
    nPatches: lateralPatchCount(nTraces, width),
  }
}

function ownTraces({ haloStartTrace, startTrace, endTrace }: PlannedTile) {
  return { ownStart: startTrace - haloStartTrace, ownEnd: endTrace - haloStartTrace }
}

function workgroupsOf({ plan }: GatherRecording, { width, frames }: Patches, nBlocks: number) {
  const { nRows } = frameSizes(frames.lengths, plan.shape.nSamples)
  return foldedWorkgroups(Math.ceil(nRows / rowsOf(width)) * nBlocks, plan.limits.workgroupsPerDimension)
}

/** The sine window of a patch, then of each trace 1 / (width x the sum of squared windows over it). */
function lateralTable(nTraces: number, width: number): ConstantTable {
  const weights = lateralWeights(nTraces, width).map((weight) => weight / width)
  return {
    key: `lateral-patches/${width}/${nTraces}`,
    values: Float32Array.from([...sineWindow(width), ...weights]),
  }
}
