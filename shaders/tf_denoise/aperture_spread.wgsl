// Median and MAD of magnitudes over neighbouring traces, for one time-frequency cell a thread.
// Grid: (nTraces, nRows = frames x bandBins). coefficients: (frames, nBins, nTraces) of (re, im).
// spread: (frames, bandBins, nTraces) of (median, MAD), for bins [firstBin, firstBin + bandBins).
// The aperture shrinks at the edges; of an even count the median is the mean of the middle two.
// Must hold: APERTURE odd. Twin: slidingMedianMad.

struct Params { nTraces: u32, nRows: u32, nBins: u32, firstBin: u32, bandBins: u32 }
const APERTURE = 31u;
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> coefficients: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> spread: array<vec2f>;

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

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let cell = (row / params.bandBins) * params.nBins + params.firstBin + row % params.bandBins;
  let first = max(trace, APERTURE / 2u) - APERTURE / 2u;
  let end = min(trace + APERTURE / 2u + 1u, params.nTraces);
  let size = end - first;
  for (var i = 0u; i < size; i++) {
    insert_sorted(i, length(coefficients[cell * params.nTraces + first + i]));
  }
  let upper = sorted[size / 2u];
  let centre = select(0.5 * (sorted[(size - 1u) / 2u] + upper), upper, size % 2u == 1u);
  spread[row * params.nTraces + trace] = vec2f(centre, mad_of_sorted(size, centre));
}
