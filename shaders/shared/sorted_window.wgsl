// Median and MAD of up to APERTURE values, kept sorted in one thread's private memory.
// Of an even count the median is the mean of the middle two.

const APERTURE = 31u;

var<private> sorted: array<f32, APERTURE>;

fn insert_sorted(size: u32, value: f32) {
  var at = size;
  while (at > 0u) {
    if (sorted[at - 1u] <= value) { break; }
    sorted[at] = sorted[at - 1u];
    at--;
  }
  sorted[at] = value;
}

fn median_of_sorted(size: u32) -> f32 {
  let upper = sorted[size / 2u];
  return select(0.5 * (sorted[(size - 1u) / 2u] + upper), upper, size % 2u == 1u);
}

// Deviations grow away from the centre on both sides, so merging outwards meets them in order.
fn mad_of_sorted(size: u32, centre: f32) -> f32 {
  var below = i32((size - 1u) / 2u);
  var above = u32(below) + 1u;
  var previous = 0.0;
  var deviation = 0.0;
  for (var rank = 0u; rank <= size / 2u; rank++) {
    previous = deviation;
    let down = select(3.0e38, centre - sorted[max(below, 0)], below >= 0);
    let up = select(3.0e38, sorted[min(above, size - 1u)] - centre, above < size);
    if (down <= up) { deviation = down; below--; } else { deviation = up; above++; }
  }
  return select(0.5 * (previous + deviation), deviation, size % 2u == 1u);
}
