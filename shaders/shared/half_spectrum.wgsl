// Bins of a real trace's spectrum beyond those that are stored: X[n - k] = X*[k].
// The entry file binds `spectrum`: (n / 2 + 1 bins, nTraces) of (re, im).

fn spectrum_at(k: u32, n: u32, nTraces: u32, trace: u32) -> vec2f {
  let isMirrored = 2u * k > n;
  let value = spectrum[select(k, n - k, isMirrored) * nTraces + trace];
  return select(value, vec2f(value.x, -value.y), isMirrored);
}
