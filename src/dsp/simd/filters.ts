// The loops of wavelet transforms (decimated-level.ts, swt.ts), two values at a time. Addresses are in bytes, counts in
// float64 values. Filters come in reading order: an output is the sum of taps[t] times the t-th value of a window.

/** Extensions, numbered as in extension.ts: zeros 0, symmetric 1, reflect 2, periodic 3. */
function insideIndex(extension: i32, at: i32, n: i32): i32 {
  if (extension === 3) return modulo(at, n)
  const period = extension === 1 ? 2 * n : 2 * n - 2
  if (period === 0) return 0
  const folded = modulo(at, period)
  return folded < n ? folded : period - folded - (extension === 1 ? 1 : 0)
}

function modulo(a: i32, n: i32): i32 {
  const rest = a % n
  return rest < 0 ? rest + n : rest
}

/** out[i] = x at sample i + start, i in [0, count), x being source[0, n) extended; `start` may be negative. */
export function extend(source: usize, n: i32, extension: i32, start: i32, count: i32, out: usize): void {
  const insideStart = min(count, max(0, -start))
  const insideEnd = max(insideStart, min(count, n - start))
  for (let i = 0; i < insideStart; i++) storeOutside(source, n, extension, i + start, out + (i << 3))
  memory.copy(out + (insideStart << 3), source + ((insideStart + start) << 3), (insideEnd - insideStart) << 3)
  for (let i = insideEnd; i < count; i++) storeOutside(source, n, extension, i + start, out + (i << 3))
}

function storeOutside(source: usize, n: i32, extension: i32, at: i32, to: usize): void {
  store<f64>(to, extension === 0 ? 0 : load<f64>(source + (insideIndex(extension, at, n) << 3)))
}

/** even[i] = x[2i], odd[i] = x[2i + 1], i in [0, nPairs); one more of either may be written. */
export function split(x: usize, nPairs: i32, even: usize, odd: usize): void {
  for (let i = 0; i < nPairs; i += 2) {
    const a = v128.load(x + (i << 4))
    const b = v128.load(x + (i << 4), 16)
    v128.store(even + (i << 3), v128.shuffle<f64>(a, b, 0, 2))
    v128.store(odd + (i << 3), v128.shuffle<f64>(a, b, 1, 3))
  }
}

/** lo[i] = sum_u taps[2u] even[i + u] + taps[2u + 1] odd[i + u], u in [0, nTapPairs), i in [0, count); hi likewise. */
export function decimatePair(
  even: usize,
  odd: usize,
  loTaps: usize,
  hiTaps: usize,
  nTapPairs: i32,
  count: i32,
  lo: usize,
  hi: usize,
): void {
  const inPairs = count & ~3
  for (let i = 0; i < inPairs; i += 4) {
    let lo0 = f64x2.splat(0)
    let lo1 = f64x2.splat(0)
    let hi0 = f64x2.splat(0)
    let hi1 = f64x2.splat(0)
    let e = even + (i << 3)
    let o = odd + (i << 3)
    let l = loTaps
    let h = hiTaps
    for (let u = 0; u < nTapPairs; u++) {
      const e0 = v128.load(e)
      const e1 = v128.load(e, 16)
      const o0 = v128.load(o)
      const o1 = v128.load(o, 16)
      const le = v128.load64_splat(l)
      const lt = v128.load64_splat(l, 8)
      const he = v128.load64_splat(h)
      const ht = v128.load64_splat(h, 8)
      lo0 = f64x2.add(lo0, f64x2.add(f64x2.mul(le, e0), f64x2.mul(lt, o0)))
      lo1 = f64x2.add(lo1, f64x2.add(f64x2.mul(le, e1), f64x2.mul(lt, o1)))
      hi0 = f64x2.add(hi0, f64x2.add(f64x2.mul(he, e0), f64x2.mul(ht, o0)))
      hi1 = f64x2.add(hi1, f64x2.add(f64x2.mul(he, e1), f64x2.mul(ht, o1)))
      e += 8
      o += 8
      l += 16
      h += 16
    }
    v128.store(lo + (i << 3), lo0)
    v128.store(lo + (i << 3), lo1, 16)
    v128.store(hi + (i << 3), hi0)
    v128.store(hi + (i << 3), hi1, 16)
  }
  for (let i = inPairs; i < count; i++) {
    let a: f64 = 0
    let d: f64 = 0
    for (let u = 0; u < nTapPairs; u++) {
      const e = load<f64>(even + ((i + u) << 3))
      const o = load<f64>(odd + ((i + u) << 3))
      a += load<f64>(loTaps + (u << 4)) * e + load<f64>(loTaps + (u << 4), 8) * o
      d += load<f64>(hiTaps + (u << 4)) * e + load<f64>(hiTaps + (u << 4), 8) * o
    }
    store<f64>(lo + (i << 3), a)
    store<f64>(hi + (i << 3), d)
  }
}

