// As lane_rows.wgsl, a row as one vector. Must hold: nTraces, widths and offsets are multiples of LANES.
#import shared/lanes_4

@group(0) @binding(1) var<storage, read> before: array<LaneBits>;
@group(0) @binding(2) var<storage, read_write> after: array<Lanes>;

fn read_lanes(row: u32, first: u32) -> LaneBits {
  return before[(row * params.beforeTraces + params.beforeOffset + first) / LANES];
}

fn write_lanes(row: u32, first: u32, samples: Lanes) {
  after[(row * params.afterTraces + params.afterOffset + first) / LANES] = samples;
}
