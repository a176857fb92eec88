// Median of |d| of each band, a workgroup for LANES traces of one band; of an even count, the mean of the middle two.
// Workgroups: (nTraces / LANES, bands). details: float32 bits, all bands, nTraces wide.
// bands: (first row, rows) of each. medians: nTraces wide; those of band b go to row medianRow + b.
// Must hold: every band has a row, no NaN. Twin: medianAbsolute.
#import shared/median_of_lanes

struct Params { nTraces: u32, medianRow: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> details: array<u32>;
@group(0) @binding(2) var<storage, read> bands: array<vec2u>;
@group(0) @binding(3) var<storage, read_write> medians: array<f32>;

var<private> firstTrace: u32;

fn magnitude_bits(row: u32) -> LaneBits {
  var bits = LaneBits(0u);
  #for lane in 0..LANES
  if (firstTrace + lane < params.nTraces) { bits[lane] = details[row * params.nTraces + firstTrace + lane] & 0x7fffffffu; }
  #end
  return bits;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  firstTrace = group.x * LANES;
  let median = median_of_lanes(bands[group.y].x, bands[group.y].y, local);
  #for lane in 0..LANES
  if (local == lane && firstTrace + lane < params.nTraces) {
    medians[(params.medianRow + group.y) * params.nTraces + firstTrace + lane] = median[lane];
  }
  #end
}
