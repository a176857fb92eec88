// Solves A x = b for Hermitian A, positive definite, by Cholesky's decomposition A = L L^H, one system a thread, in
// workgroup memory. The entry file binds `matrices`: rows of the lower triangle one after the other, from `a` on,
// replaced by L; and `vectors`: b, from `b` on, replaced by x. Twin: dsp/hermitian-solve.ts.
#import shared/complex

// Where row r of a triangle begins.
fn triangle_at(row: u32) -> u32 {
  return row * (row + 1u) / 2u;
}

fn solve_hermitian(n: u32, a: u32, b: u32) {
  for (var row = 0u; row < n; row++) {
    let ofRow = a + triangle_at(row);
    for (var column = 0u; column <= row; column++) {
      let ofColumn = a + triangle_at(column);
      var sum = matrices[ofRow + column];
      for (var i = 0u; i < column; i++) { sum -= complex_multiply(matrices[ofRow + i], conjugate(matrices[ofColumn + i])); }
      if (column == row) { matrices[ofRow + row] = vec2f(sqrt(sum.x), 0.0); }
      else { matrices[ofRow + column] = sum / matrices[ofColumn + column].x; }
    }
  }
  for (var row = 0u; row < n; row++) {
    let ofRow = a + triangle_at(row);
    var sum = vectors[b + row];
    for (var i = 0u; i < row; i++) { sum -= complex_multiply(matrices[ofRow + i], vectors[b + i]); }
    vectors[b + row] = sum / matrices[ofRow + row].x;
  }
  for (var left = n; left > 0u; left--) {
    let row = left - 1u;
    var sum = vectors[b + row];
    for (var i = left; i < n; i++) { sum -= complex_multiply(conjugate(matrices[a + triangle_at(i) + row]), vectors[b + i]); }
    vectors[b + row] = sum / matrices[a + triangle_at(row) + row].x;
  }
}
