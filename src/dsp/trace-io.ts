import type { TraceRows } from '../core/gather.ts'
import type { SimdHeap } from './simd-heap.ts'

/** Traces taken over at a time: their part of a row of samples is a few cache lines. */
const WIDTH = 64
/** Traces unpacked at a time. */
const GROUP = 4

/** Values of heap that a reader or a writer takes. */
export function traceIoFloats(nSamples: number): number {
  return (WIDTH * nSamples) / 2 + GROUP * (nSamples + 4) + 8
}

/** Rows of WIDTH samples in float32, and GROUP traces in float64. */
class TraceTile {
  readonly stage: Float32Array
  /** Rows of the stage by their width: making these anew costs as much as copying them. */
  readonly #stageRows = new Map<number, readonly Float32Array[]>()
  readonly #nSamples: number
  readonly rows: Float64Array
  readonly traces: readonly Float64Array[]

  constructor(heap: SimdHeap, nSamples: number) {
    const { buffer, byteOffset } = heap.floats((WIDTH * nSamples) / 2)
    this.stage = new Float32Array(buffer, byteOffset, WIDTH * nSamples)
    this.#nSamples = nSamples
    this.rows = heap.floats(GROUP * nSamples)
    this.traces = Array.from({ length: GROUP }, (_, r) => this.rows.subarray(r * nSamples, (r + 1) * nSamples))
  }

  /** The first `width` samples of each row of the stage. */
  stageRows(width: number): readonly Float32Array[] {
    const known = this.#stageRows.get(width)
    if (known !== undefined) return known
    const rows = Array.from({ length: this.#nSamples }, (_, i) => this.stage.subarray(i * WIDTH, i * WIDTH + width))
    this.#stageRows.set(width, rows)
    return rows
  }

  /** Where the stage has group `group`, in bytes. */
  addressOf(group: number): number {
    return this.stage.byteOffset + 4 * GROUP * group
  }
}

/** Reads traces of a gather one after the other. */
export class TraceReader {
  readonly #heap: SimdHeap
  readonly #tile: TraceTile
  #gather: TraceRows = { nSamples: 0, nTraces: 0, samples: new Float32Array(0) }
  #endTrace = 0
  #tileStart = 0
  #tileEnd = 0
  #group = -1

  constructor(heap: SimdHeap, nSamples: number) {
    this.#heap = heap
    this.#tile = new TraceTile(heap, nSamples)
  }

  /** Traces before `endTrace` will be read. */
  start(gather: TraceRows, endTrace: number): void {
    this.#gather = gather
    this.#endTrace = endTrace
    this.#tileEnd = 0
  }

  /** The samples of a trace, until the next call. Quick where traces are taken in order. */
  read(trace: number): Float64Array {
    if (trace < this.#tileStart || trace >= this.#tileEnd) this.#load(trace)
    const at = trace - this.#tileStart
    const group = Math.floor(at / GROUP)
    if (group !== this.#group) {
      const { rows } = this.#tile
      this.#heap.loops.unpackTraces(this.#tile.addressOf(group), WIDTH, this.#gather.nSamples, rows.byteOffset)
      this.#group = group
    }
    return this.#tile.traces[at % GROUP]!
  }

  #load(trace: number): void {
    const { nSamples, nTraces, samples } = this.#gather
    const { stage } = this.#tile
    const width = Math.min(WIDTH, this.#endTrace - trace)
    for (let i = 0; i < nSamples; i++) {
      const row = i * nTraces + trace
      stage.set(samples.subarray(row, row + width), i * WIDTH)
    }
    this.#tileStart = trace
    this.#tileEnd = trace + width
    this.#group = -1
  }
}

/** Writes traces of a gather one after the other, rounded to float32. */
export class TraceWriter {
  readonly #heap: SimdHeap
  readonly #tile: TraceTile
  #gather: TraceRows = { nSamples: 0, nTraces: 0, samples: new Float32Array(0) }
  #tileStart = 0
  #count = 0

  constructor(heap: SimdHeap, nSamples: number) {
    this.#heap = heap
    this.#tile = new TraceTile(heap, nSamples)
  }

  /** The next trace to be written is `startTrace`. */
  start(gather: TraceRows, startTrace: number): void {
    this.#gather = gather
    this.#tileStart = startTrace
    this.#count = 0
  }

  write(samples: Float64Array): void {
    this.#tile.traces[this.#count % GROUP]!.set(samples)
    this.#count++
    if (this.#count % GROUP === 0) this.#pack()
    if (this.#count === WIDTH) this.#store()
  }

  /** What was written is in the gather only after this. */
  finish(): void {
    if (this.#count % GROUP !== 0) this.#pack()
    if (this.#count > 0) this.#store()
  }

  #pack(): void {
    const group = Math.floor((this.#count - 1) / GROUP)
    const { rows } = this.#tile
    this.#heap.loops.packTraces(rows.byteOffset, this.#gather.nSamples, WIDTH, this.#tile.addressOf(group))
  }

  #store(): void {
    const { nSamples, nTraces, samples } = this.#gather
    const rows = this.#tile.stageRows(this.#count)
    for (let i = 0; i < nSamples; i++) samples.set(rows[i]!, i * nTraces + this.#tileStart)
    this.#tileStart += this.#count
    this.#count = 0
  }
}
