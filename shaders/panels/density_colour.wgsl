// Colours one panel from the pixel planes that box_mean made.
// Draw: full_panel on a target of panel.width pixels a row; transparent outside the gather.
// before, after (height, width): mean amplitudes as the bits of float32; noise is their difference.
// table: 256 RGBA entries; entry 128 + k is amplitude k / 127 of panel.limit > 0, entry 0 is not finite.
// Twin: densityPixels in src/panels/density-canvas.ts and tableEntry in src/panels/colour-maps.ts.

#import shared/pixel_bits

const BEFORE = 0u;
const AFTER = 1u;

struct Panel {
  width: u32,
  content: u32,
  limit: f32,
}

@group(0) @binding(0) var<uniform> panel: Panel;
@group(0) @binding(1) var<storage, read> before: array<u32>;
@group(0) @binding(2) var<storage, read> after: array<u32>;
@group(0) @binding(3) var<storage, read> table: array<u32>;

fn table_entry(value: f32, limit: f32) -> u32 {
  if (value >= limit) {
    return 255u;
  }
  if (value <= -limit) {
    return 1u;
  }
  return u32(128.0 + floor(value / limit * 127.0 + 0.5));
}

fn entry_of(first: u32, second: u32) -> u32 {
  if (!is_finite(first) || !is_finite(second)) {
    return 0u;
  }
  return table_entry(bitcast<f32>(first) - bitcast<f32>(second), panel.limit);
}

@fragment
fn density_colour(@builtin(position) position: vec4<f32>) -> @location(0) vec4<f32> {
  let pixel = u32(position.y) * panel.width + u32(position.x);
  let first = select(before[pixel], after[pixel], panel.content == AFTER);
  let second = select(after[pixel], 0u, panel.content == BEFORE || panel.content == AFTER);
  if (first == NO_DATA) {
    return vec4<f32>(0.0);
  }
  return unpack4x8unorm(table[entry_of(first, second)]);
}
