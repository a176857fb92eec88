import { SeisError } from '../core/errors.ts'
import type { TraceBlock } from '../core/gather.ts'
import type { BufferSlice } from './recorder.ts'

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

/**
 * Before and After, of one size, where an engine left them. `tiles`: in buffers of the GPU; `blocks`: in memory, from
 * the CPU engine. A block counts as unchanged as long as it is the same object.
 */
export type BeforeAndAfter =
  | { readonly kind: 'tiles'; readonly before: TraceTiles; readonly after: TraceTiles }
  | { readonly kind: 'blocks'; readonly before: TraceBlock; readonly after: TraceBlock }

/** Sizes of tiles, as pure data: as few as can be, about equal, each of whole traces within `maxTileBytes`. Throws `gpu` when none does. */
export function planTiles(
  nSamples: number,
  nTraces: number,
  maxTileBytes: number,
): readonly { readonly startTrace: number; readonly nTraces: number }[] {
  const tracesPerTile = Math.floor(maxTileBytes / (4 * nSamples))
  if (tracesPerTile < 1)
    throw new SeisError('gpu', `One trace of ${nSamples} samples is larger than a GPU binding`, {
      todo: 'use the CPU engine',
      fields: { nSamples, maxTileBytes },
    })
  const nTiles = Math.ceil(nTraces / tracesPerTile)
  return Array.from({ length: nTiles }, (_, tile) => {
    const startTrace = Math.floor((tile * nTraces) / nTiles)
    return { startTrace, nTraces: Math.floor(((tile + 1) * nTraces) / nTiles) - startTrace }
  })
}

/** The samples of one tile, to be uploaded: the block's own memory when the tile is all of it. */
export function samplesOfTile(block: TraceBlock, tile: Omit<TraceTile, 'buffer'>): Float32Array<ArrayBuffer> {
  if (tile.nTraces === block.nTraces) return block.samples
  const packed = new Float32Array(block.nSamples * tile.nTraces)
  copyTile(packed, block, tile)
  return packed
}

/** Writes the samples of one tile of a block to `to`, (nSamples, tile.nTraces). */
export function copyTile(
  to: Float32Array,
  block: TraceBlock,
  { startTrace, nTraces }: Omit<TraceTile, 'buffer'>,
): void {
  if (nTraces === block.nTraces) {
    to.set(block.samples)
    return
  }
  for (let i = 0; i < block.nSamples; i++) {
    const from = i * block.nTraces + startTrace
    to.set(block.samples.subarray(from, from + nTraces), i * nTraces)
  }
}

/** Puts the samples of one tile, as read back, in their place among all. */
export function placeTile(
  samples: Float32Array<ArrayBuffer>,
  tiles: TraceTiles,
  tile: TraceTile,
  bytes: ArrayBuffer,
): void {
  const part = new Float32Array(bytes)
  if (tile.nTraces === tiles.nTraces) {
    samples.set(part)
    return
  }
  for (let i = 0; i < tiles.nSamples; i++) {
    const row = part.subarray(i * tile.nTraces, (i + 1) * tile.nTraces)
    samples.set(row, i * tiles.nTraces + tile.startTrace)
  }
}

/** The samples of a tile as a binding: a pooled buffer may be longer. */
export function tileSlice(tiles: TraceTiles, tile: TraceTile): BufferSlice {
  return { buffer: tile.buffer, bytes: 4 * tiles.nSamples * tile.nTraces }
}