/** lo[i] = sum_t loTaps[t] x[i + spacing t], t in [0, nTaps), i in [0, count), count even; hi likewise. */
export function dilatePair(
  x: usize,
  loTaps: usize,
  hiTaps: usize,
  nTaps: i32,
  spacing: i32,
  count: i32,
  lo: usize,
  hi: usize,
): void {
  let i = 0
  // Six chains of additions: fewer would wait for each other.
  for (; i + 6 <= count; i += 6) {
    let lo0 = f64x2.splat(0)
    let lo1 = f64x2.splat(0)
    let lo2 = f64x2.splat(0)
    let hi0 = f64x2.splat(0)
    let hi1 = f64x2.splat(0)
    let hi2 = f64x2.splat(0)
    let at = x + (i << 3)
    for (let t = 0; t < nTaps; t++) {
      const x0 = v128.load(at)
      const x1 = v128.load(at, 16)
      const x2 = v128.load(at, 32)
      const l = v128.load64_splat(loTaps + (t << 3))
      const h = v128.load64_splat(hiTaps + (t << 3))
      lo0 = f64x2.add(lo0, f64x2.mul(l, x0))
      lo1 = f64x2.add(lo1, f64x2.mul(l, x1))
      lo2 = f64x2.add(lo2, f64x2.mul(l, x2))
      hi0 = f64x2.add(hi0, f64x2.mul(h, x0))
      hi1 = f64x2.add(hi1, f64x2.mul(h, x1))
      hi2 = f64x2.add(hi2, f64x2.mul(h, x2))
      at += spacing << 3
    }
    v128.store(lo + (i << 3), lo0)
    v128.store(lo + (i << 3), lo1, 16)
    v128.store(lo + (i << 3), lo2, 32)
    v128.store(hi + (i << 3), hi0)
    v128.store(hi + (i << 3), hi1, 16)
    v128.store(hi + (i << 3), hi2, 32)
  }
  for (; i < count; i += 2) {
    v128.store(lo + (i << 3), windowSum(x + (i << 3), loTaps, nTaps, spacing))
    v128.store(hi + (i << 3), windowSum(x + (i << 3), hiTaps, nTaps, spacing))
  }
}

/** out[i] = sum_t taps[t] x[i + spacing t], t in [0, nTaps), i in [0, count), count even; added with isAdded. */
export function dilate(x: usize, taps: usize, nTaps: i32, spacing: i32, count: i32, out: usize, isAdded: bool): void {
  let i = 0
  for (; i + 12 <= count; i += 12) {
    let sum0 = f64x2.splat(0)
    let sum1 = f64x2.splat(0)
    let sum2 = f64x2.splat(0)
    let sum3 = f64x2.splat(0)
    let sum4 = f64x2.splat(0)
    let sum5 = f64x2.splat(0)
    let at = x + (i << 3)
    for (let t = 0; t < nTaps; t++) {
      const tap = v128.load64_splat(taps + (t << 3))
      sum0 = f64x2.add(sum0, f64x2.mul(tap, v128.load(at)))
      sum1 = f64x2.add(sum1, f64x2.mul(tap, v128.load(at, 16)))
      sum2 = f64x2.add(sum2, f64x2.mul(tap, v128.load(at, 32)))
      sum3 = f64x2.add(sum3, f64x2.mul(tap, v128.load(at, 48)))
      sum4 = f64x2.add(sum4, f64x2.mul(tap, v128.load(at, 64)))
      sum5 = f64x2.add(sum5, f64x2.mul(tap, v128.load(at, 80)))
      at += spacing << 3
    }
    const to = out + (i << 3)
    storePart(to, sum0, isAdded)
    storePart(to + 16, sum1, isAdded)
    storePart(to + 32, sum2, isAdded)
    storePart(to + 48, sum3, isAdded)
    storePart(to + 64, sum4, isAdded)
    storePart(to + 80, sum5, isAdded)
  }
  for (; i < count; i += 2) storePart(out + (i << 3), windowSum(x + (i << 3), taps, nTaps, spacing), isAdded)
}

