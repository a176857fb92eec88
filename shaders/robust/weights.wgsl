// Weighs residuals: 1 for noise down to 0 for outliers, by the sample, by the run of samples around it and by the stretch of
// trace; and adds them by weight to what was filtered. Grid: (nTraces, nRows = nSamples); traces [ownStart, ownEnd) are
// written. All by sample, (nRows, nTraces): residual, balanced; spreads: (of runs, level of the trace); medians: of
// stretches; floor_; weights; cleaned: what was filtered, then the sum. factors: of each trace of the gather (-, what undoes
// the balance), 0 for dead ones. weighing: as weighing_level. Must hold: the tile reaches as far as the aperture, or to the
// end of the gather. Twin: processes/robust/weights.ts.
#import shared/lateral_median

const APERTURE = 7u;
// Single samples: by so many times the base.
const SAMPLE_START = 3.5;
const SAMPLE_END = 4.5;
// Runs of samples, judged by the largest of those around; stretches of a trace. Weights end at so many times their start.
const RUNS_AROUND = 7u;
const RUN_END = 1.25;
const STRETCH_END = 1.3;
const NORMAL_MEDIAN = 0.6745;

struct Params { nTraces: u32, nRows: u32, firstTrace: u32, gatherTraces: u32, ownStart: u32, ownEnd: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> residual: array<f32>;
@group(0) @binding(2) var<storage, read> spreads: array<vec2f>;
@group(0) @binding(3) var<storage, read> medians: array<f32>;
@group(0) @binding(4) var<storage, read> floor_: array<f32>;
@group(0) @binding(5) var<storage, read> factors: array<vec2f>;
@group(0) @binding(6) var<storage, read> weighing: array<f32, 3>;
@group(0) @binding(7) var<storage, read_write> weights: array<f32>;
@group(0) @binding(8) var<storage, read_write> cleaned: array<f32>;

fn lateral_value(source: u32, row: u32, trace: u32) -> f32 {
  return spreads[row * params.nTraces + trace].y;
}

fn is_live(trace: u32) -> bool {
  return factors[params.firstTrace + trace].y != 0.0;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace < params.ownStart || trace >= params.ownEnd || row >= params.nRows) { return; }
  let at = row * params.nTraces + trace;
  let base = max(max(weighing[0], floor_[at]), lateral_median(0u, row, trace, APERTURE));
  let firstRun = max(row, RUNS_AROUND / 2u) - RUNS_AROUND / 2u;
  let endRun = min(row + RUNS_AROUND / 2u + 1u, params.nRows);
  var run = 0.0;
  for (var i = firstRun; i < endRun; i++) { run = max(run, spreads[i * params.nTraces + trace].x); }
  let relative = select(vec3f(abs(residual[at]), run, medians[at] / NORMAL_MEDIAN) / base, vec3f(), base == 0.0);
  let weight = ramp(relative.x, SAMPLE_START, SAMPLE_END)
    * ramp(relative.y, weighing[1], RUN_END * weighing[1])
    * ramp(relative.z, weighing[2], STRETCH_END * weighing[2]);
  weights[at] = weight;
  cleaned[at] += factors[params.firstTrace + trace].y * weight * residual[at];
}

// 1 up to `start`, 0 from `end` on, and straight between.
fn ramp(value: f32, start: f32, end: f32) -> f32 {
  return clamp((end - value) / (end - start), 0.0, 1.0);
}
