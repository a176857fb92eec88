// Traces as the filtered windows on them have them, under the taper of the windows.
// Grid: (nTraces, nRows = frames x bins); traces [ownStart, ownEnd) are written. windows: as window_shrink.
// lateral: the taper, then of each trace of the gather 1 / the sum of tapers over it. filtered: (nRows, nTraces) of (re, im).
// Must hold: windows [firstWindow, firstWindow + nWindows) are all that lie on these traces.
// Twin: processes/cadzow/reference.ts.
#import shared/lateral_windows

struct Params {
  nTraces: u32, nRows: u32, firstTrace: u32, gatherTraces: u32, ownStart: u32, ownEnd: u32,
  firstWindow: u32, nWindows: u32, width: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> windows: array<vec2f>;
@group(0) @binding(2) var<storage, read> lateral: array<f32>;
@group(0) @binding(3) var<storage, read_write> filtered: array<vec2f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let row = id.y + id.z * groups.y;
  if (id.x < params.ownStart || id.x >= params.ownEnd || row >= params.nRows) { return; }
  let trace = params.firstTrace + id.x;
  var sum = vec2f();
  for (var i = 0u; i < WINDOWS_ON_TRACE; i++) {
    let window = first_window_on(trace) + i;
    let place = window_place(window, trace);
    if (window >= params.firstWindow + params.nWindows || place >= params.width) { continue; }
    sum += lateral[place] * windows[(row * params.nWindows + window - params.firstWindow) * params.width + place];
  }
  filtered[row * params.nTraces + id.x] = lateral[params.width + trace] * sum;
}
