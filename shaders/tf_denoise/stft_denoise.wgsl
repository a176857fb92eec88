// STFT, median and MAD over neighbouring traces, rule, inverse and overlap-add in one go: a workgroup takes TILE traces
// with their neighbours, two in one complex transform, and one frame after the other of a segment.
// Workgroups: (traces / TILE, segments). before, after: blocks of traces. windows: (analysis / sum, synthesis x sum /
// POINTS) of each sample. roots: as shared/workgroup_fft. inverseWeight, survey, bins, frames, extension: as
// stft_forward, stft_inverse and overlap_add. Traces [ownStart, ownEnd) of the nTraces from beforeOffset on are written.
// Must hold: POINTS even, TILE even, COLUMNS = TILE / 2 and room for APERTURE / 2 traces on each side.
// Twin: tf-denoise/stft-reference.ts. Source: scipy.signal.stft, istft; Griffin & Lim 1984.
#import shared/butterflies
#import shared/frame_pairs
#import shared/neighbour_spread
#import shared/spectral_rule
#import shared/workgroup_fft

const TILE = 4u;
const OWN_COLUMNS = TILE / 2u;
// Columns of two traces before the own ones.
const BEFORE = (REACH + 1u) / 2u;
const CELLS = ((HALF + 1u) * TILE + THREADS - 1u) / THREADS;

