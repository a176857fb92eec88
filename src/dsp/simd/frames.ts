// Frames of the short-time Fourier transform (stft.ts), one a lane. Addresses are in bytes, counts in float64 values.
// A frame of 2 half real samples is one complex number for each two, and has half + 1 bins.

/** re[m nLanes + f] = x[f hop + 2m] window[2m], im with the next sample, m in [0, half), f in [0, nFrames); 0 beyond. */
export function packFrames(
  x: usize,
  window: usize,
  half: i32,
  hop: i32,
  nFrames: i32,
  nLanes: i32,
  re: usize,
  im: usize,
): void {
  for (let m = 0; m < half; m++) {
    const w0 = load<f64>(window + (m << 4))
    const w1 = load<f64>(window + (m << 4), 8)
    let from = x + (m << 4)
    const to = (<usize>m * nLanes) << 3
    for (let f = 0; f < nFrames; f++) {
      store<f64>(re + to + (f << 3), load<f64>(from) * w0)
      store<f64>(im + to + (f << 3), load<f64>(from, 8) * w1)
      from += hop << 3
    }
    for (let f = nFrames; f < nLanes; f++) {
      store<f64>(re + to + (f << 3), 0)
      store<f64>(im + to + (f << 3), 0)
    }
  }
}

/**
 * Bins [startBin, endBin) of the real frames from the complex transforms Z of half their length:
 *   X[k] = (Z[k] + Z*[half - k]) / 2 - i w^k (Z[k] - Z*[half - k]) / 2, w = exp(-2 pi i / (2 half)), Z[half] = Z[0].
 * outRe[(k - startBin) nLanes + f]; roots: (cos, sin) of w^k. nLanes even.
 */
export function splitSpectra(
  re: usize,
  im: usize,
  half: i32,
  roots: usize,
  nLanes: i32,
  startBin: i32,
  endBin: i32,
  outRe: usize,
  outIm: usize,
): void {
  const row = (<usize>nLanes) << 3
  const half2 = f64x2.splat(0.5)
  for (let k = startBin; k < endBin; k++) {
    const wRe = v128.load64_splat(roots + (k << 4))
    const wIm = v128.load64_splat(roots + (k << 4), 8)
    const a = row * (k === half ? 0 : k)
    const b = row * (k === 0 ? 0 : half - k)
    const to = row * (k - startBin)
    for (let q: usize = 0; q < row; q += 16) {
      const aRe = v128.load(re + a + q)
      const aIm = v128.load(im + a + q)
      const bRe = v128.load(re + b + q)
      const bIm = v128.load(im + b + q)
      const evenRe = f64x2.mul(half2, f64x2.add(aRe, bRe))
      const evenIm = f64x2.mul(half2, f64x2.sub(aIm, bIm))
      const oddRe = f64x2.mul(half2, f64x2.add(aIm, bIm))
      const oddIm = f64x2.mul(half2, f64x2.sub(bRe, aRe))
      v128.store(outRe + to + q, f64x2.add(evenRe, f64x2.sub(f64x2.mul(wRe, oddRe), f64x2.mul(wIm, oddIm))))
      v128.store(outIm + to + q, f64x2.add(evenIm, f64x2.add(f64x2.mul(wRe, oddIm), f64x2.mul(wIm, oddRe))))
    }
  }
}

/**
 * The other way: Z of frames whose bins outside [startBin, endBin) are 0, re and im changing places, so that a forward
 * transform of (re, im) gives the inverse; im of bins 0 and half is not looked at. nLanes even.
 */
export function mergeSpectra(
  inRe: usize,
  inIm: usize,
  half: i32,
  roots: usize,
  nLanes: i32,
  startBin: i32,
  endBin: i32,
  re: usize,
  im: usize,
): void {
  const row = (<usize>nLanes) << 3
  const half2 = f64x2.splat(0.5)
  const zero = f64x2.splat(0)
  for (let k = 0; k < half; k++) {
    const mirrored = half - k
    const hasA = k >= startBin && k < endBin
    const hasB = mirrored >= startBin && mirrored < endBin
    const to = row * k
    const isReal = k === 0
    const wRe = v128.load64_splat(roots + (k << 4))
    const wIm = v128.load64_splat(roots + (k << 4), 8)
    const a = row * (k - startBin)
    const b = row * (mirrored - startBin)
    for (let q: usize = 0; q < row; q += 16) {
      const aRe = hasA ? v128.load(inRe + a + q) : zero
      const aIm = hasA && !isReal ? v128.load(inIm + a + q) : zero
      const bRe = hasB ? v128.load(inRe + b + q) : zero
      const bIm = hasB && !isReal ? v128.load(inIm + b + q) : zero
      const evenRe = f64x2.mul(half2, f64x2.add(aRe, bRe))
      const evenIm = f64x2.mul(half2, f64x2.sub(aIm, bIm))
      const difRe = f64x2.mul(half2, f64x2.sub(aRe, bRe))
      const difIm = f64x2.mul(half2, f64x2.add(aIm, bIm))
      // Times i w^-k.
      const oddRe = f64x2.add(f64x2.mul(wRe, difRe), f64x2.mul(wIm, difIm))
      const oddIm = f64x2.sub(f64x2.mul(wRe, difIm), f64x2.mul(wIm, difRe))
      v128.store(im + to + q, f64x2.sub(evenRe, oddIm))
      v128.store(re + to + q, f64x2.add(evenIm, oddRe))
    }
  }
}

/**
 * Overlap-add: x[frames[l] hop + 2m] += im[m nLanes + l] window[2m], the next sample with re (as mergeSpectra left
 * them), for lanes l in [0, nFrames); frames: int32.
 */
export function addFrames(
  re: usize,
  im: usize,
  window: usize,
  half: i32,
  hop: i32,
  frames: usize,
  nFrames: i32,
  nLanes: i32,
  x: usize,
): void {
  for (let l = 0; l < nFrames; l++) {
    let to = x + ((<usize>(load<i32>(frames + (l << 2)) * hop)) << 3)
    let from = (<usize>l) << 3
    for (let m = 0; m < half; m++) {
      const w0 = load<f64>(window + (m << 4))
      const w1 = load<f64>(window + (m << 4), 8)
      store<f64>(to, load<f64>(to) + load<f64>(im + from) * w0)
      store<f64>(to, load<f64>(to, 8) + load<f64>(re + from) * w1, 8)
      to += 16
      from += (<usize>nLanes) << 3
    }
  }
}

/** out[i] += x[i] weights[i], i in [0, count); one more may be touched. */
export function addWeighted(x: usize, weights: usize, count: i32, out: usize): void {
  const end = (<usize>count) << 3
  for (let at: usize = 0; at < end; at += 16) {
    const part = f64x2.mul(v128.load(x + at), v128.load(weights + at))
    v128.store(out + at, f64x2.add(v128.load(out + at), part))
  }
}
