// Where a sample outside [0, n) is taken from. Pure functions; i may be any distance outside, but is mostly near.

// Half-sample symmetric, as pywt "symmetric":  .. 2 1 0 | 0 1 2 .. n-1 | n-1 n-2 ..
fn symmetric_index(i: i32, n: i32) -> u32 {
  let near = select(select(i, 2 * n - 1 - i, i >= n), -1 - i, i < 0);
  if (near >= 0 && near < n) { return u32(near); }
  let period = 2 * n;
  let folded = ((i % period) + period) % period;
  return u32(select(folded, period - 1 - folded, folded >= n));
}

// Whole-sample reflection, as numpy.pad "reflect":  .. 2 1 | 0 1 2 .. n-1 | n-2 n-3 ..
fn reflect_index(i: i32, n: i32) -> u32 {
  if (n == 1) { return 0u; }
  let near = select(abs(i), 2 * (n - 1) - i, i >= n);
  if (near >= 0 && near < n) { return u32(near); }
  let period = 2 * (n - 1);
  let folded = ((i % period) + period) % period;
  return u32(select(folded, period - folded, folded >= n));
}
