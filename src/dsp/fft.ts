/**
 * Discrete Fourier transform of any length, double precision: X[k] = sum_m x[m] exp(-2 pi i k m / n).
 *
 * Self-sorting (Stockham) passes of radix 4, 2 and small odd primes; a length with a prime factor above LARGEST_RADIX
 * goes through Bluestein's convolution (1970). Twiddles are computed once per plan. One transform at a time and plain:
 * where many are wanted, lane-fft.ts is several times as fast.
 */

export interface FftPlan {
  readonly n: number
  /** In place on re[0, n) and im[0, n). */
  forward(re: Float64Array, im: Float64Array): void
  /** The inverse, including 1/n. */
  inverse(re: Float64Array, im: Float64Array): void
}

const LARGEST_RADIX = 31

const plans = new Map<number, FftPlan>()

/** The plan for length n >= 1, made once per thread. It owns scratch memory: one call at a time. */
export function fftPlan(n: number): FftPlan {
  let plan = plans.get(n)
  if (plan === undefined) {
    if (!Number.isInteger(n) || n < 1) throw new RangeError(`fftPlan: length ${n}`)
    const radices = radicesOf(n)
    const forward = Math.max(...radices) > LARGEST_RADIX ? bluestein(n) : stockham(n, radices)
    plan = { n, forward, inverse: (re, im) => inverseBySwap(forward, n, re, im) }
    plans.set(n, plan)
  }
  return plan
}

type Transform = (re: Float64Array, im: Float64Array) => void

function inverseBySwap(forward: Transform, n: number, re: Float64Array, im: Float64Array): void {
  forward(im, re)
  for (let i = 0; i < n; i++) {
    re[i] = re[i]! / n
    im[i] = im[i]! / n
  }
}

/** Factors of n: fours first, then a two, then odd primes ascending; [1] for n = 1. */
export function radicesOf(n: number): number[] {
  const radices: number[] = []
  let rest = n
  for (let radix = 4; rest > 1; ) {
    if (rest % radix === 0) {
      radices.push(radix)
      rest /= radix
    } else if (radix === 4) radix = 2
    else if (radix === 2) radix = 3
    else if (radix * radix > rest) radix = rest
    else radix += 2
  }
  return radices.length === 0 ? [1] : radices
}

/** cos and -sin of 2 pi i / n for i in [0, n): the powers of exp(-2 pi i / n). */
function roots(n: number): { cos: Float64Array; sin: Float64Array } {
  const angle = (i: number) => (2 * Math.PI * i) / n
  return {
    cos: Float64Array.from({ length: n }, (_, i) => Math.cos(angle(i))),
    sin: Float64Array.from({ length: n }, (_, i) => -Math.sin(angle(i))),
  }
}

/** Whether a length transforms by short passes alone. */
export function isSmooth(n: number): boolean {
  return Math.max(...radicesOf(n)) <= LARGEST_RADIX
}

interface Pass {
  readonly radix: number
  /** Length of the transforms that this pass breaks up, and how many interleaved ones there are. */
  readonly length: number
  readonly stride: number
  readonly cos: Float64Array
  readonly sin: Float64Array
}

function passesOf(n: number, radices: readonly number[]): readonly Pass[] {
  const passes: Pass[] = []
  let length = n
  for (const radix of radices) {
    if (radix > 1) passes.push({ radix, length, stride: n / length, ...roots(length) })
    length /= radix
  }
  return passes
}

function runPass(pass: Pass, re: Float64Array, im: Float64Array, outRe: Float64Array, outIm: Float64Array): void {
  if (pass.radix === 4) passOfFour(pass, re, im, outRe, outIm)
  else if (pass.radix === 2) passOfTwo(pass, re, im, outRe, outIm)
  else passOfOdd(pass, re, im, outRe, outIm)
}

function stockham(n: number, radices: readonly number[]): Transform {
  const passes = passesOf(n, radices)
  const scratchRe = new Float64Array(n)
  const scratchIm = new Float64Array(n)
  return (re, im) => {
    let inScratch = false
    for (const pass of passes) {
      if (inScratch) runPass(pass, scratchRe, scratchIm, re, im)
      else runPass(pass, re, im, scratchRe, scratchIm)
      inScratch = !inScratch
    }
    if (!inScratch) return
    for (let i = 0; i < n; i++) {
      re[i] = scratchRe[i]!
      im[i] = scratchIm[i]!
    }
  }
}

// In all passes: y[q + stride (radix p + r)] = w^(p r) sum_m x[q + stride (p + m length/radix)] exp(-2 pi i m r / radix),
// p in [0, length / radix), q in [0, stride), w = exp(-2 pi i / length).

function passOfTwo(pass: Pass, re: Float64Array, im: Float64Array, outRe: Float64Array, outIm: Float64Array): void {
  const { length, stride, cos, sin } = pass
  const half = length / 2
  for (let p = 0; p < half; p++) {
    const wr = cos[p]!
    const wi = sin[p]!
    for (let q = 0; q < stride; q++) {
      const a = q + stride * p
      const b = a + stride * half
      const to = q + stride * 2 * p
      const dr = re[a]! - re[b]!
      const di = im[a]! - im[b]!
      outRe[to] = re[a]! + re[b]!
      outIm[to] = im[a]! + im[b]!
      outRe[to + stride] = wr * dr - wi * di
      outIm[to + stride] = wr * di + wi * dr
    }
  }
}

