// The change of each bin of the spectrum, by the outliers that an earlier run has listed: the same sums, in the same order,
// as those of stransform_change and stransform_collect. Grid: (nTraces, nRows = bins). places, outliers, found: as written
// by stransform_list; bins that are not listed whole are left alone. survey: as gather/survey. changes: as the spectrum,
// (bins, nTraces) of (re, im), of which those from firstBin on are written. Twin: tf-denoise/outliers.ts.
#import shared/cell_change
#import shared/gather_scale
#import shared/outlier_list

struct Params {
  nTraces: u32, nRows: u32, nStretches: u32, firstBin: u32, capacity: u32,
  rule: u32, k: f32, protection: u32, protectionFactor: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> places: array<u32>;
@group(0) @binding(2) var<storage, read> outliers: array<vec4u>;
@group(0) @binding(3) var<storage, read> found: array<u32>;
@group(0) @binding(4) var<storage, read> survey: array<u32, 4>;
@group(0) @binding(5) var<storage, read_write> changes: array<vec2f>;

fn sum_from(place: u32, rule: CellRule) -> vec2f {
  var sum = vec2f(0.0);
  var isLast = place == NO_PLACE;
  for (var at = place; !isLast; at++) {
    let outlier = outliers[at];
    let near = bitcast<vec2f>(outlier.zw & vec2u(~LAST));
    sum += cell_change(bitcast<vec2f>(outlier.xy), near, rule);
    isLast = (outlier.z & LAST) != 0u;
  }
  return sum;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows || found[1u + row] > params.capacity) { return; }
  let noiseFloor = 1e-10 * gather_scale(survey[2]);
  let rule = CellRule(params.rule, params.k, params.protection, params.protectionFactor, noiseFloor);
  var sum = vec2f(0.0);
  for (var i = 0u; i < params.nStretches; i++) {
    sum += sum_from(places[(row * params.nStretches + i) * params.nTraces + trace], rule);
  }
  changes[(params.firstBin + row) * params.nTraces + trace] = sum;
}
