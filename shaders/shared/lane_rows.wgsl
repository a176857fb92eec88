// Rows of neighbouring traces in memory, trace by trace: traces may begin anywhere, and those past the last are left
// alone. lane_rows_aligned.wgsl defines the same names. params as shared/trace_lanes.
#import shared/lanes_4

@group(0) @binding(1) var<storage, read> before: array<u32>;
@group(0) @binding(2) var<storage, read_write> after: array<f32>;

fn read_lanes(row: u32, first: u32) -> LaneBits {
  var bits = LaneBits(0u);
  let at = row * params.beforeTraces + params.beforeOffset + first;
  #for lane in 0..LANES
  if (first + lane < params.nTraces) { bits[lane] = before[at + lane]; }
  #end
  return bits;
}

fn write_lanes(row: u32, first: u32, samples: Lanes) {
  let at = row * params.afterTraces + params.afterOffset + first;
  #for lane in 0..LANES
  if (first + lane < params.nTraces) { after[at + lane] = samples[lane]; }
  #end
}
