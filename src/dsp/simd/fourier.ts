// Passes of many Fourier transforms side by side (lane-fft.ts), two lanes at a time. Addresses are in bytes.
//
// In all passes, with p in [0, length / radix), q in [0, stride), w = exp(-2 pi i / length):
//   out[q + stride (radix p + r)] = w^(p r) sum_m in[q + stride (p + m length / radix)] exp(-2 pi i m r / radix).
// `roots` holds w^k as pairs (cos, sin), k in [0, length). Where the stride is odd the last pair of lanes is done over
// again with the one before; a stride of 1 writes one value too many, which the next in order overwrites.

/** Where the pair of lanes that starts at q is, in bytes: the last of an odd number moves back by one. */
function pairAt(q: i32, stride: i32): usize {
  return <usize>(max(0, min(q, stride - 2)) << 3)
}

export function passOfTwo(
  re: usize,
  im: usize,
  outRe: usize,
  outIm: usize,
  length: i32,
  stride: i32,
  roots: usize,
): void {
  const half = length / 2
  const row = (<usize>stride) << 3
  const step = row * half
  for (let p = 0; p < half; p++) {
    const wRe = v128.load64_splat(roots + (p << 4))
    const wIm = v128.load64_splat(roots + (p << 4), 8)
    for (let q = 0; q < stride; q += 2) {
      const from = row * p + pairAt(q, stride)
      const to = row * p + from
      const aRe = v128.load(re + from)
      const aIm = v128.load(im + from)
      const bRe = v128.load(re + from + step)
      const bIm = v128.load(im + from + step)
      v128.store(outRe + to, f64x2.add(aRe, bRe))
      v128.store(outIm + to, f64x2.add(aIm, bIm))
      storeTurned(outRe + to + row, outIm + to + row, f64x2.sub(aRe, bRe), f64x2.sub(aIm, bIm), wRe, wIm)
    }
  }
}

export function passOfThree(
  re: usize,
  im: usize,
  outRe: usize,
  outIm: usize,
  length: i32,
  stride: i32,
  roots: usize,
): void {
  const third = length / 3
  const row = (<usize>stride) << 3
  const step = row * third
  const half = f64x2.splat(-0.5)
  const sine = f64x2.splat(0.8660254037844386)
  for (let p = 0; p < third; p++) {
    const w1Re = v128.load64_splat(roots + (p << 4))
    const w1Im = v128.load64_splat(roots + (p << 4), 8)
    const w2Re = v128.load64_splat(roots + (p << 5))
    const w2Im = v128.load64_splat(roots + (p << 5), 8)
    for (let q = 0; q < stride; q += 2) {
      const lane = pairAt(q, stride)
      const from = row * p + lane
      const to = row * 3 * p + lane
      const aRe = v128.load(re + from)
      const aIm = v128.load(im + from)
      const bRe = v128.load(re + from + step)
      const bIm = v128.load(im + from + step)
      const cRe = v128.load(re + from + 2 * step)
      const cIm = v128.load(im + from + 2 * step)
      const sumRe = f64x2.add(bRe, cRe)
      const sumIm = f64x2.add(bIm, cIm)
      const evenRe = f64x2.add(aRe, f64x2.mul(half, sumRe))
      const evenIm = f64x2.add(aIm, f64x2.mul(half, sumIm))
      const oddRe = f64x2.mul(sine, f64x2.sub(bRe, cRe))
      const oddIm = f64x2.mul(sine, f64x2.sub(bIm, cIm))
      v128.store(outRe + to, f64x2.add(aRe, sumRe))
      v128.store(outIm + to, f64x2.add(aIm, sumIm))
      storeTurned(outRe + to + row, outIm + to + row, f64x2.add(evenRe, oddIm), f64x2.sub(evenIm, oddRe), w1Re, w1Im)
      storeTurned(
        outRe + to + 2 * row,
        outIm + to + 2 * row,
        f64x2.sub(evenRe, oddIm),
        f64x2.add(evenIm, oddRe),
        w2Re,
        w2Im,
      )
    }
  }
}

