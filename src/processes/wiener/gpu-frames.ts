import type { ConstantTable } from '../../gpu/constant-tables.ts'
import type { KernelSpec } from '../../gpu/kernel.ts'
import { type BufferSlice, foldedWorkgroups } from '../../gpu/recorder.ts'
import type { GatherRecording, PlannedTile } from '../gpu-process.ts'
import { FEW_BUTTERFLIES, isPowerOfTwo, rootsTable } from '../workgroup-fft.ts'
import { frameSizes, frameWindows } from './frame-shape.ts'

/** Kernels for frames of any of some lengths. */
export function frameKernels(lengths: readonly number[]): Readonly<Record<'forward' | 'inverse' | 'sum', KernelSpec>> {
  const isEasy = lengths.every(isPowerOfTwo)
  const composition = { parts: isEasy ? FEW_BUTTERFLIES : {} }
  return {
    forward: { shader: 'wiener/frames_forward.wgsl', ...composition },
    inverse: { shader: 'wiener/frames_inverse.wgsl', ...composition },
    sum: { shader: 'wiener/frames_sum.wgsl' },
  }
}

/** Frames of one of some lengths: which, `shape` says on the GPU. */
export interface Frames {
  readonly lengths: readonly number[]
  readonly shape: BufferSlice
}

/** From which buffer of a tile to which, and whether the samples are in the unit of the balanced gather. */
export interface FramesRoute {
  readonly from: string
  readonly to: string
  readonly isBalanced: boolean
}

/** Samples of a tile with its halo -> their cells. */
export function recordFrames(
  { plan, recorder, buffer, tileBuffer, table }: GatherRecording,
  tile: PlannedTile,
  { lengths, shape }: Frames,
  { from, to, isBalanced }: FramesRoute,
): void {
  const nTraces = tile.haloEndTrace - tile.haloStartTrace
  const { nSamples } = plan.shape
  recorder.dispatch({
    kernel: frameKernels(lengths).forward,
    params: { nTraces, nSamples, firstTrace: tile.haloStartTrace, isBalanced: Number(isBalanced) },
    bindings: [
      shape,
      tileBuffer(tile, from),
      buffer('factors'),
      table(frameWindows(lengths)),
      table(rootsOf(lengths)),
      tileBuffer(tile, to),
    ],
    workgroups: foldedWorkgroups(frameSizes(lengths, nSamples).workgroups(nTraces), plan.limits.workgroupsPerDimension),
  })
}

/** Part of a sum of samples. */
export interface FramesShare extends FramesRoute {
  readonly share: number
  /** On top of what is there. */
  readonly isAdded: boolean
}

/** Cells of the traces of a tile without its halo -> their samples. */
export function recordFramesInverse(
  { plan, recorder, buffer, tileBuffer, table }: GatherRecording,
  tile: PlannedTile,
  { lengths, shape }: Frames,
  { from, to, isBalanced, share, isAdded }: FramesShare,
): void {
  const { haloStartTrace, haloEndTrace, startTrace, endTrace } = tile
  const nTraces = haloEndTrace - haloStartTrace
  const own = { ownStart: startTrace - haloStartTrace, ownEnd: endTrace - haloStartTrace }
  const { nSamples } = plan.shape
  const nGroups = frameSizes(lengths, nSamples).workgroups(endTrace - startTrace)
  recorder.dispatch({
    kernel: frameKernels(lengths).inverse,
    params: { nTraces, ...own },
    bindings: [
      shape,
      tileBuffer(tile, from),
      table(frameWindows(lengths)),
      table(rootsOf(lengths)),
      tileBuffer(tile, 'frames'),
    ],
    workgroups: foldedWorkgroups(nGroups, plan.limits.workgroupsPerDimension),
  })
  recorder.dispatch({
    kernel: frameKernels(lengths).sum,
    params: {
      nTraces,
      nRows: nSamples,
      firstTrace: haloStartTrace,
      ...own,
      isBalanced: Number(isBalanced),
      share,
      isAdded: Number(isAdded),
    },
    bindings: [shape, tileBuffer(tile, 'frames'), buffer('factors'), tileBuffer(tile, to)],
  })
}

function rootsOf(lengths: readonly number[]): ConstantTable {
  return rootsTable(lengths.at(-1)!)
}
