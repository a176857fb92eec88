/**
 * One level of the decimated filter bank (Mallat 1989), for the dwt and for each node of packets:
 *   cA[i] = sum_k decLo[k] x[2i + 1 - k],  i in [0, floor((n + K - 1) / 2)), K taps, x being extended; cD with decHi;
 *   x[n] = sum_i cA[i] recLo[n + K - 2 - 2i] + cD[i] recHi[n + K - 2 - 2i].
 */
import { type Extension, extendSignal } from './extension.ts'
import type { SimdHeap } from './simd-heap.ts'
import type { ListedBands } from './thresholds.ts'
import type { WaveletFilters } from './wavelets.ts'

/** Length of either band of one level: floor((n + K - 1) / 2). */
export function dwtBandLength(nSamples: number, filterLength: number): number {
  return Math.floor((nSamples + filterLength - 1) / 2)
}

/** Taps of a synthesis filter for the even and for the odd samples. */
interface SynthesisTaps {
  readonly even: Float64Array
  readonly odd: Float64Array
}

/** Works in a heap, on arrays that lie there, with scratch memory for signals of up to `longest` samples. */
export class DecimatedLevel {
  readonly #heap: SimdHeap
  readonly #nTaps: number
  readonly #decLo: Float64Array
  readonly #decHi: Float64Array
  readonly #recLo: SynthesisTaps
  readonly #recHi: SynthesisTaps
  readonly #window: Float64Array
  readonly #even: Float64Array
  readonly #odd: Float64Array

  /** Values of heap that it takes. */
  static floats(filterLength: number, longest: number): number {
    return 2 * (longest + 2 * filterLength + 8) + 6 * (filterLength + 4)
  }

  constructor(heap: SimdHeap, filters: WaveletFilters, longest: number) {
    this.#heap = heap
    this.#nTaps = filters.length
    this.#decLo = heap.copyOf(filters.decLo.toReversed())
    this.#decHi = heap.copyOf(filters.decHi.toReversed())
    this.#recLo = synthesisTaps(heap, filters.recLo)
    this.#recHi = synthesisTaps(heap, filters.recHi)
    const length = longest + 2 * filters.length
    this.#window = heap.floats(length)
    this.#even = heap.floats(Math.ceil(length / 2) + 1)
    this.#odd = heap.floats(Math.ceil(length / 2) + 1)
  }

  /** Both bands of source[start, start + n). */
  analyse(
    source: Float64Array,
    start: number,
    n: number,
    extension: Extension,
    lo: Float64Array,
    loStart: number,
    hi: Float64Array,
    hiStart: number,
  ): void {
    const count = dwtBandLength(n, this.#nTaps)
    const nExtended = 2 * count + this.#nTaps - 2
    extendSignal(this.#heap, source, start, n, extension, 2 - this.#nTaps, nExtended, this.#window)
    const { loops } = this.#heap
    loops.split(this.#window.byteOffset, nExtended / 2, this.#even.byteOffset, this.#odd.byteOffset)
    loops.decimatePair(
      this.#even.byteOffset,
      this.#odd.byteOffset,
      this.#decLo.byteOffset,
      this.#decHi.byteOffset,
      this.#nTaps / 2,
      count,
      lo.byteOffset + 8 * loStart,
      hi.byteOffset + 8 * hiStart,
    )
  }

  /** Samples that `count` coefficients of either band give: one more than there were when that is odd. */
  synthesisedLength(count: number): number {
    return 2 * (count - this.#nTaps / 2 + 1)
  }

  /**
   * The part of one band in the samples out[outStart..], synthesisedLength(count) of them and two more, which are of no
   * use; added with `isAdded`.
   */
  synthesise(
    which: 'lo' | 'hi',
    band: Float64Array,
    bandStart: number,
    count: number,
    out: Float64Array,
    outStart: number,
    isAdded: boolean,
  ): void {
    const { even, odd } = which === 'lo' ? this.#recLo : this.#recHi
    this.#heap.loops.upsample(
      band.byteOffset + 8 * bandStart,
      even.byteOffset,
      odd.byteOffset,
      even.length,
      this.synthesisedLength(count) / 2,
      out.byteOffset + 8 * outStart,
      isAdded ? 1 : 0,
    )
  }

  /** Adds the part of a listed detail band, `length` long, to out[0..]. */
  addListed({ indices, values, starts, counts }: ListedBands, band: number, length: number, out: Float64Array): void {
    const { even, odd } = this.#recHi
    this.#heap.loops.scatterUpsampled(
      indices.byteOffset + 4 * starts[band]!,
      values.byteOffset + 8 * starts[band]!,
      counts[band]!,
      even.byteOffset,
      odd.byteOffset,
      even.length,
      this.synthesisedLength(length) / 2,
      out.byteOffset,
    )
  }
}

/** In reading order: the last tap first. */
function synthesisTaps(heap: SimdHeap, filter: Float64Array): SynthesisTaps {
  const [even, odd] = [0, 1].map((parity) => filter.filter((_, k) => k % 2 === parity).toReversed())
  return { even: heap.copyOf(even!), odd: heap.copyOf(odd!) }
}
