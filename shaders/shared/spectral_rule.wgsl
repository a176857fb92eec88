// New magnitude of one time-frequency cell from the median and MAD of its neighbours' magnitudes.
// rule: 0 hard, 1 scaled, 2 adaptive, 3 soft. protection: 0 off, 1 low-amplitude, 2 never-inflate.
// noiseFloor is 1e-10 in the units of the magnitudes.

fn spectral_threshold(spread: vec2f, k: f32, noiseFloor: f32) -> f32 {
  return k * 1.4826 * max(spread.y, max(0.01 * spread.x, noiseFloor));
}

fn ruled_magnitude(a: f32, med: f32, threshold: f32, noiseFloor: f32, rule: u32) -> f32 {
  let deviation = abs(a - med);
  let side = select(-1.0, 1.0, a >= med);
  if (rule == 0u) { return select(a, med, deviation > threshold); }
  if (rule == 3u) { return max(0.0, med + side * max(deviation - threshold, 0.0)); }
  // Bounded so that the square below stays finite; beyond 1e15 the answer is med to the last bit.
  let ratio = min(deviation / max(threshold + noiseFloor, 1.1754944e-38), 1e15);
  if (ratio <= 1.0) { return a; }
  let excess = ratio - 1.0;
  if (rule == 1u) { return max(0.0, med + side * deviation / (1.0 + excess * excess)); }
  return max(0.0, med + side * deviation * (1.0 - min(excess, 1.0)));
}

fn protected_magnitude(a: f32, ruled: f32, med: f32, protection: u32, protectionFactor: f32) -> f32 {
  if (ruled <= a || protection == 0u) { return ruled; }
  let isKept = protection == 2u || a < protectionFactor * med;
  return select(ruled, a, isKept);
}
