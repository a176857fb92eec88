// Frames of traces under a sine window: a workgroup takes one frame of 2 shape.columns traces, two in one transform.
// Workgroups: shape.frames x blocks of traces, folded; those that are too many pass by. samples: (nSamples, nTraces).
// factors: of each trace of the gather (what balances it, its inverse), unless samples are balanced. windows: (analysis /
// sum, synthesis) of each sample. cells: (frames, bins, nTraces) of (re, im). A frame of zeros gives zeros.
// Frame f starts samples - hop before sample f hop; traces are reflected at their ends.
// Must hold: samples even, firstTrace even. Twin: dsp/stft.ts.
#import shared/extension
#import shared/frame_fft

struct Params { nTraces: u32, nSamples: u32, firstTrace: u32, isBalanced: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> shape: PatchShape;
@group(0) @binding(2) var<storage, read> samples: array<f32>;
@group(0) @binding(3) var<storage, read> factors: array<vec2f>;
@group(0) @binding(4) var<storage, read> windows: array<vec2f>;
@group(0) @binding(5) var<storage, read> roots: array<vec2f>;
@group(0) @binding(6) var<storage, read_write> cells: array<vec2f>;

// Whether a trace has any sample but 0 in the frame: what is left of its neighbour's roundings is no signal.
var<workgroup> isLive: array<atomic<u32>, FRAME_POINTS / 8u>;

@compute @workgroup_size(FRAME_THREADS)
fn main(
  @builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let columns = shape.columns;
  let nBlocks = (params.nTraces + 2u * columns - 1u) / (2u * columns);
  let frame = (group.x + group.y * groups.x) / nBlocks;
  if (frame >= shape.frames) { return; }
  let firstTrace = (group.x + group.y * groups.x) % nBlocks * 2u * columns;
  let start = i32(frame * shape.hop) - i32(shape.samples - shape.hop);
  for (var at = local; at < shape.samples * columns; at += FRAME_THREADS) {
    let column = at % columns;
    let row = reflect_index(start + i32(at / columns), i32(params.nSamples));
    let trace = firstTrace + 2u * column;
    let pair = vec2f(sample_at(row, trace), sample_at(row, trace + 1u));
    if (pair.x != 0.0) { atomicStore(&isLive[2u * column], 1u); }
    if (pair.y != 0.0) { atomicStore(&isLive[2u * column + 1u], 1u); }
    points[at] = windows[shape.window + at / columns].x * pair;
  }
  workgroupBarrier();
  transform_frames(1.0, local);
  for (var at = local; at < shape.bins * 2u * columns; at += FRAME_THREADS) {
    let bin = at / (2u * columns);
    let offset = at % (2u * columns);
    if (firstTrace + offset >= params.nTraces) { continue; }
    let z = points[bin * columns + offset / 2u];
    let mirrored = conjugate(points[(shape.samples - bin) % shape.samples * columns + offset / 2u]);
    let cell = select(0.5 * (z + mirrored), -0.5 * times_i(z - mirrored), offset % 2u == 1u);
    let isSilent = atomicLoad(&isLive[offset]) == 0u;
    cells[(frame * shape.bins + bin) * params.nTraces + firstTrace + offset] = select(cell, vec2f(), isSilent);
  }
}

fn sample_at(row: u32, trace: u32) -> f32 {
  if (trace >= params.nTraces) { return 0.0; }
  let factor = select(factors[params.firstTrace + trace].x, 1.0, params.isBalanced == 1u);
  return factor * samples[row * params.nTraces + trace];
}
