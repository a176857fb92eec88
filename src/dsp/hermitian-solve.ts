/**
 * Solves A x = b of n equations in place by Cholesky's decomposition A = L L^H, A Hermitian and positive definite, row after
 * row in complex numbers. Of A the lower triangle is read, and replaced by L; b is replaced by x.
 */
export function solveHermitian(n: number, a: ComplexArray, b: ComplexArray): void {
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let [sumRe, sumIm] = [a.re[row * n + column]!, a.im[row * n + column]!]
      for (let i = 0; i < column; i++) {
        const [lRe, lIm, mRe, mIm] = [
          a.re[row * n + i]!,
          a.im[row * n + i]!,
          a.re[column * n + i]!,
          a.im[column * n + i]!,
        ]
        sumRe -= lRe * mRe + lIm * mIm
        sumIm -= lIm * mRe - lRe * mIm
      }
      if (column === row) {
        a.re[row * n + row] = Math.sqrt(sumRe)
        a.im[row * n + row] = 0
      } else {
        a.re[row * n + column] = sumRe / a.re[column * n + column]!
        a.im[row * n + column] = sumIm / a.re[column * n + column]!
      }
    }
  }
  for (let row = 0; row < n; row++) {
    for (let i = 0; i < row; i++) subtractProduct(b, row, a.re[row * n + i]!, a.im[row * n + i]!, i)
    divide(b, row, a.re[row * n + row]!)
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let i = row + 1; i < n; i++) subtractProduct(b, row, a.re[i * n + row]!, -a.im[i * n + row]!, i)
    divide(b, row, a.re[row * n + row]!)
  }
}

export interface ComplexArray {
  readonly re: Float64Array
  readonly im: Float64Array
}

function subtractProduct(b: ComplexArray, at: number, re: number, im: number, from: number): void {
  const [fromRe, fromIm] = [b.re[from]!, b.im[from]!]
  b.re[at] = b.re[at]! - (re * fromRe - im * fromIm)
  b.im[at] = b.im[at]! - (re * fromIm + im * fromRe)
}

function divide(b: ComplexArray, at: number, by: number): void {
  b.re[at] = b.re[at]! / by
  b.im[at] = b.im[at]! / by
}
