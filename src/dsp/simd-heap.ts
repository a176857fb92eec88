/**
 * The loops of simd/, which are AssemblyScript compiled to WebAssembly, and memory for them to work in: they take the
 * addresses of arrays (`byteOffset`), and all of those must lie in the same heap. Each function is told in its file.
 */
import bytes from './simd/index.ts?wasm-bytes'

type Loop = (...addressesAndCounts: number[]) => void

type Measure = (...addressesAndCounts: number[]) => number

export interface SimdLoops {
  readonly unpackTraces: Loop
  readonly packTraces: Loop
  readonly extend: Loop
  readonly split: Loop
  readonly decimatePair: Loop
  readonly dilatePair: Loop
  readonly dilate: Loop
  readonly upsample: Loop
  readonly scatterUpsampled: Loop
  readonly scatterDilated: Loop
  readonly listLarge: Measure
  readonly listLargeByScales: Measure
  readonly shrinkListed: Measure
  readonly shrinkListedByScales: Measure
  readonly spreadScales: Loop
  readonly medianAbsolute: Measure
  readonly medianMad: Loop
  readonly passOfTwo: Loop
  readonly passOfThree: Loop
  readonly passOfFour: Loop
  readonly passOfFive: Loop
  readonly passOfOdd: Loop
  readonly applyFactors: Loop
  readonly packFrames: Loop
  readonly splitSpectra: Loop
  readonly mergeSpectra: Loop
  readonly addFrames: Loop
  readonly addWeighted: Loop
  readonly magnitudes: Loop
  readonly listOutliers: Measure
  readonly rotateColumns: Measure
  readonly gather: Loop
  readonly cellThresholds: Loop
  readonly ruledGains: Loop
  readonly sumChanges: Loop
}

const PAGE_BYTES = 65536
/** Arrays start at a multiple of this: one load takes two float64. */
const ALIGNMENT = 16

let compiled: WebAssembly.Module | undefined

export class SimdHeap {
  readonly loops: SimdLoops
  readonly #memory: WebAssembly.Memory
  #end: number

  /** Room for `capacityBytes`; what is never touched takes no memory. */
  constructor(capacityBytes: number) {
    this.#memory = new WebAssembly.Memory({ initial: Math.ceil(capacityBytes / PAGE_BYTES) + 1 })
    compiled ??= new WebAssembly.Module(bytes)
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory: this.#memory } })
    this.loops = exports as unknown as SimdLoops
    this.#end = (exports['heapStart'] as WebAssembly.Global<'i32'>).value
  }

  /** `length` zeros, with room behind for one value more. Throws RangeError beyond the capacity. */
  floats(length: number): Float64Array {
    return new Float64Array(this.#memory.buffer, this.#take(8 * (length + 1)), length)
  }

  ints(length: number): Int32Array {
    return new Int32Array(this.#memory.buffer, this.#take(4 * (length + 1)), length)
  }

  /** A copy of `values` in the heap. */
  copyOf(values: ArrayLike<number>): Float64Array {
    const copy = this.floats(values.length)
    copy.set(values)
    return copy
  }

  #take(nBytes: number): number {
    const start = ALIGNMENT * Math.ceil(this.#end / ALIGNMENT)
    if (start + nBytes > this.#memory.buffer.byteLength) throw new RangeError(`SimdHeap: ${nBytes} bytes too many`)
    this.#end = start + nBytes
    return start
  }
}