function windowSum(x: usize, taps: usize, nTaps: i32, spacing: i32): v128 {
  let sum = f64x2.splat(0)
  for (let t = 0; t < nTaps; t++) {
    sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(taps + (t << 3)), v128.load(x)))
    x += spacing << 3
  }
  return sum
}

function storePart(at: usize, part: v128, isAdded: bool): void {
  v128.store(at, isAdded ? f64x2.add(v128.load(at), part) : part)
}

/**
 * Between the values of a band zeros are put: out[2m] = sum_t evenTaps[t] band[m + t], out[2m + 1] with oddTaps, t in
 * [0, nTaps), m in [0, nPairs); added with isAdded. One pair more may be written.
 */
export function upsample(
  band: usize,
  evenTaps: usize,
  oddTaps: usize,
  nTaps: i32,
  nPairs: i32,
  out: usize,
  isAdded: bool,
): void {
  let m = 0
  for (; m + 4 <= nPairs; m += 4) {
    let even0 = f64x2.splat(0)
    let even1 = f64x2.splat(0)
    let odd0 = f64x2.splat(0)
    let odd1 = f64x2.splat(0)
    let at = band + (m << 3)
    for (let t = 0; t < nTaps; t++) {
      const x0 = v128.load(at)
      const x1 = v128.load(at, 16)
      const e = v128.load64_splat(evenTaps + (t << 3))
      const o = v128.load64_splat(oddTaps + (t << 3))
      even0 = f64x2.add(even0, f64x2.mul(e, x0))
      even1 = f64x2.add(even1, f64x2.mul(e, x1))
      odd0 = f64x2.add(odd0, f64x2.mul(o, x0))
      odd1 = f64x2.add(odd1, f64x2.mul(o, x1))
      at += 8
    }
    storePairs(out + (m << 4), even0, odd0, isAdded)
    storePairs(out + (m << 4) + 32, even1, odd1, isAdded)
  }
  for (; m < nPairs; m += 2) {
    const at = band + (m << 3)
    storePairs(out + (m << 4), windowSum(at, evenTaps, nTaps, 1), windowSum(at, oddTaps, nTaps, 1), isAdded)
  }
}

function storePairs(out: usize, even: v128, odd: v128, isAdded: bool): void {
  storePart(out, v128.shuffle<f64>(even, odd, 0, 2), isAdded)
  storePart(out + 16, v128.shuffle<f64>(even, odd, 1, 3), isAdded)
}

/** As `upsample` with isAdded, of a band that is zero but for nListed values, at the indices (int32). */
export function scatterUpsampled(
  indices: usize,
  values: usize,
  nListed: i32,
  evenTaps: usize,
  oddTaps: usize,
  nTaps: i32,
  nPairs: i32,
  out: usize,
): void {
  for (let s = 0; s < nListed; s++) {
    const index = load<i32>(indices + (s << 2))
    const value = v128.load64_splat(values + (s << 3))
    const end = min(nTaps, index + 1)
    for (let t = max(0, index - nPairs + 1); t < end; t++) {
      const taps = f64x2.replace_lane(v128.load64_splat(evenTaps + (t << 3)), 1, load<f64>(oddTaps + (t << 3)))
      storePart(out + ((index - t) << 4), f64x2.mul(taps, value), true)
    }
  }
}

/**
 * As `dilate` with isAdded, over a band of period n that starts `before` samples ahead and is zero but for nListed values,
 * at the indices (int32): out[i] += sum_t taps[t] band[(i - before + spacing t) mod n].
 */
export function scatterDilated(
  indices: usize,
  values: usize,
  nListed: i32,
  taps: usize,
  nTaps: i32,
  spacing: i32,
  before: i32,
  n: i32,
  out: usize,
): void {
  const step = spacing % n
  for (let s = 0; s < nListed; s++) {
    const index = load<i32>(indices + (s << 2))
    const value = load<f64>(values + (s << 3))
    let at = (index + before) % n
    for (let t = 0; t < nTaps; t++) {
      const to = out + (at << 3)
      store<f64>(to, load<f64>(to) + load<f64>(taps + (t << 3)) * value)
      at -= step
      if (at < 0) at += n
    }
  }
}
