import { SeisError } from '../core/errors.ts'
import { SampleMemory } from '../core/sample-memory.ts'
import type { ChunkGrid, OutputArray, OutputChunk } from '../core/sink.ts'
import { sampleBlocks, traceBlocks } from './plan.ts'

interface Column {
  /** One buffer for each output array and sample block, in that order. */
  readonly chunks: readonly OutputChunk[]
  tracesPlaced: number
}

/** Samples of one output array: C order (nSamples, nTraces) with the traces of one segment. */
export interface ArraySamples {
  readonly array: OutputArray
  readonly samples: Float32Array<ArrayBuffer>
}

/**
 * Puts output chunks together from the gathers that touch them. A trace block has one owner, this object, and leaves
 * it once, whole: gathers run on the full trace length, so all chunks of a trace block complete together.
 */
export class ChunkAssembly {
  readonly #grid: ChunkGrid
  readonly #outputs: readonly OutputArray[]
  readonly #open = new Map<number, Column>()
  readonly #taken = new Set<number>()
  readonly #memory = new SampleMemory()

  constructor(grid: ChunkGrid, outputs: readonly OutputArray[]) {
    this.#grid = grid
    this.#outputs = outputs
  }

  /** Bytes of all chunks of one trace block. */
  get columnBytes(): number {
    const { chunkSamples, chunkTraces } = this.#grid
    return this.#outputs.length * sampleBlocks(this.#grid) * chunkSamples * chunkTraces * 4
  }

  isOpen(traceBlock: number): boolean {
    return this.#open.has(traceBlock)
  }

  /** Trace blocks that hold some, but not all, of their traces. */
  get openBlocks(): readonly number[] {
    return [...this.#open.keys()]
  }

  open(traceBlock: number): void {
    if (this.#taken.has(traceBlock)) throw new SeisError('internal', `Trace block ${traceBlock} was already emitted`)
    const blocks = Array.from({ length: sampleBlocks(this.#grid) }, (_, sampleBlock) => sampleBlock)
    const chunks = this.#outputs.flatMap((array) =>
      blocks.map((sampleBlock) => ({
        array,
        sampleBlock,
        traceBlock,
        samples: this.#takeChunk(sampleBlock, traceBlock),
      })),
    )
    this.#open.set(traceBlock, { chunks, tracesPlaced: 0 })
  }

  /** A chunk that is on disk: the next one may be put there. */
  recycle({ samples }: OutputChunk): void {
    this.#memory.give(samples)
  }

  /** Padding is zero; all else is overwritten before the chunk leaves. */
  #takeChunk(sampleBlock: number, traceBlock: number): Float32Array<ArrayBuffer> {
    const { nSamples, nTraces, chunkSamples, chunkTraces } = this.#grid
    const { samples, isFresh } = this.#memory.take(chunkSamples * chunkTraces)
    const isWhole = (sampleBlock + 1) * chunkSamples <= nSamples && (traceBlock + 1) * chunkTraces <= nTraces
    return isFresh || isWhole ? samples : samples.fill(0)
  }

  /**
   * Copies into an open trace block what it shares with a segment of `nTraces` traces that starts at output trace
   * `outputStart`, bit for bit. Returns the chunks when the block is complete with it, and then owns them no more.
   */
  place(
    traceBlock: number,
    outputStart: number,
    nTraces: number,
    arrays: readonly ArraySamples[],
  ): readonly OutputChunk[] | null {
    const column = this.#open.get(traceBlock)
    if (column === undefined) throw new SeisError('internal', `Trace block ${traceBlock} is not open`)
    const { chunkTraces } = this.#grid
    const blockStart = traceBlock * chunkTraces
    const start = Math.max(outputStart, blockStart)
    const end = Math.min(outputStart + nTraces, blockStart + chunkTraces)
    for (const chunk of column.chunks) {
      const from = arrays.find((candidate) => candidate.array === chunk.array)
      if (from === undefined) throw new SeisError('internal', `No samples of ${chunk.array} were given`)
      this.#copyRows(chunk, from.samples, nTraces, start - outputStart, start - blockStart, end - start)
    }
    column.tracesPlaced += end - start
    if (column.tracesPlaced < this.#tracesIn(traceBlock)) return null
    this.#open.delete(traceBlock)
    this.#taken.add(traceBlock)
    return column.chunks
  }

  #tracesIn(traceBlock: number): number {
    const { nTraces, chunkTraces } = this.#grid
    if (traceBlock >= traceBlocks(this.#grid)) throw new SeisError('internal', `There is no trace block ${traceBlock}`)
    return Math.min(chunkTraces, nTraces - traceBlock * chunkTraces)
  }

  #copyRows(
    chunk: OutputChunk,
    samples: Float32Array<ArrayBuffer>,
    nTraces: number,
    fromTrace: number,
    toTrace: number,
    count: number,
  ): void {
    const { nSamples, chunkSamples, chunkTraces } = this.#grid
    const firstSample = chunk.sampleBlock * chunkSamples
    const nRows = Math.min(chunkSamples, nSamples - firstSample)
    for (let row = 0; row < nRows; row++) {
      const from = (firstSample + row) * nTraces + fromTrace
      chunk.samples.set(samples.subarray(from, from + count), row * chunkTraces + toTrace)
    }
  }
}
