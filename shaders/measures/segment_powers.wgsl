// Power spectra of what went in and of what was removed, summed over SEGMENTS segments of a trace, by the sum that defines
// the transform: neighbouring threads read neighbouring traces, and nothing is shared.
// Grid: (nTraces, nRows = runs of segments x BINS / 4): four bins of a trace from sourceStart on of a block of before and
// after, float32 bits, (nSamples, sourceTraces). survey: as gather/survey.wgsl. window: of a segment. roots: exp(-2 pi i k
// / POINTS). powers: (runs x nTraces, BINS): (of before, of before - after) in scaled units squared.
// Segment s starts at sample s POINTS / 2; beyond its end a trace is zero.
// Twin: measures/noise-spectrum/reference.ts. Source: Welch 1967.
#import shared/run_samples

const POINTS = 128u;
const BINS = 64u;
const SEGMENTS = 8u;

struct Params {
  nTraces: u32, nRows: u32, nSamples: u32, nSegments: u32, sourceTraces: u32, sourceStart: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> before: array<u32>;
@group(0) @binding(2) var<storage, read> after: array<u32>;
@group(0) @binding(3) var<storage, read> survey: array<u32, 4>;
@group(0) @binding(4) var<storage, read> window: array<f32>;
@group(0) @binding(5) var<storage, read> roots: array<vec2f>;
@group(0) @binding(6) var<storage, read_write> powers: array<vec2f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let bins = 4u * (row % (BINS / 4u)) + vec4u(0u, 1u, 2u, 3u);
  let run = row / (BINS / 4u);
  let scale = gather_scale(survey[2]);
  var beforeSum = vec4f();
  var removedSum = vec4f();
  for (var segment = SEGMENTS * run; segment < min(SEGMENTS * (run + 1u), params.nSegments); segment++) {
    let start = segment * (POINTS / 2u);
    var beforeRe = vec4f();
    var beforeIm = vec4f();
    var removedRe = vec4f();
    var removedIm = vec4f();
    for (var i = 0u; i < min(POINTS, params.nSamples - start); i++) {
      let at = (start + i) * params.sourceTraces + params.sourceStart + trace;
      let input = scaled_sample(before[at], scale);
      let removed = window[i] * (input - scaled_sample(after[at], scale));
      let weighted = window[i] * input;
      let turns = bins * i % POINTS;
      let re = vec4f(roots[turns.x].x, roots[turns.y].x, roots[turns.z].x, roots[turns.w].x);
      let im = vec4f(roots[turns.x].y, roots[turns.y].y, roots[turns.z].y, roots[turns.w].y);
      beforeRe += weighted * re;
      beforeIm += weighted * im;
      removedRe += removed * re;
      removedIm += removed * im;
    }
    beforeSum += beforeRe * beforeRe + beforeIm * beforeIm;
    removedSum += removedRe * removedRe + removedIm * removedIm;
  }
  let to_ = (run * params.nTraces + trace) * BINS + bins.x;
  for (var k = 0u; k < 4u; k++) { powers[to_ + k] = vec2f(beforeSum[k], removedSum[k]); }
}