export function passOfFour(
  re: usize,
  im: usize,
  outRe: usize,
  outIm: usize,
  length: i32,
  stride: i32,
  roots: usize,
): void {
  const quarter = length / 4
  const row = (<usize>stride) << 3
  const step = row * quarter
  for (let p = 0; p < quarter; p++) {
    const w1Re = v128.load64_splat(roots + (p << 4))
    const w1Im = v128.load64_splat(roots + (p << 4), 8)
    const w2Re = v128.load64_splat(roots + (p << 5))
    const w2Im = v128.load64_splat(roots + (p << 5), 8)
    const w3Re = v128.load64_splat(roots + 3 * (p << 4))
    const w3Im = v128.load64_splat(roots + 3 * (p << 4), 8)
    for (let q = 0; q < stride; q += 2) {
      const lane = pairAt(q, stride)
      const from = row * p + lane
      const to = row * 4 * p + lane
      const aRe = v128.load(re + from)
      const aIm = v128.load(im + from)
      const bRe = v128.load(re + from + step)
      const bIm = v128.load(im + from + step)
      const cRe = v128.load(re + from + 2 * step)
      const cIm = v128.load(im + from + 2 * step)
      const dRe = v128.load(re + from + 3 * step)
      const dIm = v128.load(im + from + 3 * step)
      const sumAcRe = f64x2.add(aRe, cRe)
      const sumAcIm = f64x2.add(aIm, cIm)
      const difAcRe = f64x2.sub(aRe, cRe)
      const difAcIm = f64x2.sub(aIm, cIm)
      const sumBdRe = f64x2.add(bRe, dRe)
      const sumBdIm = f64x2.add(bIm, dIm)
      const difBdRe = f64x2.sub(bRe, dRe)
      const difBdIm = f64x2.sub(bIm, dIm)
      v128.store(outRe + to, f64x2.add(sumAcRe, sumBdRe))
      v128.store(outIm + to, f64x2.add(sumAcIm, sumBdIm))
      storeTurned(
        outRe + to + row,
        outIm + to + row,
        f64x2.add(difAcRe, difBdIm),
        f64x2.sub(difAcIm, difBdRe),
        w1Re,
        w1Im,
      )
      storeTurned(
        outRe + to + 2 * row,
        outIm + to + 2 * row,
        f64x2.sub(sumAcRe, sumBdRe),
        f64x2.sub(sumAcIm, sumBdIm),
        w2Re,
        w2Im,
      )
      storeTurned(
        outRe + to + 3 * row,
        outIm + to + 3 * row,
        f64x2.sub(difAcRe, difBdIm),
        f64x2.add(difAcIm, difBdRe),
        w3Re,
        w3Im,
      )
    }
  }
}

export function passOfFive(
  re: usize,
  im: usize,
  outRe: usize,
  outIm: usize,
  length: i32,
  stride: i32,
  roots: usize,
): void {
  const fifth = length / 5
  const row = (<usize>stride) << 3
  const step = row * fifth
  const cos1 = f64x2.splat(0.30901699437494745)
  const cos2 = f64x2.splat(-0.8090169943749475)
  const sin1 = f64x2.splat(0.9510565162951535)
  const sin2 = f64x2.splat(0.5877852522924731)
  for (let p = 0; p < fifth; p++) {
    const at = roots + (p << 4)
    for (let q = 0; q < stride; q += 2) {
      const lane = pairAt(q, stride)
      const from = row * p + lane
      const to = row * 5 * p + lane
      const aRe = v128.load(re + from)
      const aIm = v128.load(im + from)
      const bRe = v128.load(re + from + step)
      const bIm = v128.load(im + from + step)
      const cRe = v128.load(re + from + 2 * step)
      const cIm = v128.load(im + from + 2 * step)
      const dRe = v128.load(re + from + 3 * step)
      const dIm = v128.load(im + from + 3 * step)
      const eRe = v128.load(re + from + 4 * step)
      const eIm = v128.load(im + from + 4 * step)
      const sumBeRe = f64x2.add(bRe, eRe)
      const sumBeIm = f64x2.add(bIm, eIm)
      const difBeRe = f64x2.sub(bRe, eRe)
      const difBeIm = f64x2.sub(bIm, eIm)
      const sumCdRe = f64x2.add(cRe, dRe)
      const sumCdIm = f64x2.add(cIm, dIm)
      const difCdRe = f64x2.sub(cRe, dRe)
      const difCdIm = f64x2.sub(cIm, dIm)
      v128.store(outRe + to, f64x2.add(aRe, f64x2.add(sumBeRe, sumCdRe)))
      v128.store(outIm + to, f64x2.add(aIm, f64x2.add(sumBeIm, sumCdIm)))
      const even1Re = f64x2.add(aRe, f64x2.add(f64x2.mul(cos1, sumBeRe), f64x2.mul(cos2, sumCdRe)))
      const even1Im = f64x2.add(aIm, f64x2.add(f64x2.mul(cos1, sumBeIm), f64x2.mul(cos2, sumCdIm)))
      const odd1Re = f64x2.add(f64x2.mul(sin1, difBeRe), f64x2.mul(sin2, difCdRe))
      const odd1Im = f64x2.add(f64x2.mul(sin1, difBeIm), f64x2.mul(sin2, difCdIm))
      storeFifth(outRe + to, outIm + to, row, 1, f64x2.add(even1Re, odd1Im), f64x2.sub(even1Im, odd1Re), at, p)
      const even2Re = f64x2.add(aRe, f64x2.add(f64x2.mul(cos2, sumBeRe), f64x2.mul(cos1, sumCdRe)))
      const even2Im = f64x2.add(aIm, f64x2.add(f64x2.mul(cos2, sumBeIm), f64x2.mul(cos1, sumCdIm)))
      const odd2Re = f64x2.sub(f64x2.mul(sin2, difBeRe), f64x2.mul(sin1, difCdRe))
      const odd2Im = f64x2.sub(f64x2.mul(sin2, difBeIm), f64x2.mul(sin1, difCdIm))
      storeFifth(outRe + to, outIm + to, row, 2, f64x2.add(even2Re, odd2Im), f64x2.sub(even2Im, odd2Re), at, p)
      storeFifth(outRe + to, outIm + to, row, 3, f64x2.sub(even2Re, odd2Im), f64x2.add(even2Im, odd2Re), at, p)
      storeFifth(outRe + to, outIm + to, row, 4, f64x2.sub(even1Re, odd1Im), f64x2.add(even1Im, odd1Re), at, p)
    }
  }
}

