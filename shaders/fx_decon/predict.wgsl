// Traces as the windows on them predict them, with what they keep of the residual, under the taper of the windows.
// Grid: (nTraces, nRows = frames x bins); traces [ownStart, ownEnd) are written. cells, models: as window_models.
// lateral: the taper, then of each trace of the gather 1 / the sum of tapers over it. filtered: as cells.
// Must hold: windows [firstWindow, firstWindow + nWindows) are all that lie on these traces, and cells reach as far.
// Twin: processes/fx-decon/reference.ts.
#import shared/lateral_prediction
#import shared/lateral_windows

struct Params {
  nTraces: u32, nRows: u32, firstTrace: u32, gatherTraces: u32, ownStart: u32, ownEnd: u32,
  firstWindow: u32, nWindows: u32, width: u32, points: u32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> cells: array<vec2f>;
@group(0) @binding(2) var<storage, read> models: array<vec2f>;
@group(0) @binding(3) var<storage, read> lateral: array<f32>;
@group(0) @binding(4) var<storage, read_write> filtered: array<vec2f>;

// Of the row and the window that are being summed: the cell of the window's first trace, and its model.
var<private> firstCell: u32;
var<private> model: u32;

fn value_of(window: u32, t: u32) -> vec2f {
  return cells[firstCell + t];
}

fn weight_of(window: u32, direction: u32, i: u32) -> vec2f {
  return models[model + 1u + direction * params.points + i];
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let row = id.y + id.z * groups.y;
  if (id.x < params.ownStart || id.x >= params.ownEnd || row >= params.nRows) { return; }
  let trace = params.firstTrace + id.x;
  let cell = cells[row * params.nTraces + id.x];
  var sum = vec2f();
  for (var i = 0u; i < WINDOWS_ON_TRACE; i++) {
    let window = first_window_on(trace) + i;
    let place = window_place(window, trace);
    if (window >= params.firstWindow + params.nWindows || place >= params.width) { continue; }
    let first = u32(max(0, window_start(window)));
    let count = min(params.gatherTraces, trace - place + params.width) - first;
    firstCell = row * params.nTraces + first - params.firstTrace;
    model = (row * params.nWindows + window - params.firstWindow) * (1u + 2u * params.points);
    let predicted = predicted_value(window, trace - first, count);
    let share = select(1.0, models[model].x, is_predicted(trace - first, count));
    sum += lateral[place] * (predicted + share * (cell - predicted));
  }
  filtered[row * params.nTraces + id.x] = lateral[params.width + trace] * sum;
}
