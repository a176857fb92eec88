// The Gram matrix G = H* H of a Hankel matrix H of n columns and n + 1 rows: row r, column c is x[r + c]. n / 2 threads a
// matrix, each with a short row of G and a long one. The entry file binds `values`, x from `value` on, and `columns`, where
// G is put from `matrix` on. Twin: dsp/hankel-shrinkage.ts.
#import shared/complex

fn gram_row(pair: u32, n: u32, half_: u32) -> u32 {
  return select(pair, n - 1u - pair, half_ == 1u);
}

fn fill_gram(pair: u32, value: u32, matrix: u32, n: u32, scale: f32) {
  for (var half_ = 0u; half_ < 2u; half_++) {
    let i = gram_row(pair, n, half_);
    for (var j = 0u; j <= i; j++) {
      var sum = vec2f();
      for (var r = 0u; r <= n; r++) { sum += complex_multiply(conjugate(scale * values[value + i + r]), scale * values[value + j + r]); }
      columns[matrix + i * n + j] = sum;
      columns[matrix + j * n + i] = conjugate(sum);
    }
  }
}

// Of the thread's rows, the part of the squared Frobenius norm of G^2.
fn squared_gram_part(pair: u32, matrix: u32, n: u32) -> f32 {
  var sum = 0.0;
  for (var half_ = 0u; half_ < 2u; half_++) {
    let i = gram_row(pair, n, half_);
    for (var j = 0u; j <= i; j++) {
      var square = vec2f();
      for (var k = 0u; k < n; k++) { square += complex_multiply(columns[matrix + i * n + k], columns[matrix + k * n + j]); }
      sum += select(2.0, 1.0, i == j) * dot(square, square);
    }
  }
  return sum;
}
