// Frames of traces from their cells: a workgroup takes one frame of 2 shape.columns traces, two in one transform.
// Workgroups: shape.frames x blocks of the traces [ownStart, ownEnd), folded; those that are too many pass by.
// cells, windows, roots: as frames_forward. frames: (frames, samples, nTraces), windowed, ready to be added up.
// Imaginary parts of the first and the last bin are taken as 0. Must hold: ownStart even. Twin: dsp/stft.ts.
#import shared/frame_fft

struct Params { nTraces: u32, ownStart: u32, ownEnd: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> shape: PatchShape;
@group(0) @binding(2) var<storage, read> cells: array<vec2f>;
@group(0) @binding(3) var<storage, read> windows: array<vec2f>;
@group(0) @binding(4) var<storage, read> roots: array<vec2f>;
@group(0) @binding(5) var<storage, read_write> frames: array<f32>;

@compute @workgroup_size(FRAME_THREADS)
fn main(
  @builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let columns = shape.columns;
  let nBlocks = (params.ownEnd - params.ownStart + 2u * columns - 1u) / (2u * columns);
  let frame = (group.x + group.y * groups.x) / nBlocks;
  if (frame >= shape.frames) { return; }
  let firstTrace = params.ownStart + (group.x + group.y * groups.x) % nBlocks * 2u * columns;
  for (var at = local; at < shape.bins * columns; at += FRAME_THREADS) {
    let bin = at / columns;
    let trace = firstTrace + 2u * (at % columns);
    let isReal = bin == 0u || bin + 1u == shape.bins;
    let first = cell_at(frame, bin, trace, isReal);
    let second = cell_at(frame, bin, trace + 1u, isReal);
    points[at] = first + times_i(second);
    if (!isReal) { points[(shape.samples - bin) * columns + at % columns] = conjugate(first) + times_i(conjugate(second)); }
  }
  workgroupBarrier();
  transform_frames(-1.0, local);
  for (var at = local; at < shape.samples * columns; at += FRAME_THREADS) {
    let i = at / columns;
    let trace = firstTrace + 2u * (at % columns);
    let pair = windows[shape.window + i].y * points[at];
    let to_ = (frame * shape.samples + i) * params.nTraces + trace;
    if (trace < params.ownEnd) { frames[to_] = pair.x; }
    if (trace + 1u < params.ownEnd) { frames[to_ + 1u] = pair.y; }
  }
}

fn cell_at(frame: u32, bin: u32, trace: u32, isReal: bool) -> vec2f {
  if (trace >= params.ownEnd) { return vec2f(); }
  let cell = cells[(frame * shape.bins + bin) * params.nTraces + trace];
  return select(cell, vec2f(cell.x, 0.0), isReal);
}
