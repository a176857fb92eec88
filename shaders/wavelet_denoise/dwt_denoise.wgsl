// The decimated transform of whole traces in one go: forward, noise scale, shrinkage and inverse. The finest details stay
// in registers, all else in workgroup memory. Workgroups: (nTraces / LANES). before, after: blocks of traces. filters: as
// shared/filter_tree. bands: (rows of a_j, first row of d_j, its rows) for j = 0 .. LEVELS: a_j and d_j lie where a_(j-1)
// lay. survey: as gather/survey.wgsl, where bad samples are counted if countsBad is 1. noiseLevel: the level of the noise
// scale, 0 for each its own. Must hold: PIECES pieces of PIECE_ROWS rows are a_1; THREADS x HELD_FINEST >= PIECE_ROWS;
// THREADS x PAIRS >= rows of d_2 and half of a_1; THREADS x LAST_PAIRS >= half of nSamples.
// Twin: wavelet-denoise/reference.ts. Source: Mallat 1989; Donoho & Johnstone 1994.
#import shared/trace_lanes
#import shared/filter_tree
#import shared/median_of_lanes
#import shared/shrink_lanes

const LEVELS = 3u;
const PIECES = 2u;
const PIECE_ROWS = 100u;
const HELD_FINEST = 1u;
const PAIRS = 1u;
const LAST_PAIRS = 1u;

struct Params {
  nTraces: u32, nSamples: u32, beforeTraces: u32, beforeOffset: u32, afterTraces: u32, afterOffset: u32, countsBad: u32,
  noiseLevel: u32, rule: u32, k: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(3) var<uniform> filters: array<vec4f, N_TAPS>;
@group(0) @binding(4) var<uniform> bands: array<vec4u, LEVELS + 1u>;
@group(0) @binding(5) var<storage, read_write> survey: array<atomic<u32>, 4>;

// Row p PIECE_ROWS + local + i THREADS of a band is at p HELD_FINEST + i.
alias Finest = array<Lanes, PIECES * HELD_FINEST>;

struct FinestBands { approximation: Finest, detail: Finest }

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  let first = group.x * LANES;
  let traces = read_traces(first, local);
  var finest = split_traces(traces, local);
  var threshold = Lanes(0.0);
  if (params.noiseLevel <= 1u) {
    put_finest(finest.detail, local);
    threshold = noise_thresholds(median_of_lanes(0u, bands[1].z, local), params.k);
  }
  put_finest(finest.approximation, local);
  for (var j = 2u; j <= LEVELS; j++) { split(j, local); }
  threshold = shrink_coarser(threshold, local);
  #for i in 0..PIECES * HELD_FINEST
  finest.detail[i] = shrink_lanes(finest.detail[i], threshold, params.rule);
  #end
  for (var j = LEVELS; j > 1u; j--) { merge(j, local); }
  merge_traces(finest.detail, first, inverse_scales(traces.largest), local);
}

// a_1 and d_1, piece by piece: workgroup memory has room for the samples of one.
fn split_traces(traces: Traces, local: u32) -> FinestBands {
  var finest: FinestBands;
  let nFinest = bands[1].x;
  #for piece in 0..PIECES
  {
    let firstRow = 2u * piece * PIECE_ROWS - min(2u * piece * PIECE_ROWS, N_TAPS - 2u);
    let endRow = select(2u * (piece + 1u) * PIECE_ROWS, params.nSamples, piece + 1u == PIECES);
    workgroupBarrier();
    #for i in 0..HELD
    {
      let row = local + i * THREADS;
      if (row >= firstRow && row < endRow) { tree[row - firstRow] = traces.rows[i]; }
    }
    #end
    workgroupBarrier();
    #for i in 0..HELD_FINEST
    {
      let row = piece * PIECE_ROWS + local + i * THREADS;
      if (local + i * THREADS < PIECE_ROWS && row < nFinest) {
        let out = analysis(0u - firstRow, params.nSamples, row);
        finest.approximation[piece * HELD_FINEST + i] = out.first;
        finest.detail[piece * HELD_FINEST + i] = out.second;
      }
    }
    #end
  }
  #end
  return finest;
}

