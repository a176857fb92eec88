// Shrinkage of one wavelet coefficient. A threshold of 0 keeps the coefficient.
// rule: 0 soft, 1 hard (keeps |c| >= threshold), 2 garrote (Gao 1998).

fn shrink(c: f32, threshold: f32, rule: u32) -> f32 {
  let magnitude = abs(c);
  if (threshold == 0.0) { return c; }
  if (rule == 1u) { return select(0.0, c, magnitude >= threshold); }
  if (magnitude <= threshold) { return 0.0; }
  if (rule == 0u) { return select(c + threshold, c - threshold, c > 0.0); }
  return c - threshold * (threshold / c);
}

// The same where the spread over neighbouring traces gives the threshold: hard keeps |c| > threshold, and a threshold
// of 0 takes nothing but what is 0.
fn shrink_beyond(c: f32, threshold: f32, rule: u32) -> f32 {
  if (abs(c) <= threshold) { return 0.0; }
  return shrink(c, threshold, rule);
}

// k standard deviations of Gaussian noise whose median magnitude is given (0.6745 is the normal's third quartile).
fn noise_threshold(medianMagnitude: f32, k: f32) -> f32 {
  return k * (medianMagnitude / 0.6745);
}