/** Any other radix, by its plain transform: the root of each term is a power of w. */
export function passOfOdd(
  re: usize,
  im: usize,
  outRe: usize,
  outIm: usize,
  length: i32,
  stride: i32,
  roots: usize,
  radix: i32,
): void {
  const count = length / radix
  const row = (<usize>stride) << 3
  for (let p = 0; p < count; p++) {
    for (let r = 0; r < radix; r++) {
      for (let q = 0; q < stride; q += 2) {
        const lane = pairAt(q, stride)
        let sumRe = f64x2.splat(0)
        let sumIm = f64x2.splat(0)
        for (let m = 0; m < radix; m++) {
          const k = p + m * count
          const root = roots + (((r * k) % length) << 4)
          const wRe = v128.load64_splat(root)
          const wIm = v128.load64_splat(root, 8)
          const xRe = v128.load(re + row * k + lane)
          const xIm = v128.load(im + row * k + lane)
          sumRe = f64x2.add(sumRe, f64x2.sub(f64x2.mul(wRe, xRe), f64x2.mul(wIm, xIm)))
          sumIm = f64x2.add(sumIm, f64x2.add(f64x2.mul(wRe, xIm), f64x2.mul(wIm, xRe)))
        }
        const to = row * (radix * p + r) + lane
        v128.store(outRe + to, sumRe)
        v128.store(outIm + to, sumIm)
      }
    }
  }
}

function storeFifth(outRe: usize, outIm: usize, row: usize, r: i32, yRe: v128, yIm: v128, root: usize, p: i32): void {
  const at = root + (r - 1) * (p << 4)
  const to = <usize>r * row
  storeTurned(outRe + to, outIm + to, yRe, yIm, v128.load64_splat(at), v128.load64_splat(at, 8))
}

/** Stores y w. */
function storeTurned(outRe: usize, outIm: usize, yRe: v128, yIm: v128, wRe: v128, wIm: v128): void {
  v128.store(outRe, f64x2.sub(f64x2.mul(wRe, yRe), f64x2.mul(wIm, yIm)))
  v128.store(outIm, f64x2.add(f64x2.mul(wRe, yIm), f64x2.mul(wIm, yRe)))
}

/**
 * out[lane + nLanes i] = terms[i] factors[i nLanes + lane], complex, i in [0, count): what each lane of a pruned transform starts from.
 * Factors are pairs of planes as everything else here; nLanes may be 1.
 */
export function applyFactors(
  termRe: usize,
  termIm: usize,
  factorRe: usize,
  factorIm: usize,
  count: i32,
  nLanes: i32,
  outRe: usize,
  outIm: usize,
): void {
  for (let i = 0; i < count; i++) {
    const aRe = v128.load64_splat(termRe + (i << 3))
    const aIm = v128.load64_splat(termIm + (i << 3))
    for (let q = 0; q < nLanes; q += 2) {
      const at = ((<usize>i * nLanes) << 3) + pairAt(q, nLanes)
      const bRe = v128.load(factorRe + at)
      const bIm = v128.load(factorIm + at)
      v128.store(outRe + at, f64x2.sub(f64x2.mul(aRe, bRe), f64x2.mul(aIm, bIm)))
      v128.store(outIm + at, f64x2.add(f64x2.mul(aRe, bIm), f64x2.mul(aIm, bRe)))
    }
  }
}
