// Cadzow filtering of windows at a frequency: a workgroup takes one row (frame, bin) of params.problems windows, for each
// of them a thread for every pair of columns of its Hankel matrix, width / 4 in all. Workgroups: rows x windows
// [firstWindow, firstWindow + nWindows) / problems, folded; those that are too many pass by. cells: (frames, bins, nTraces)
// of (re, im), trace 0 being trace firstTrace of the gather, which is reflected at its ends. noise: of each bin (power of a
// cell, -). windows: (frames, bins, nWindows) of width numbers. Must hold: cells reach as far as the windows; problems x
// pairs <= THREADS, problems x the numbers of a matrix <= MATRICES. Twins: processes/cadzow/reference.ts,
// dsp/hankel-shrinkage.ts. Source: Cadzow 1988; Trickett 2008; Gavish & Donoho 2017.
#import shared/erratic_share
#import shared/extension
#import shared/hankel_gram
#import shared/lateral_windows
#import shared/orthogonal_columns
#import shared/patch_shape

const THREADS = 64u;
const MATRICES = 1560u;
// The gather being about 1, powers of less are none.
const SMALLEST = 1e-30;

struct Params {
  nTraces: u32, firstTrace: u32, gatherTraces: u32, firstWindow: u32, nWindows: u32, width: u32, problems: u32,
  endBin: u32, k: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> shape: PatchShape;
@group(0) @binding(2) var<storage, read> cells: array<vec2f>;
@group(0) @binding(3) var<storage, read> noise: array<vec2f>;
@group(0) @binding(4) var<storage, read_write> windows: array<vec2f>;

// Of each window, one after the other: its traces; its matrix, column after column; powers, and products of the columns.
var<workgroup> values: array<vec2f, 4u * THREADS>;
var<workgroup> columns: array<vec2f, MATRICES>;
var<workgroup> powers: array<f32, 2u * THREADS>;
var<workgroup> along: array<vec2f, 2u * THREADS>;

// A thread's place: which pair of columns it has, and where the traces, the matrix and the powers of its window lie.
struct Place { isActive: bool, pair: u32, nPairs: u32, nColumns: u32, nRows: u32, value: u32, matrix: u32, power: u32 }

// Traces pair, pair + nPairs, ... of a window.
alias Four = array<vec2f, 4>;

@compute @workgroup_size(THREADS)
fn main(
  @builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let nBlocks = (params.nWindows + params.problems - 1u) / params.problems;
  let row = (group.x + group.y * groups.x) / nBlocks;
  if (row >= shape.frames * shape.bins) { return; }
  let nPairs = params.width / 4u;
  let nColumns = 2u * nPairs;
  let nRows = nColumns + 1u;
  let own = local / nPairs;
  let window = (group.x + group.y * groups.x) % nBlocks * params.problems + own;
  let isActive = own < params.problems && window < params.nWindows;
  let matrix = own * nRows * nColumns;
  let place = Place(isActive, local % nPairs, nPairs, nColumns, nRows, own * params.width, matrix, own * nColumns);
  let start = window_start(params.firstWindow + window);
  for (var m = place.pair; isActive && m < params.width; m += nPairs) {
    let trace = reflect_index(start + i32(m), i32(params.gatherTraces));
    values[place.value + m] = cells[row * params.nTraces + trace - params.firstTrace];
  }
  workgroupBarrier();
  let bin = row % shape.bins;
  let noisePower = noise[bin].x;
  var result: Four;
  if (noisePower == 0.0 || bin >= params.endBin) {
    for (var m = place.pair; isActive && m < params.width; m += nPairs) { columns[matrix + m].x = power_at(place.value + m); }
    workgroupBarrier();
    if (isActive) { judge(place, noisePower); }
    workgroupBarrier();
    let share = powers[select(0u, place.power, isActive)];
    #for i in 0..4
    if (isActive) { result[i] = share * values[place.value + place.pair + i * nPairs]; }
    #end
  } else { result = shrunk(place, params.k * params.k * noisePower, local); }
  if (!isActive) { return; }
  #for i in 0..4
  windows[(row * params.nWindows + window) * params.width + place.pair + i * nPairs] = result[i];
  #end
}

fn power_at(at: u32) -> f32 {
  return dot(values[at], values[at]);
}

// By the traces' powers, in the place of the columns, the part of the window that is kept: into the first of `powers`.
fn judge(place: Place, noisePower: f32) {
  for (var m = place.pair; m < params.width; m += place.nPairs) {
    let power = columns[place.matrix + m].x;
    var rank = 0u;
    for (var other = 0u; other < params.width; other++) {
      let otherPower = columns[place.matrix + other].x;
      if (otherPower < power || (otherPower == power && other < m)) { rank++; }
    }
    if (rank == judged_rank(params.width)) { powers[place.power] = signal_share(power, noisePower); }
  }
}

// noisePower: the mean power of the noise in a trace.
fn shrunk(place: Place, noisePower: f32, local: u32) -> Four {
  var sums: Four;
  var peak = 0.0;
  for (var m = 0u; place.isActive && m < params.width; m++) { peak = max(peak, power_at(place.value + m)); }
  // Matrices are of traces over the largest; `unit` brings their squared singular values into the unit of the noise.
  let scale = select(0.0, inverseSqrt(peak), peak > SMALLEST);
  let unit = peak / max(noisePower * f32(place.nRows), SMALLEST);
  let root = sqrt(f32(place.nColumns) / f32(place.nRows));
  let limit = (1.0 + root) * (1.0 + root);
  if (place.isActive) { fill_gram(place.pair, place.value, place.matrix, place.nColumns, scale); }
  workgroupBarrier();
  var part = 0.0;
  if (place.isActive) { part = squared_gram_part(place.pair, place.matrix, place.nColumns); }
  powers[local] = part;
  workgroupBarrier();
  // Of the squared singular values, which are the eigenvalues of the Gram matrix, none is above the fourth root of the sum
  // of their fourth powers.
  var total = 0.0;
  for (var i = 0u; i < place.nPairs; i++) { total += powers[local - place.pair + i]; }
  if (!any_thread(place.isActive && unit * sqrt(sqrt(total)) > limit, local)) { return sums; }
  for (var c = 2u * place.pair; place.isActive && c < 2u * place.pair + 2u; c++) {
    for (var r = 0u; r < place.nRows; r++) { columns[place.matrix + c * place.nRows + r] = scale * values[place.value + c + r]; }
  }
  workgroupBarrier();
  orthogonalise(place.isActive, place.matrix, params.width / 2u + 1u, params.width / 2u, place.pair, local);
  for (var c = 2u * place.pair; place.isActive && c < 2u * place.pair + 2u; c++) {
    var power = 0.0;
    for (var r = 0u; r < place.nRows; r++) {
      let value = columns[place.matrix + c * place.nRows + r];
      power += dot(value, value);
    }
    powers[place.power + c] = power;
  }
  workgroupBarrier();
  let end = select(0u, place.nColumns, place.isActive);
  for (var column = 0u; ; column++) {
    while (column < end && unit * powers[place.power + column] <= limit) { column++; }
    if (!any_thread(column < end, local)) { break; }
    let w = place.matrix + column * place.nRows;
    if (column < end) {
      let power = powers[place.power + column];
      let z2 = unit * power;
      let gain = sqrt(z2 - limit) * sqrt(z2 - (1.0 - root) * (1.0 - root)) / z2;
      for (var c = 2u * place.pair; c < 2u * place.pair + 2u; c++) {
        var product = vec2f();
        for (var r = 0u; r < place.nRows; r++) {
          product += complex_multiply(conjugate(columns[w + r]), values[place.value + c + r]);
        }
        along[place.power + c] = gain / power * product;
      }
    }
    workgroupBarrier();
    if (column < end) {
      #for i in 0..4
      sums[i] += antidiagonal_mean(place, w, place.pair + i * place.nPairs);
      #end
    }
  }
  return sums;
}

// Of w along^T, at trace m of the window.
fn antidiagonal_mean(place: Place, w: u32, m: u32) -> vec2f {
  var sum = vec2f();
  for (var c = max(m + 1u, place.nRows) - place.nRows; c < min(m + 1u, place.nColumns); c++) {
    sum += complex_multiply(columns[w + m - c], along[place.power + c]);
  }
  return sum / f32(min(min(m + 1u, place.nColumns), params.width - m));
}
