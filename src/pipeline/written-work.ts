import type { OutputSegment } from '../core/sink.ts'
import { type BatchPlan, nTracesOf, traceBlocks } from './plan.ts'

/** Counts what of a batch stands in the output: a gather does once every chunk that it touches is written and read back. */
export class WrittenWork {
  readonly #plan: Pick<BatchPlan, 'grid' | 'segments' | 'firstSegment' | 'endSegment'>
  /** Blocks that each segment waits for. */
  readonly #missing: Int32Array
  gathers = 0
  traces = 0

  constructor(plan: Pick<BatchPlan, 'grid' | 'segments' | 'firstSegment' | 'endSegment'>) {
    this.#plan = plan
    this.#missing = new Int32Array(plan.segments.length)
    for (let block = 0; block < traceBlocks(plan.grid); block++) {
      this.#eachTouching(block, (index) => {
        this.#missing[index]! += 1
      })
    }
  }

  /** All chunks of a block of traces; to be called once a block. */
  addBlock(block: number): void {
    const { nTraces, chunkTraces } = this.#plan.grid
    this.traces += Math.min(chunkTraces, nTraces - block * chunkTraces)
    this.#eachTouching(block, (index, { gather }) => {
      this.#missing[index]! -= 1
      if (this.#missing[index] === 0 && gather !== null) this.gathers += 1
    })
  }

  /** A segment without traces touches no chunk. */
  addEmpty({ gather }: OutputSegment): void {
    if (gather !== null) this.gathers += 1
  }

  #eachTouching(block: number, take: (index: number, segment: OutputSegment) => void): void {
    const { grid, segments, firstSegment, endSegment } = this.#plan
    const start = block * grid.chunkTraces
    for (let index = firstSegment[block]!; index < endSegment[block]!; index++) {
      const segment = segments[index]!
      const end = segment.outputStart + nTracesOf(segment)
      if (segment.outputStart < start + grid.chunkTraces && end > Math.max(start, segment.outputStart))
        take(index, segment)
    }
  }
}
