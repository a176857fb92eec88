// Adds to every pixel of a panel its share of one tile of traces: the box mean of the samples that it covers.
// Dispatch: ceil(width / 8) x ceil(height / 8) groups of 8 x 8; one thread is one pixel.
// samples (nSamples, tile.nTraces) and plane (height, width): float32 as bits, because shaders may take it for
// granted that no float is NaN. rows, columns: which samples and traces a pixel reads, weights adding up to 1.
// The plane is all zeros before the first tile. Outside the gather it becomes NO_DATA; where a sample is not
// finite NOT_FINITE, for good. gains (gainNodes, gainColumns): factors, see gained. Twin: pixelMeans in
// src/panels/density-canvas.ts.

#import shared/pixel_bits

struct Tile {
  width: u32,
  height: u32,
  startTrace: u32,
  nTraces: u32,
  gainStep: u32,
  gainNodes: u32,
  gainColumns: u32,
}

struct Coverage {
  start: u32,
  count: u32,
  stride: u32,
  first: f32,
  inner: f32,
  last: f32,
}

@group(0) @binding(0) var<uniform> tile: Tile;
@group(0) @binding(1) var<storage, read> rows: array<Coverage>;
@group(0) @binding(2) var<storage, read> columns: array<Coverage>;
@group(0) @binding(3) var<storage, read> samples: array<u32>;
@group(0) @binding(4) var<storage, read_write> plane: array<u32>;
@group(0) @binding(5) var<storage, read> gains: array<f32>;

// Products beyond it would be taken for marks.
const LARGEST = 1e38;

fn weight(coverage: Coverage, k: u32) -> f32 {
  if (k == 0u) {
    return coverage.first;
  }
  return select(coverage.inner, coverage.last, k == coverage.count - 1u);
}

// A sample times its display gain: linear between nodes gainStep samples apart, constant beyond the last; one column
// of factors for all traces, or one a trace. Twin: gainAt in src/panels/gain.ts.
fn gained(value: f32, sample: u32, trace: u32) -> f32 {
  if (tile.gainNodes == 0u) {
    return value;
  }
  let column = select(trace, 0u, tile.gainColumns == 1u);
  let node = min(sample / tile.gainStep, tile.gainNodes - 1u);
  let next = min(node + 1u, tile.gainNodes - 1u);
  let part = f32(sample - node * tile.gainStep) / f32(tile.gainStep);
  let first = gains[node * tile.gainColumns + column];
  let factor = first + part * (gains[next * tile.gainColumns + column] - first);
  return clamp(value * factor, -LARGEST, LARGEST);
}

@compute @workgroup_size(8, 8)
fn box_mean(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= tile.width || id.y >= tile.height) {
    return;
  }
  let pixel = id.y * tile.width + id.x;
  let row = rows[id.y];
  let column = columns[id.x];
  if (row.count == 0u || column.count == 0u) {
    plane[pixel] = NO_DATA;
    return;
  }
  if (!is_finite(plane[pixel])) {
    return;
  }
  var mean = bitcast<f32>(plane[pixel]);
  for (var i = 0u; i < row.count; i++) {
    let sample = row.start + i * row.stride;
    let line = sample * tile.nTraces;
    var line_mean = 0.0;
    for (var k = 0u; k < column.count; k++) {
      let trace = column.start + k * column.stride;
      if (trace < tile.startTrace || trace >= tile.startTrace + tile.nTraces) {
        continue;
      }
      let bits = samples[line + trace - tile.startTrace];
      if (!is_finite(bits)) {
        plane[pixel] = NOT_FINITE;
        return;
      }
      line_mean += weight(column, k) * gained(bitcast<f32>(bits), sample, trace);
    }
    mean += weight(row, i) * line_mean;
  }
  plane[pixel] = bitcast<u32>(mean);
}
