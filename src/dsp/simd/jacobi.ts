// One-sided Jacobi rotations (hankel-shrinkage.ts). Addresses are in bytes.

/** Squares beneath it are not told exactly. */
const SMALLEST: f64 = 1e-290

/**
 * Makes pairs of columns orthogonal, one pair after the other. Column c of complex numbers is at re, im + 8 stride c, of
 * `stride` numbers, which is even; pairs are of int32. Must hold: powers[c] is the squared length of column c; they are kept
 * so. Columns whose cosine squared is at most `tolerance` are left as they are. Returns how many pairs were rotated.
 */
export function rotateColumns(
  re: usize,
  im: usize,
  powers: usize,
  stride: i32,
  pairs: usize,
  nPairs: i32,
  tolerance: f64,
): i32 {
  let nRotated = 0
  const bytes = (<usize>stride) << 3
  for (let pair = 0; pair < nPairs; pair++) {
    const p = <usize>load<i32>(pairs + (pair << 3))
    const q = <usize>load<i32>(pairs + (pair << 3), 4)
    const pRe = re + p * bytes
    const pIm = im + p * bytes
    const qRe = re + q * bytes
    const qIm = im + q * bytes
    let sumRe = f64x2.splat(0)
    let sumIm = f64x2.splat(0)
    for (let at: usize = 0; at < bytes; at += 16) {
      const a = v128.load(pRe + at)
      const b = v128.load(pIm + at)
      const c = v128.load(qRe + at)
      const d = v128.load(qIm + at)
      sumRe = f64x2.add(sumRe, f64x2.add(f64x2.mul(a, c), f64x2.mul(b, d)))
      sumIm = f64x2.add(sumIm, f64x2.sub(f64x2.mul(a, d), f64x2.mul(b, c)))
    }
    const dotRe = f64x2.extract_lane(sumRe, 0) + f64x2.extract_lane(sumRe, 1)
    const dotIm = f64x2.extract_lane(sumIm, 0) + f64x2.extract_lane(sumIm, 1)
    const dot2 = dotRe * dotRe + dotIm * dotIm
    const powerP = load<f64>(powers + (p << 3))
    const powerQ = load<f64>(powers + (q << 3))
    if (dot2 < SMALLEST || dot2 <= tolerance * powerP * powerQ) continue
    nRotated++
    const dot = sqrt(dot2)
    const zeta = (powerQ - powerP) / (2 * dot)
    const tangent = (zeta < 0 ? -1.0 : 1.0) / (abs(zeta) + sqrt(1 + zeta * zeta))
    const cosine = 1 / sqrt(1 + tangent * tangent)
    store<f64>(powers + (p << 3), max(0, powerP - tangent * dot))
    store<f64>(powers + (q << 3), max(0, powerQ + tangent * dot))
    const cosines = f64x2.splat(cosine)
    const sines = f64x2.splat(cosine * tangent)
    // Column q is turned to the phase of p first.
    const turnRe = f64x2.splat(dotRe / dot)
    const turnIm = f64x2.splat(dotIm / dot)
    for (let at: usize = 0; at < bytes; at += 16) {
      const a = v128.load(pRe + at)
      const b = v128.load(pIm + at)
      const c = v128.load(qRe + at)
      const d = v128.load(qIm + at)
      const e = f64x2.add(f64x2.mul(c, turnRe), f64x2.mul(d, turnIm))
      const f = f64x2.sub(f64x2.mul(d, turnRe), f64x2.mul(c, turnIm))
      v128.store(pRe + at, f64x2.sub(f64x2.mul(cosines, a), f64x2.mul(sines, e)))
      v128.store(pIm + at, f64x2.sub(f64x2.mul(cosines, b), f64x2.mul(sines, f)))
      v128.store(qRe + at, f64x2.add(f64x2.mul(sines, a), f64x2.mul(cosines, e)))
      v128.store(qIm + at, f64x2.add(f64x2.mul(sines, b), f64x2.mul(cosines, f)))
    }
  }
  return nRotated
}
