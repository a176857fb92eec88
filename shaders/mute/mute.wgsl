// Sets samples to zero before (isTop 1) or from a sample of each trace on, with a taper on the other side of it.
// Grid: (nTraces, nRows samples). samples, muted: (nRows, nTraces). starts: sample, of each trace; a top mute from sample 0
// is none. taper: taperSamples factors from 0 to 1. Twin: processes/mute/reference.ts.

struct Params { nTraces: u32, nRows: u32, isTop: u32, taperSamples: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> samples: array<f32>;
@group(0) @binding(2) var<storage, read> starts: array<u32>;
@group(0) @binding(3) var<storage, read> taper: array<f32>;
@group(0) @binding(4) var<storage, read_write> muted: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let at = row * params.nTraces + trace;
  muted[at] = samples[at] * kept(row, starts[trace]);
}

fn kept(row: u32, start: u32) -> f32 {
  let isBefore = row < start;
  if (params.isTop == 1u && start == 0u) { return 1.0; }
  if (isBefore == (params.isTop == 1u)) { return 0.0; }
  let distance = select(row - start, start - 1u - row, isBefore);
  return select(1.0, taper[min(distance, max(params.taperSamples, 1u) - 1u)], distance < params.taperSamples);
}
