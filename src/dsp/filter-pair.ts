import type { WaveletFilters } from './wavelets.ts'

/**
 * Two filters over one signal, the inner loop of every wavelet analysis:
 *   lo[i] = sum_k loFilter[k] x[step i + dilation (K - 1 - k)],  hi likewise,  i in [0, count), K taps.
 * Outputs start at loStart in `lo` and hiStart in `hi`. Two outputs at a time share the loads of a tap.
 */
export function analysePair(
  x: Float64Array,
  loFilter: Float64Array,
  hiFilter: Float64Array,
  step: number,
  dilation: number,
  count: number,
  lo: Float64Array,
  loStart: number,
  hi: Float64Array,
  hiStart: number,
): void {
  const nTaps = loFilter.length
  const last = dilation * (nTaps - 1)
  let i = 0
  for (; i + 2 <= count; i += 2) {
    let lo0 = 0
    let lo1 = 0
    let hi0 = 0
    let hi1 = 0
    let at = step * i + last
    for (let k = 0; k < nTaps; k++) {
      const l = loFilter[k]!
      const h = hiFilter[k]!
      const x0 = x[at]!
      const x1 = x[at + step]!
      lo0 += l * x0
      hi0 += h * x0
      lo1 += l * x1
      hi1 += h * x1
      at -= dilation
    }
    lo[loStart + i] = lo0
    lo[loStart + i + 1] = lo1
    hi[hiStart + i] = hi0
    hi[hiStart + i + 1] = hi1
  }
  for (; i < count; i++) {
    let lo0 = 0
    let hi0 = 0
    let at = step * i + last
    for (let k = 0; k < nTaps; k++) {
      lo0 += loFilter[k]! * x[at]!
      hi0 += hiFilter[k]! * x[at]!
      at -= dilation
    }
    lo[loStart + i] = lo0
    hi[hiStart + i] = hi0
  }
}

/**
 * One decimated level back: out[outStart + k] = sum_i lo[i] recLo[k + K - 2 - 2i] + hi[i] recHi[...], for k in
 * [0, 2 count - K + 2): one more than the level above has when that is odd.
 */
export function synthesisePair(
  lo: Float64Array,
  loStart: number,
  hi: Float64Array,
  hiStart: number,
  count: number,
  filters: WaveletFilters,
  out: Float64Array,
  outStart: number,
): void {
  const { recLo, recHi } = filters
  const half = filters.length / 2
  const nPairs = count - half + 1
  for (let m = 0; m < nPairs; m++) {
    let even = 0
    let odd = 0
    let atLo = loStart + m + half - 1
    let atHi = hiStart + m + half - 1
    for (let t = 0; t < 2 * half; t += 2) {
      const a = lo[atLo--]!
      const d = hi[atHi--]!
      even += recLo[t]! * a + recHi[t]! * d
      odd += recLo[t + 1]! * a + recHi[t + 1]! * d
    }
    out[outStart + 2 * m] = even
    out[outStart + 2 * m + 1] = odd
  }
}
