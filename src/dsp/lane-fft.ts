/**
 * Many Fourier transforms of one length side by side: sample m of lane q at index m nLanes + q. Self-sorting passes
 * (Stockham) of radix 4, 2, 3, 5 and other small primes, each a loop of simd/fourier.ts over neighbouring lanes; a length
 * with a larger prime factor goes through Bluestein's convolution (1970), as in fft.ts.
 */
import { bluesteinChirp, bluesteinSize, isSmooth, radicesOf } from './fft.ts'
import type { SimdHeap, SimdLoops } from './simd-heap.ts'

export interface LaneFft {
  /** In the heap, n nLanes values each: what is transformed, and by default the result. */
  readonly re: Float64Array
  readonly im: Float64Array
  /** Transforms `nLanes` lanes, at most those of the plan, packed as n nLanes values. */
  forward(nLanes?: number, out?: LanePair): void
  /** The inverse, without the factor 1/n; `out`: other arrays of the heap for the result. */
  inverse(nLanes?: number, out?: LanePair): void
}

export interface LanePair {
  readonly re: Float64Array
  readonly im: Float64Array
}

/** Bytes of heap that a plan takes. */
export function laneFftBytes(n: number, nLanes: number): number {
  if (!isSmooth(n)) return laneFftBytes(bluesteinSize(n), nLanes) + 8 * (2 * n * nLanes + 8)
  return 8 * (4 * (n * nLanes + 4) + 2 * radicesOf(n).length * (n + 4))
}

export function laneFft(n: number, nLanes: number, heap: SimdHeap): LaneFft {
  return isSmooth(n) ? stockham(n, nLanes, heap) : bluestein(n, nLanes, heap)
}

function stockham(n: number, mostLanes: number, heap: SimdHeap): LaneFft {
  const [re, im, otherRe, otherIm] = [1, 2, 3, 4].map(() => heap.floats(n * mostLanes)) as Four
  const passes = passesOf(n, heap)
  const { loops } = heap

  const other = { re: otherRe, im: otherIm }
  const work = { re, im }

  /** The last pass writes to `out`, or to what it does not read. */
  const transform = (nLanes: number, isInverse: boolean, out: LanePair): void => {
    passes.forEach(({ radix, length, roots }, index) => {
      const from = addressesOf(index % 2 === 0 ? work : other, isInverse)
      const isLast = index === passes.length - 1
      const to = addressesOf(isLast && out !== work ? out : index % 2 === 0 ? other : work, isInverse)
      runPass(loops, radix, ...from, ...to, length, (nLanes * n) / length, roots.byteOffset)
    })
    const result = passes.length % 2 === 0 ? work : other
    if (out === result || (passes.length > 0 && out !== work)) return
    out.re.set(result.re.subarray(0, n * nLanes))
    out.im.set(result.im.subarray(0, n * nLanes))
  }

  return {
    re,
    im,
    forward: (nLanes = mostLanes, out = work) => transform(nLanes, false, out),
    inverse: (nLanes = mostLanes, out = work) => transform(nLanes, true, out),
  }
}

/** Real and imaginary parts change places for the inverse: that is all it takes. */
function addressesOf({ re, im }: LanePair, isInverse: boolean): readonly [number, number] {
  return isInverse ? [im.byteOffset, re.byteOffset] : [re.byteOffset, im.byteOffset]
}

type Four = [Float64Array, Float64Array, Float64Array, Float64Array]

interface Pass {
  readonly radix: number
  /** Length of the transforms that this pass breaks up. */
  readonly length: number
  /** (cos, sin) of exp(-2 pi i k / length), k in [0, length). */
  readonly roots: Float64Array
}

function passesOf(n: number, heap: SimdHeap): readonly Pass[] {
  let length = n
  return radicesOf(n)
    .filter((radix) => radix > 1)
    .map((radix) => {
      const pass = { radix, length, roots: heap.copyOf(rootsOfUnity(length)) }
      length /= radix
      return pass
    })
}

/** (cos, sin) of exp(-2 pi i k / n), k in [0, count). */
export function rootsOfUnity(n: number, count = n): Float64Array {
  const roots = new Float64Array(2 * count)
  for (let k = 0; k < count; k++) {
    roots[2 * k] = Math.cos((2 * Math.PI * k) / n)
    roots[2 * k + 1] = -Math.sin((2 * Math.PI * k) / n)
  }
  return roots
}

function runPass(loops: SimdLoops, radix: number, ...rest: number[]): void {
  if (radix === 2) loops.passOfTwo(...rest)
  else if (radix === 3) loops.passOfThree(...rest)
  else if (radix === 4) loops.passOfFour(...rest)
  else if (radix === 5) loops.passOfFive(...rest)
  else loops.passOfOdd(...rest, radix)
}

/** X[k] = c[k] sum_m (x[m] c[m]) c*[k - m], as in fft.ts, in every lane. */
function bluestein(n: number, mostLanes: number, heap: SimdHeap): LaneFft {
  const size = bluesteinSize(n)
  const inner = stockham(size, mostLanes, heap)
  const { chirpRe, chirpIm, kernelRe, kernelIm } = bluesteinChirp(n)
  const [re, im] = [heap.floats(n * mostLanes), heap.floats(n * mostLanes)]

  const work = { re, im }

  const transform = (nLanes: number, isInverse: boolean, out: LanePair): void => {
    const [first, second] = isInverse ? [im, re] : [re, im]
    const [outFirst, outSecond] = isInverse ? [out.im, out.re] : [out.re, out.im]
    inner.re.fill(0)
    inner.im.fill(0)
    for (let m = 0; m < n; m++) multiplyRow(first, second, m, nLanes, chirpRe[m]!, chirpIm[m]!, inner.re, inner.im)
    inner.forward(nLanes)
    for (let k = 0; k < size; k++) {
      multiplyRow(inner.re, inner.im, k, nLanes, kernelRe[k]! / size, kernelIm[k]! / size, inner.re, inner.im)
    }
    inner.inverse(nLanes)
    for (let k = 0; k < n; k++) {
      multiplyRow(inner.re, inner.im, k, nLanes, chirpRe[k]!, chirpIm[k]!, outFirst, outSecond)
    }
  }

  return {
    re,
    im,
    forward: (nLanes = mostLanes, out = work) => transform(nLanes, false, out),
    inverse: (nLanes = mostLanes, out = work) => transform(nLanes, true, out),
  }
}

/** out = row `row` of (re, im) times (a, b), which may be in place. */
function multiplyRow(
  re: Float64Array,
  im: Float64Array,
  row: number,
  nLanes: number,
  a: number,
  b: number,
  outRe: Float64Array,
  outIm: Float64Array,
): void {
  for (let at = row * nLanes; at < (row + 1) * nLanes; at++) {
    const x = re[at]!
    const y = im[at]!
    outRe[at] = x * a - y * b
    outIm[at] = x * b + y * a
  }
}
