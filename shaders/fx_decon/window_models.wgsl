// What predicts the traces of a window at a frequency: a workgroup takes one row (frame, bin) of WINDOWS windows.
// Workgroups: rows x windows [firstWindow, firstWindow + nWindows) / WINDOWS, folded; those that are too many pass by.
// cells: (frames, bins, nTraces) of (re, im), trace 0 being trace firstTrace of the gather. noise: of each bin (power of a
// cell, -). models: (frames, bins, nWindows) of 1 + 2 points numbers: (which part of the residual is kept, -), the weights
// of the traces before, those of the traces behind. From endBin on weights are 0. Must hold: cells reach as far as the
// windows, or to the end of the gather; points <= MOST_POINTS, width <= MOST_TRACES. Twins: processes/fx-decon/reference.ts,
// dsp/prediction.ts.
#import shared/erratic_share
#import shared/lateral_prediction
#import shared/lateral_windows
#import shared/packed_cholesky
#import shared/patch_shape

const THREADS = 64u;
const WINDOWS = 4u;
const LANES = THREADS / WINDOWS;
const MOST_TRACES = 128u;
const MOST_POINTS = 16u;
const TRIANGLE = MOST_POINTS * (MOST_POINTS + 1u) / 2u;

// Pre-whitening: the part of the mean power that is added to the diagonal of the normal equations.
const PRE_WHITENING = 0.01;
// The gather being about 1, traces of less are no signal, and their squares may have vanished.
const SMALLEST = 1e-30;

struct Params {
  nTraces: u32, firstTrace: u32, gatherTraces: u32, firstWindow: u32, nWindows: u32, width: u32, points: u32, endBin: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> shape: PatchShape;
@group(0) @binding(2) var<storage, read> cells: array<vec2f>;
@group(0) @binding(3) var<storage, read> noise: array<vec2f>;
@group(0) @binding(4) var<storage, read_write> models: array<vec2f>;

var<workgroup> values: array<vec2f, WINDOWS * MOST_TRACES>;
var<workgroup> powers: array<f32, WINDOWS * MOST_TRACES>;
// Of each window the normal equations of both directions.
var<workgroup> matrices: array<vec2f, WINDOWS * 2u * TRIANGLE>;
var<workgroup> vectors: array<vec2f, WINDOWS * 2u * MOST_POINTS>;
var<workgroup> shares: array<f32, WINDOWS>;

fn value_of(window: u32, t: u32) -> vec2f {
  return values[window * MOST_TRACES + t];
}

fn weight_of(window: u32, direction: u32, i: u32) -> vec2f {
  return vectors[(2u * window + direction) * MOST_POINTS + i];
}

@compute @workgroup_size(THREADS)
fn main(
  @builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let nBlocks = (params.nWindows + WINDOWS - 1u) / WINDOWS;
  let row = (group.x + group.y * groups.x) / nBlocks;
  if (row >= shape.frames * shape.bins) { return; }
  let bin = row % shape.bins;
  let own = local / LANES;
  let lane = local % LANES;
  let window = (group.x + group.y * groups.x) % nBlocks * WINDOWS + own;
  let start = window_start(params.firstWindow + window);
  let first = max(0, start);
  let end = min(i32(params.gatherTraces), start + i32(params.width));
  let count = select(0u, u32(end - first), window < params.nWindows);
  for (var t = lane; t < count; t += LANES) {
    values[own * MOST_TRACES + t] = cells[row * params.nTraces + u32(first) - params.firstTrace + t];
  }
  workgroupBarrier();
  if (bin < params.endBin) { fill_equations(own, count, lane); }
  workgroupBarrier();
  if (bin < params.endBin && lane < 2u) { solve_equations(2u * own + lane); }
  workgroupBarrier();
  for (var t = lane; t < count; t += LANES) {
    let residual = value_of(own, t) - predicted_value(own, t, count);
    powers[own * MOST_TRACES + t] = select(-1.0, dot(residual, residual), is_predicted(t, count));
  }
  workgroupBarrier();
  judge(own, count, noise[bin].x, lane);
  workgroupBarrier();
  if (window >= params.nWindows) { return; }
  let model = (row * params.nWindows + window) * (1u + 2u * params.points);
  if (lane == 0u) { models[model] = vec2f(shares[own], 0.0); }
  for (var i = lane; i < 2u * params.points; i += LANES) {
    models[model + 1u + i] = weight_of(own, i / params.points, i % params.points);
  }
}

// Of traces at offsets i and j before the last of all runs of points + 1 traces: sum x*[t - i] x[t - j]. The last is to be
// predicted from those before it, the first from those behind it.
fn fill_equations(own: u32, count: u32, lane: u32) {
  let points = params.points;
  for (var at = lane; at < triangle_at(points + 1u); at += LANES) {
    // A little more than the root, for it is not exact.
    let i = u32((sqrt(8.0 * f32(at) + 1.0) - 0.99) / 2.0);
    let j = at - triangle_at(i);
    var sum = vec2f();
    for (var t = points; t < count; t++) { sum += complex_multiply(conjugate(value_of(own, t - i)), value_of(own, t - j)); }
    let before = 2u * own;
    let behind = before + 1u;
    if (j > 0u) { matrices[before * TRIANGLE + triangle_at(i - 1u) + j - 1u] = sum; }
    else if (i > 0u) { vectors[before * MOST_POINTS + i - 1u] = sum; }
    if (i < points) { matrices[behind * TRIANGLE + at] = sum; }
    else if (j < points) { vectors[behind * MOST_POINTS + j] = conjugate(sum); }
  }
}

fn solve_equations(system: u32) {
  let points = params.points;
  let matrix = system * TRIANGLE;
  var power = 0.0;
  for (var i = 0u; i < points; i++) { power += matrices[matrix + triangle_at(i) + i].x; }
  if (power < SMALLEST) {
    for (var i = 0u; i < points; i++) { vectors[system * MOST_POINTS + i] = vec2f(); }
    return;
  }
  for (var i = 0u; i < points; i++) { matrices[matrix + triangle_at(i) + i].x += PRE_WHITENING * power / f32(points); }
  solve_hermitian(points, matrix, system * MOST_POINTS);
}

// The share by the powers of those that are predicted; 1 where none is.
fn judge(own: u32, count: u32, noisePower: f32, lane: u32) {
  let nAlone = min(params.points, count) - min(params.points, max(count, params.points) - params.points);
  let nPowers = count - nAlone;
  if (nPowers == 0u && lane == 0u) { shares[own] = 1.0; }
  for (var t = lane; t < count; t += LANES) {
    let power = powers[own * MOST_TRACES + t];
    if (power < 0.0) { continue; }
    var rank = 0u;
    for (var s = 0u; s < count; s++) {
      let other = powers[own * MOST_TRACES + s];
      if (other >= 0.0 && (other < power || (other == power && s < t))) { rank++; }
    }
    if (rank == judged_rank(nPowers)) { shares[own] = signal_share(power, noisePower); }
  }
}
