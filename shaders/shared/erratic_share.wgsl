// Which part of a residual is kept because it is too strong for noise, by the strongest of its powers beneath those that
// may be erratic noise: of exponentially distributed powers it is LOG_ERRATIC times the mean.
// Twin: processes/windows/signal-share.ts.

// A residual of this many times the noise is kept by half.
const MARGIN = 2.0;
// One in so many powers may be erratic.
const ERRATIC_ONE_IN = 5u;
const LOG_ERRATIC = 1.6094379124341003;

// Which of `count` powers in ascending order it is that counts; count > 0.
fn judged_rank(count: u32) -> u32 {
  return count - 1u - count / ERRATIC_ONE_IN;
}

fn signal_share(judgedPower: f32, noisePower: f32) -> f32 {
  let residual = judgedPower / LOG_ERRATIC;
  if (noisePower == 0.0) { return 1.0; }
  return select(0.0, 1.0 - MARGIN * noisePower / residual, residual > MARGIN * noisePower);
}
