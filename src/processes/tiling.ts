import { SeisError } from '../core/errors.ts'
import type { GpuLimits, PlannedBuffer, PlannedTile } from './gpu-process.ts'

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
 * [0, nTraces) in tiles of at most `capacity` traces including `haloTraces` on each side, as even as possible; one
 * tile without a halo when all fit. null when a trace with its halo does not fit.
 */
export function tileTraces(nTraces: number, capacity: number, haloTraces: number): readonly PlannedTile[] | null {
  if (capacity >= nTraces) return [{ startTrace: 0, endTrace: nTraces, haloStartTrace: 0, haloEndTrace: nTraces }]
  const inner = capacity - 2 * haloTraces
  if (inner < 1) return null
  const nTiles = Math.ceil(nTraces / inner)
  return Array.from({ length: nTiles }, (_, tile) => {
    const startTrace = Math.floor((tile * nTraces) / nTiles)
    const endTrace = Math.floor(((tile + 1) * nTraces) / nTiles)
    return {
      startTrace,
      endTrace,
      haloStartTrace: Math.max(0, startTrace - haloTraces),
      haloEndTrace: Math.min(nTraces, endTrace + haloTraces),
    }
  })
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
