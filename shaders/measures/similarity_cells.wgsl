// Products of what is left, x, and what was removed, r, summed over cells of CELL_SAMPLES samples of a trace.
// Grid: (nTraces, nRows = cells of a trace): traces from sourceStart on of a block of before and after, float32 bits,
// (nSamples, sourceTraces). survey: as gather/survey.wgsl. cells: (nRows, cellTraces), from trace cellStart on: (r x, x x,
// r r) in scaled units squared, and the number of live samples of before. Twin: measures/local-similarity/reference.ts.
#import shared/run_samples

const CELL_SAMPLES = 8u;

struct Params {
  nTraces: u32, nRows: u32, nSamples: u32, sourceTraces: u32, sourceStart: u32, cellTraces: u32, cellStart: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> before: array<u32>;
@group(0) @binding(2) var<storage, read> after: array<u32>;
@group(0) @binding(3) var<storage, read> survey: array<u32, 4>;
@group(0) @binding(4) var<storage, read_write> cells: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let row = id.y + id.z * groups.y;
  if (id.x >= params.nTraces || row >= params.nRows) { return; }
  let scale = gather_scale(survey[2]);
  var sum = vec4f(0.0);
  for (var i = CELL_SAMPLES * row; i < min(CELL_SAMPLES * (row + 1u), params.nSamples); i++) {
    let at = i * params.sourceTraces + params.sourceStart + id.x;
    let input = scaled_sample(before[at], scale);
    let x = scaled_sample(after[at], scale);
    let r = input - x;
    sum += vec4f(r * x, x * x, r * r, select(0.0, 1.0, is_live(before[at])));
  }
  cells[row * params.cellTraces + params.cellStart + id.x] = sum;
}
