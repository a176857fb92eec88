// Median and MAD of magnitudes over neighbouring traces, for one time-frequency cell a thread.
// Grid: (nTraces, nRows = frames x bandBins). coefficients: (frames, nBins, nTraces) of (re, im).
// spread: (frames, bandBins, nTraces) of (median, MAD), for bins [firstBin, firstBin + bandBins).
// The aperture shrinks at the edges; of an even count the median is the mean of the middle two.
// Must hold: APERTURE odd. Twin: slidingMedianMad.
#import shared/neighbour_spread

struct Params { nTraces: u32, nRows: u32, nBins: u32, firstBin: u32, bandBins: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> coefficients: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> spread: array<vec2f>;

fn neighbour(row: u32, trace: u32) -> f32 {
  let cell = (row / params.bandBins) * params.nBins + params.firstBin + row % params.bandBins;
  return length(coefficients[cell * params.nTraces + trace]);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  spread[row * params.nTraces + trace] = neighbour_spread(row, trace, params.nTraces);
}
