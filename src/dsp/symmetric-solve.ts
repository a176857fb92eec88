/** x of A x = b by elimination, for A symmetric and positive definite, row by row: no row need be exchanged. */
export function solveSymmetric(a: readonly Float64Array[], b: Float64Array): Float64Array {
  const n = b.length
  const rows = a.map((row) => row.slice())
  const x = b.slice()
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const factor = rows[j]![i]! / rows[i]![i]!
      for (let k = i; k < n; k++) rows[j]![k]! -= factor * rows[i]![k]!
      x[j]! -= factor * x[i]!
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= rows[i]![k]! * x[k]!
    x[i]! /= rows[i]![i]!
  }
  return x
}
