// Root mean squares of runs of samples, of two odd lengths; at the ends of a trace runs shrink.
// Grid: (nTraces, nRows = nSamples). residual: (nRows, nTraces), counted within clip times the larger of level and floor_;
// clip 0: as it is. floor_: (nRows, nTraces). weighing: (level, -, -). spreads: (nRows, nTraces) of (short, long).
// Must hold: shortRun <= longRun. Squares are of samples over the run's largest, so that weak ones do not vanish beside
// strong ones elsewhere. Twin: dsp/running-windows.ts.

struct Params { nTraces: u32, nRows: u32, shortRun: u32, longRun: u32, clip: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> residual: array<f32>;
@group(0) @binding(2) var<storage, read> floor_: array<f32>;
@group(0) @binding(3) var<storage, read> weighing: array<f32, 3>;
@group(0) @binding(4) var<storage, read_write> spreads: array<vec2f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  spreads[row * params.nTraces + trace] = vec2f(rms(row, trace, params.shortRun), rms(row, trace, params.longRun));
}

fn rms(row: u32, trace: u32, run: u32) -> f32 {
  let reach = run / 2u;
  let first = max(row, reach) - reach;
  let end = min(row + reach + 1u, params.nRows);
  var largest = 0.0;
  for (var i = first; i < end; i++) { largest = max(largest, magnitude(i, trace)); }
  if (largest == 0.0) { return 0.0; }
  var sum = 0.0;
  for (var i = first; i < end; i++) {
    let part = magnitude(i, trace) / largest;
    sum += part * part;
  }
  return largest * sqrt(sum / f32(end - first));
}

fn magnitude(row: u32, trace: u32) -> f32 {
  let at = row * params.nTraces + trace;
  let value = abs(residual[at]);
  if (params.clip == 0.0) { return value; }
  return min(value, params.clip * max(weighing[0], floor_[at]));
}
