// Median and MAD of up to APERTURE neighbouring values, fewer at the edges of the gather. Of an even count the median
// is the mean of the middle two. The window is sorted in registers by a network, the places of missing ones last.
// The entry file defines `fn neighbour(row: u32, trace: u32) -> f32`. Must hold: APERTURE odd.

const APERTURE = 31u;
const REACH = APERTURE / 2u;
const MISSING = 3.4e38;

var<private> window: array<f32, APERTURE>;

fn neighbour_spread(row: u32, trace: u32, nTraces: u32) -> vec2f {
  let first = max(trace, REACH) - REACH;
  let size = min(trace + REACH + 1u, nTraces) - first;
  #for i in 0..APERTURE
  window[i] = MISSING;
  if (i < size) { window[i] = neighbour(row, first + i); }
  #end
  #sort window APERTURE
  if (size == APERTURE) { return vec2f(window[REACH], deviation_of_whole()); }
  let centre = middle_of(size);
  #for i in 0..APERTURE
  window[i] = select(MISSING, abs(window[i] - centre), i < size);
  #end
  #sort window APERTURE
  return vec2f(centre, middle_of(size));
}

// The values nearest to any point are neighbours when sorted, so that the deviation of rank APERTURE / 2 is the
// smallest radius that holds one more value than that.
fn deviation_of_whole() -> f32 {
  let centre = window[REACH];
  var deviation = MISSING;
  #for i in 0..REACH + 1
  deviation = min(deviation, max(centre - window[i], window[i + REACH] - centre));
  #end
  return deviation;
}

fn middle_of(size: u32) -> f32 {
  var lower = 0.0;
  var upper = 0.0;
  #for i in 0..APERTURE
  if (i == (size - 1u) / 2u) { lower = window[i]; }
  if (i == size / 2u) { upper = window[i]; }
  #end
  return 0.5 * (lower + upper);
}
