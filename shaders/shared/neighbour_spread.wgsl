// Median and MAD of up to APERTURE neighbouring values, fewer at the edges of the gather. Of an even count the median
// is the mean of the middle two. A whole window is sorted in registers by a network; the few at the edges are not.
// The entry file defines `fn neighbour(row: u32, trace: u32) -> f32`. Must hold: APERTURE odd.

const APERTURE = 31u;
const REACH = APERTURE / 2u;

var<private> window: array<f32, APERTURE>;
var<private> few: array<f32, APERTURE>;

fn neighbour_spread(row: u32, trace: u32, nTraces: u32) -> vec2f {
  let first = max(trace, REACH) - REACH;
  let size = min(trace + REACH + 1u, nTraces) - first;
  if (size < APERTURE) {
    for (var i = 0u; i < size; i++) { insert_sorted(i, neighbour(row, first + i)); }
    return spread_of_few(size);
  }
  #for i in 0..APERTURE
  window[i] = neighbour(row, first + i);
  #end
  return spread_of_window();
}

// The values nearest to any point are neighbours when sorted, so that the deviation of rank APERTURE / 2 is the
// smallest radius that holds one more value than that.
fn spread_of_window() -> vec2f {
  #sort window APERTURE
  let centre = window[REACH];
  var deviation = 3.4e38;
  #for i in 0..REACH + 1
  deviation = min(deviation, max(centre - window[i], window[i + REACH] - centre));
  #end
  return vec2f(centre, deviation);
}

fn insert_sorted(size: u32, value: f32) {
  var at = size;
  while (at > 0u) {
    if (few[at - 1u] <= value) { break; }
    few[at] = few[at - 1u];
    at--;
  }
  few[at] = value;
}

fn spread_of_few(size: u32) -> vec2f {
  let middle = size / 2u;
  if (size % 2u == 1u) { return vec2f(few[middle], nearest_deviation(size, middle, few[middle])); }
  let centre = 0.5 * (few[middle - 1u] + few[middle]);
  let lower = nearest_deviation(size, middle - 1u, centre);
  return vec2f(centre, 0.5 * (lower + nearest_deviation(size, middle, centre)));
}

fn nearest_deviation(size: u32, rank: u32, centre: f32) -> f32 {
  var smallest = 3.4e38;
  for (var i = 0u; i + rank < size; i++) {
    smallest = min(smallest, max(abs(centre - few[i]), abs(few[i + rank] - centre)));
  }
  return smallest;
}