fn put_finest(values: Finest, local: u32) {
  workgroupBarrier();
  #for piece in 0..PIECES
  #for i in 0..HELD_FINEST
  {
    let row = piece * PIECE_ROWS + local + i * THREADS;
    if (local + i * THREADS < PIECE_ROWS && row < bands[1].x) { tree[row] = values[piece * HELD_FINEST + i]; }
  }
  #end
  #end
  workgroupBarrier();
}

// a_(j-1) becomes a_j and d_j, by way of registers: both lie where it lay.
fn split(j: u32, local: u32) {
  let nAbove = bands[j - 1u].x;
  let own = bands[j];
  var out: array<Pair, PAIRS>;
  #for i in 0..PAIRS
  if (local + i * THREADS < own.z) { out[i] = analysis(0u, nAbove, local + i * THREADS); }
  #end
  workgroupBarrier();
  #for i in 0..PAIRS
  if (local + i * THREADS < own.z) {
    tree[local + i * THREADS] = out[i].first;
    tree[own.y + local + i * THREADS] = out[i].second;
  }
  #end
  workgroupBarrier();
}

// a_j and d_j become a_(j-1).
fn merge(j: u32, local: u32) {
  let nAbove = bands[j - 1u].x;
  let detail = bands[j].y;
  var out: array<Pair, PAIRS>;
  #for i in 0..PAIRS
  if (2u * (local + i * THREADS) < nAbove) { out[i] = synthesis(0u, detail, local + i * THREADS); }
  #end
  workgroupBarrier();
  #for i in 0..PAIRS
  if (2u * (local + i * THREADS) < nAbove) { tree[2u * (local + i * THREADS)] = out[i].first; }
  if (2u * (local + i * THREADS) + 1u < nAbove) { tree[2u * (local + i * THREADS) + 1u] = out[i].second; }
  #end
  workgroupBarrier();
}

// The threshold of d_1: `finest`, unless a coarser level has the noise scale of all.
fn shrink_coarser(finest: Lanes, local: u32) -> Lanes {
  let isOwn = params.noiseLevel == 0u;
  var threshold = finest;
  for (var j = 2u; j <= LEVELS; j++) {
    if (isOwn || params.noiseLevel == j) {
      threshold = noise_thresholds(median_of_lanes(bands[j].y, bands[j].z, local), params.k);
    }
    if (isOwn) { shrink_band(bands[j], threshold, local); }
  }
  if (!isOwn) {
    for (var j = 2u; j <= LEVELS; j++) { shrink_band(bands[j], threshold, local); }
  }
  workgroupBarrier();
  return select(threshold, finest, isOwn);
}

fn shrink_band(band: vec4u, threshold: Lanes, local: u32) {
  for (var row = band.y + local; row < band.y + band.z; row += THREADS) {
    tree[row] = shrink_lanes(tree[row], threshold, params.rule);
  }
}

// The samples, from a_1 and then from d_1, which takes its place.
fn merge_traces(detail: Finest, first: u32, scale: Lanes, local: u32) {
  var out: array<Pair, LAST_PAIRS>;
  #for i in 0..LAST_PAIRS
  if (2u * (local + i * THREADS) < params.nSamples) { out[i] = synthesis_of(0u, local + i * THREADS, false); }
  #end
  put_finest(detail, local);
  #for i in 0..LAST_PAIRS
  {
    let row = 2u * (local + i * THREADS);
    if (row < params.nSamples) {
      let high = synthesis_of(0u, row / 2u, true);
      write_lanes(row, first, (out[i].first + high.first) * scale);
      if (row + 1u < params.nSamples) { write_lanes(row + 1u, first, (out[i].second + high.second) * scale); }
    }
  }
  #end
}
