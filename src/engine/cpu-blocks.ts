import type { HaloSpan } from '../core/gather.ts'

export interface CpuBlockSizes {
  readonly nTraces: number
  /** Bytes of a trace's analysis. */
  readonly bytesPerTrace: number
  readonly haloTraces: number
  readonly nWorkers: number
  /** Bytes of analysis that a block aims at: about a second-level cache. */
  readonly blockBytes: number
}

/** No block is made so small that its halo costs more than an eighth of its work, as long as it stays below this. */
const LARGEST_BLOCK_BYTES = 64 * 2 ** 20
/** Below this a block is not worth sending to another thread. */
const SMALLEST_BLOCK_TRACES = 16

/**
 * The parts of a gather that workers take one at a time: they cover [0, nTraces) in order, without overlap, about
 * equal, in a multiple of the workers' number.
 */
export function planCpuBlocks(sizes: CpuBlockSizes): readonly HaloSpan[] {
  const { nTraces, bytesPerTrace, haloTraces, nWorkers, blockBytes } = sizes
  const forHalo = Math.min(16 * haloTraces, Math.floor(LARGEST_BLOCK_BYTES / bytesPerTrace) - 2 * haloTraces)
  const aim = Math.max(1, Math.floor(blockBytes / bytesPerTrace), forHalo)
  const atLeast = Math.ceil(nTraces / aim)
  const atMost = Math.max(atLeast, Math.ceil(nTraces / SMALLEST_BLOCK_TRACES))
  const nBlocks = Math.min(atMost, nWorkers * Math.ceil(atLeast / nWorkers))
  return Array.from({ length: nBlocks }, (_, block) => {
    const startTrace = Math.floor((block * nTraces) / nBlocks)
    const endTrace = Math.floor(((block + 1) * nTraces) / nBlocks)
    return {
      startTrace,
      endTrace,
      haloStartTrace: Math.max(0, startTrace - haloTraces),
      haloEndTrace: Math.min(nTraces, endTrace + haloTraces),
    }
  })
}
