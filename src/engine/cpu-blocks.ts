import type { TraceBlock } from '../core/gather.ts'

/** A part of a gather that one worker takes at a time: traces [startTrace, endTrace), read with their halo. */
export interface CpuBlock {
  readonly startTrace: number
  readonly endTrace: number
  readonly haloStart: number
  readonly haloEnd: number
}

export interface CpuBlockSizes {
  readonly nTraces: number
  /** Bytes of a trace's forward transform. */
  readonly bytesPerTrace: number
  readonly haloTraces: number
  readonly nWorkers: number
  /** Bytes of forward transform that a block aims at: about a second-level cache. */
  readonly blockBytes: number
}

/** No block is made so small that its halo costs more than half its work, as long as it stays below this. */
const LARGEST_BLOCK_BYTES = 64 * 2 ** 20
/** Below this a block is not worth sending to another thread. */
const SMALLEST_BLOCK_TRACES = 16

/** Blocks that cover [0, nTraces) in order, without overlap, about equal, in a multiple of the workers' number. */
export function planCpuBlocks(sizes: CpuBlockSizes): readonly CpuBlock[] {
  const { nTraces, bytesPerTrace, haloTraces, nWorkers, blockBytes } = sizes
  const forHalo = Math.min(4 * haloTraces, Math.floor(LARGEST_BLOCK_BYTES / bytesPerTrace) - 2 * haloTraces)
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
      haloStart: Math.max(0, startTrace - haloTraces),
      haloEnd: Math.min(nTraces, endTrace + haloTraces),
    }
  })
}

/** Traces [startTrace, endTrace) of a block, as a new block. */
export function copyTraces(block: TraceBlock, startTrace: number, endTrace: number): TraceBlock {
  const { nSamples, nTraces } = block
  const width = endTrace - startTrace
  const samples = new Float32Array(nSamples * width)
  for (let i = 0; i < nSamples; i++) {
    const row = i * nTraces
    samples.set(block.samples.subarray(row + startTrace, row + endTrace), i * width)
  }
  return { nSamples, nTraces: width, samples }
}

/** Puts `part` into `whole` from trace startTrace on. */
export function pasteTraces(part: TraceBlock, whole: TraceBlock, startTrace: number): void {
  const { nSamples, nTraces: width } = part
  for (let i = 0; i < nSamples; i++) {
    whole.samples.set(part.samples.subarray(i * width, (i + 1) * width), i * whole.nTraces + startTrace)
  }
}
