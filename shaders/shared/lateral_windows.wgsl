// Windows of params.width traces, a quarter of that apart: window i is centred on trace i width / 4 of the gather, the
// last on its end. The width is a multiple of 4. params has width and gatherTraces.
// Twin: processes/windows/lateral-windows.ts.

// Windows from the first on a trace on that may lie on it; window_place tells which do.
const WINDOWS_ON_TRACE = 5u;

fn window_start(window: u32) -> i32 {
  return i32(min(window * (params.width / 4u), params.gatherTraces)) - i32(params.width / 2u);
}

fn first_window_on(trace: u32) -> u32 {
  return max(trace / (params.width / 4u), 1u) - 1u;
}

// A number of at least params.width where the trace is beside the window.
fn window_place(window: u32, trace: u32) -> u32 {
  return bitcast<u32>(i32(trace) - window_start(window));
}