struct Params {
  nTraces: u32, nSamples: u32, beforeTraces: u32, beforeOffset: u32, afterTraces: u32, afterOffset: u32,
  ownStart: u32, ownEnd: u32, nFrames: u32, hop: u32, segmentFrames: u32, extension: u32,
  firstBin: u32, bandBins: u32, rule: u32, k: f32, protection: u32, protectionFactor: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> before: array<u32>;
@group(0) @binding(2) var<storage, read> windows: array<vec2f>;
@group(0) @binding(3) var<storage, read> roots: array<vec2f>;
@group(0) @binding(4) var<storage, read> inverseWeight: array<f32>;
@group(0) @binding(5) var<storage, read> survey: array<u32, 4>;
@group(0) @binding(6) var<storage, read_write> after: array<f32>;

// Of each bin and trace first the magnitude, then what it is multiplied by.
var<workgroup> magnitudes: array<f32, (HALF + 1u) * 2u * COLUMNS>;
// Sums of frames, sample i of the extended trace at row i % POINTS.
var<workgroup> sums: array<f32, POINTS * TILE>;
// Bits of the largest magnitude in the frame of a trace. Frames are transformed as if it were about 1: a loud trace's
// roundings would drown the faint one that shares its transform.
var<workgroup> peaks: array<atomic<u32>, 2u * COLUMNS>;
// The first own trace of the workgroup, and the one of column 0, which may lie before the first there is.
var<private> ownTrace: u32;
var<private> columnTrace: i32;

fn neighbour(bin: u32, trace: u32) -> f32 {
  return magnitudes[bin * 2u * COLUMNS + u32(i32(trace) - columnTrace)];
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  ownTrace = params.ownStart + group.x * TILE;
  columnTrace = i32(ownTrace) - i32(2u * BEFORE);
  let firstFrame = group.y * params.segmentFrames;
  let endFrame = min(firstFrame + params.segmentFrames, params.nFrames);
  // Frames before the segment reach into it.
  let overlap = (POINTS + params.hop - 1u) / params.hop - 1u;
  var frame = firstFrame - min(firstFrame, overlap);
  // The samples of the next frame are on their way while this one is computed.
  var pairs = fetch_frame(frame, columnTrace, local);
  for (; frame < endFrame; frame++) {
    load_frame(pairs, local);
    if (frame + 1u < endFrame) { pairs = fetch_frame(frame + 1u, columnTrace, local); }
    transform(0u, COLUMNS, 1.0, local);
    keep_magnitudes(local);
    judge_cells(local);
    scale_cells(local);
    transform(BEFORE, OWN_COLUMNS, -1.0, local);
    add_frame(frame, local);
    emit(frame, frame >= firstFrame, local);
  }
}

fn load_frame(pairs: Pairs, local: u32) {
  let scale = gather_scale(survey[2]);
  var windowed: Pairs;
  #for i in 0..PAIRS
  {
    let at = local + i * THREADS;
    if (at < POINTS * COLUMNS) {
      windowed[i] = windows[at / COLUMNS].x * (scale * pairs[i]);
      atomicMax(&peaks[at % COLUMNS * 2u], bitcast<u32>(abs(windowed[i].x)));
      atomicMax(&peaks[at % COLUMNS * 2u + 1u], bitcast<u32>(abs(windowed[i].y)));
    }
  }
  #end
  workgroupBarrier();
  #for i in 0..PAIRS
  {
    let at = local + i * THREADS;
    if (at < POINTS * COLUMNS) {
      let peak = peaks_of(at % COLUMNS);
      points[at] = windowed[i] * vec2f(gather_scale(peak.x), gather_scale(peak.y));
    }
  }
  #end
  workgroupBarrier();
}

fn peaks_of(column: u32) -> vec2u {
  return vec2u(atomicLoad(&peaks[column * 2u]), atomicLoad(&peaks[column * 2u + 1u]));
}

// Undoes the scale of a frame; what is left of roundings in a silent one's cells is no signal.
fn unscale(column: u32) -> vec2f {
  let peak = peaks_of(column);
  return select(vec2f(), vec2f(inverse_gather_scale(peak.x), inverse_gather_scale(peak.y)), peak != vec2u());
}

// The two real traces' own values at a bin of their common transform.
struct Cells { first: vec2f, second: vec2f }

fn cells_at(bin: u32, column: u32) -> Cells {
  let z = points[bin * COLUMNS + column];
  let mirrored = conjugate(points[((POINTS - bin) % POINTS) * COLUMNS + column]);
  return Cells(0.5 * (z + mirrored), -0.5 * times_i(z - mirrored));
}

fn keep_magnitudes(local: u32) {
  for (var at = local; at < params.bandBins * COLUMNS; at += THREADS) {
    let bin = params.firstBin + at / COLUMNS;
    let cells = cells_at(bin, at % COLUMNS);
    let lengths = vec2f(length(cells.first), length(cells.second)) * unscale(at % COLUMNS);
    magnitudes[(bin * COLUMNS + at % COLUMNS) * 2u] = lengths.x;
    magnitudes[(bin * COLUMNS + at % COLUMNS) * 2u + 1u] = lengths.y;
  }
  workgroupBarrier();
}

fn judge_cells(local: u32) {
  var factors: array<f32, CELLS>;
  #for i in 0..CELLS
  factors[i] = factor_of(local + i * THREADS);
  #end
  workgroupBarrier();
  #for i in 0..CELLS
  if (local + i * THREADS < params.bandBins * TILE) {
    let at = local + i * THREADS;
    magnitudes[(params.firstBin + at / TILE) * 2u * COLUMNS + 2u * BEFORE + at % TILE] = factors[i];
  }
  #end
  workgroupBarrier();
}

// What the cell is multiplied by. A silent cell stays silent.
fn factor_of(at: u32) -> f32 {
  let trace = ownTrace + at % TILE;
  if (at >= params.bandBins * TILE || trace >= params.ownEnd) { return 1.0; }
  let bin = params.firstBin + at / TILE;
  let magnitude = neighbour(bin, trace);
  if (magnitude == 0.0) { return 1.0; }
  let near = neighbour_spread(bin, trace, params.nTraces);
  let noiseFloor = 1e-10 * gather_scale(survey[2]);
  let threshold = spectral_threshold(near, params.k, noiseFloor);
  let ruled = ruled_magnitude(magnitude, near.x, threshold, noiseFloor, params.rule);
  return protected_magnitude(magnitude, ruled, near.x, params.protection, params.protectionFactor) / magnitude;
}

// Bins k and POINTS - k together: both come from the two traces' values at k.
fn scale_cells(local: u32) {
  for (var at = local; at < params.bandBins * OWN_COLUMNS; at += THREADS) {
    let bin = params.firstBin + at / OWN_COLUMNS;
    let column = BEFORE + at % OWN_COLUMNS;
    let cells = cells_at(bin, column);
    let first = cells.first * magnitudes[(bin * COLUMNS + column) * 2u];
    let second = cells.second * magnitudes[(bin * COLUMNS + column) * 2u + 1u];
    points[bin * COLUMNS + column] = first + times_i(second);
    points[((POINTS - bin) % POINTS) * COLUMNS + column] = conjugate(first) + times_i(conjugate(second));
  }
  workgroupBarrier();
}

fn add_frame(frame: u32, local: u32) {
  for (var at = local; at < POINTS * OWN_COLUMNS; at += THREADS) {
    let i = at / OWN_COLUMNS;
    let column = BEFORE + at % OWN_COLUMNS;
    let pair = windows[i].y * unscale(column) * points[i * COLUMNS + column];
    let to_ = (frame * params.hop + i) % POINTS * TILE + 2u * (at % OWN_COLUMNS);
    sums[to_] += pair.x;
    sums[to_ + 1u] += pair.y;
  }
  workgroupBarrier();
}

// Rows that no later frame reaches: a hop of them, after the last frame all. They are written if they belong to the
// segment, and make room for others.
fn emit(frame: u32, isOwn: bool, local: u32) {
  let nRows = select(params.hop, POINTS, frame + 1u == params.nFrames);
  for (var at = local; at < nRows * TILE; at += THREADS) {
    let i = frame * params.hop + at / TILE;
    let trace = ownTrace + at % TILE;
    let from_ = i % POINTS * TILE + at % TILE;
    let row = i - HALF;
    if (isOwn && i >= HALF && row < params.nSamples && trace < params.ownEnd) {
      let sum = sums[from_] * inverseWeight[row] * inverse_gather_scale(survey[2]);
      after[row * params.afterTraces + params.afterOffset + trace - params.ownStart] = sum;
    }
    sums[from_] = 0.0;
  }
  for (var at = local; at < 2u * COLUMNS; at += THREADS) { atomicStore(&peaks[at], 0u); }
  workgroupBarrier();
}