function passOfFour(pass: Pass, re: Float64Array, im: Float64Array, outRe: Float64Array, outIm: Float64Array): void {
  const { length, stride, cos, sin } = pass
  const quarter = length / 4
  const step = stride * quarter
  for (let p = 0; p < quarter; p++) {
    const w1r = cos[p]!
    const w1i = sin[p]!
    const w2r = cos[2 * p]!
    const w2i = sin[2 * p]!
    const w3r = cos[3 * p]!
    const w3i = sin[3 * p]!
    for (let q = 0; q < stride; q++) {
      const a = q + stride * p
      const b = a + step
      const c = b + step
      const d = c + step
      const sumAcR = re[a]! + re[c]!
      const sumAcI = im[a]! + im[c]!
      const difAcR = re[a]! - re[c]!
      const difAcI = im[a]! - im[c]!
      const sumBdR = re[b]! + re[d]!
      const sumBdI = im[b]! + im[d]!
      const difBdR = re[b]! - re[d]!
      const difBdI = im[b]! - im[d]!
      let to = q + stride * 4 * p
      outRe[to] = sumAcR + sumBdR
      outIm[to] = sumAcI + sumBdI
      to += stride
      const y1r = difAcR + difBdI
      const y1i = difAcI - difBdR
      outRe[to] = w1r * y1r - w1i * y1i
      outIm[to] = w1r * y1i + w1i * y1r
      to += stride
      const y2r = sumAcR - sumBdR
      const y2i = sumAcI - sumBdI
      outRe[to] = w2r * y2r - w2i * y2i
      outIm[to] = w2r * y2i + w2i * y2r
      to += stride
      const y3r = difAcR - difBdI
      const y3i = difAcI + difBdR
      outRe[to] = w3r * y3r - w3i * y3i
      outIm[to] = w3r * y3i + w3i * y3r
    }
  }
}

function passOfOdd(pass: Pass, re: Float64Array, im: Float64Array, outRe: Float64Array, outIm: Float64Array): void {
  const { radix, length, stride, cos, sin } = pass
  const count = length / radix
  for (let p = 0; p < count; p++) {
    for (let r = 0; r < radix; r++) {
      for (let q = 0; q < stride; q++) {
        let sumRe = 0
        let sumIm = 0
        for (let m = 0; m < radix; m++) {
          // w^(p r) exp(-2 pi i m r / radix), both as a power of w.
          const power = (r * (p + m * count)) % length
          const from = q + stride * (p + m * count)
          sumRe += cos[power]! * re[from]! - sin[power]! * im[from]!
          sumIm += cos[power]! * im[from]! + sin[power]! * re[from]!
        }
        const to = q + stride * (radix * p + r)
        outRe[to] = sumRe
        outIm[to] = sumIm
      }
    }
  }
}

/** X[k] = c[k] sum_m (x[m] c[m]) conj(c[k - m]), c[m] = exp(-pi i m^2 / n): a circular convolution of length 2^p. */
function bluestein(n: number): Transform {
  const size = bluesteinSize(n)
  const inner = fftPlan(size)
  const { chirpRe, chirpIm, kernelRe, kernelIm } = bluesteinChirp(n)
  const bufferRe = new Float64Array(size)
  const bufferIm = new Float64Array(size)
  return (re, im) => {
    bufferRe.fill(0)
    bufferIm.fill(0)
    for (let m = 0; m < n; m++) {
      bufferRe[m] = re[m]! * chirpRe[m]! - im[m]! * chirpIm[m]!
      bufferIm[m] = re[m]! * chirpIm[m]! + im[m]! * chirpRe[m]!
    }
    inner.forward(bufferRe, bufferIm)
    for (let k = 0; k < size; k++) {
      const r = bufferRe[k]! * kernelRe[k]! - bufferIm[k]! * kernelIm[k]!
      bufferIm[k] = bufferRe[k]! * kernelIm[k]! + bufferIm[k]! * kernelRe[k]!
      bufferRe[k] = r
    }
    inner.inverse(bufferRe, bufferIm)
    for (let k = 0; k < n; k++) {
      re[k] = bufferRe[k]! * chirpRe[k]! - bufferIm[k]! * chirpIm[k]!
      im[k] = bufferRe[k]! * chirpIm[k]! + bufferIm[k]! * chirpRe[k]!
    }
  }
}

/** Length of the convolution that stands for a transform of length n. */
export function bluesteinSize(n: number): number {
  return 2 ** Math.ceil(Math.log2(2 * n - 1))
}

/** c[m], and the transform over bluesteinSize(n) points of what it is convolved with, c*[m] for m in (-n, n). */
export function bluesteinChirp(
  n: number,
): Readonly<Record<'chirpRe' | 'chirpIm' | 'kernelRe' | 'kernelIm', Float64Array>> {
  const size = bluesteinSize(n)
  // m^2 is reduced modulo 2n first, so that the angle stays exact for large m.
  const angles = Float64Array.from({ length: n }, (_, m) => (Math.PI * ((m * m) % (2 * n))) / n)
  const chirpRe = angles.map(Math.cos)
  const chirpIm = angles.map((angle) => -Math.sin(angle))
  const kernelRe = new Float64Array(size)
  const kernelIm = new Float64Array(size)
  for (let m = 0; m < n; m++) {
    const mirrored = (size - m) % size
    kernelRe[m] = kernelRe[mirrored] = chirpRe[m]!
    kernelIm[m] = kernelIm[mirrored] = -chirpIm[m]!
  }
  fftPlan(size).forward(kernelRe, kernelIm)
  return { chirpRe, chirpIm, kernelRe, kernelIm }
}
