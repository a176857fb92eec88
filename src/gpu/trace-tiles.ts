/**
 * Samples of a gather on the GPU. A gather larger than one binding lies in several buffers, split along traces:
 * tile t holds traces [startTrace, startTrace + nTraces) as float32, C order (nSamples, nTraces).
 */
export interface TraceTiles {
  readonly nSamples: number
  readonly nTraces: number
  readonly tiles: readonly TraceTile[]
}

export interface TraceTile {
  readonly buffer: GPUBuffer
  readonly startTrace: number
  readonly nTraces: number
}
