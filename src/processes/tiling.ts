import { SeisError } from '../core/errors.ts'
import type { GpuLimits, PlannedBuffer, PlannedTile, StepPlan } from './gpu-process.ts'

const WORKGROUP_TRACES = 64

/** How many traces fit a tile: the largest buffer one binding, and all buffers together the tile's bytes. */
export function tileCapacity(
  buffers: readonly PlannedBuffer[],
  limits: Pick<GpuLimits, 'bindingBytes' | 'tileBytes' | 'workgroupsPerDimension'>,
): number {
  const largest = Math.max(...buffers.map((buffer) => buffer.bytesPerTrace))
  const total = buffers.reduce((sum, buffer) => sum + buffer.bytesPerTrace, 0)
  const fitting = Math.min(Math.floor(limits.bindingBytes / largest), Math.floor(limits.tileBytes / total))
  return Math.min(fitting, WORKGROUP_TRACES * limits.workgroupsPerDimension)
}

/**
 * [0, nTraces) in tiles of at most `capacity` traces including `haloTraces` on each side, as even as possible, all but
 * the last of a multiple of `step` traces; one tile without a halo when all fit. null when `step` traces with their halo
 * do not fit.
 */
export function tileTraces(
  nTraces: number,
  capacity: number,
  haloTraces: number,
  step = 1,
): readonly PlannedTile[] | null {
  if (capacity >= nTraces) return [{ startTrace: 0, endTrace: nTraces, haloStartTrace: 0, haloEndTrace: nTraces }]
  const innerSteps = Math.floor((capacity - 2 * haloTraces) / step)
  if (innerSteps < 1) return null
  const nSteps = Math.ceil(nTraces / step)
  const nTiles = Math.ceil(nSteps / innerSteps)
  return Array.from({ length: nTiles }, (_, tile) => {
    const startTrace = step * Math.floor((tile * nSteps) / nTiles)
    const endTrace = Math.min(nTraces, step * Math.floor(((tile + 1) * nSteps) / nTiles))
    return {
      startTrace,
      endTrace,
      haloStartTrace: Math.max(0, startTrace - haloTraces),
      haloEndTrace: Math.min(nTraces, endTrace + haloTraces),
    }
  })
}

/** What the forward transform of a step holds between runs, halos included. */
export function keptBytesOf({ buffers, tiles }: Pick<StepPlan, 'buffers' | 'tiles'>): number {
  const bytesPerTrace = buffers.reduce((sum, buffer) => sum + (buffer.isKept ? buffer.bytesPerTrace : 0), 0)
  return tiles.reduce((sum, tile) => sum + (tile.haloEndTrace - tile.haloStartTrace) * bytesPerTrace, 0)
}

/** The error for a step whose narrowest tile exceeds the adapter. */
export function doesNotFit(
  process: string,
  buffers: readonly PlannedBuffer[],
  limits: GpuLimits,
  todo: string,
): SeisError {
  const bytes = Math.max(...buffers.map((buffer) => buffer.bytesPerTrace))
  return new SeisError('gpu', `The transform of a trace and its neighbours exceeds the graphics adapter`, {
    where: `${process}: ${bytes} bytes a trace, ${limits.bindingBytes} bytes a buffer`,
    todo: `${todo}, or use the CPU engine`,
    fields: { process, bytesPerTrace: bytes, bindingBytes: limits.bindingBytes },
  })
}
