// Wiggles of one panel over its colours: how much of each pixel the curves and their fills cover.
// Draw: full_panel on a target that has the colours; premultiplied, kept off what is transparent by the blending.
// before, after (nPoints, nCurves): amplitudes of the points as the bits of float32; noise is their difference.
// Point k of curve j is at (zeros[j], firstY + k spacingY) in pixels when zero, zeros ascending; amplitude 1 / scale moves
// it right by swing, and what is beyond runs along that edge. Segments with a bad point are not drawn.
// Twin: drawWiggles in src/panels/wiggle-canvas.ts.

#import shared/pixel_bits

const BEFORE = 0u;
const AFTER = 1u;

struct Wiggle {
  colour: vec4<f32>,
  swing: f32,
  firstY: f32,
  spacingY: f32,
  nCurves: i32,
  nPoints: i32,
  content: u32,
  fillsPositive: u32,
  scale: f32,
  halfLine: f32,
}

struct Segment {
  isDrawn: bool,
  start: f32,
  end: f32,
}

@group(0) @binding(0) var<uniform> wiggle: Wiggle;
@group(0) @binding(1) var<storage, read> before: array<u32>;
@group(0) @binding(2) var<storage, read> after: array<u32>;
@group(0) @binding(3) var<storage, read> zeros: array<f32>;

fn bits_at(content: u32, at: i32) -> u32 {
  if (content == AFTER) {
    return after[at];
  }
  return before[at];
}

fn segment(curve: i32, k: i32) -> Segment {
  let at = k * wiggle.nCurves + curve;
  let first = vec2<u32>(bits_at(wiggle.content, at), bits_at(wiggle.content, at + wiggle.nCurves));
  var second = vec2<u32>(0u);
  if (wiggle.content != BEFORE && wiggle.content != AFTER) {
    second = vec2<u32>(after[at], after[at + wiggle.nCurves]);
  }
  if (!is_finite(first.x) || !is_finite(first.y) || !is_finite(second.x) || !is_finite(second.y)) {
    return Segment(false, 0.0, 0.0);
  }
  let values = wiggle.scale * (bitcast<vec2<f32>>(first) - bitcast<vec2<f32>>(second));
  return Segment(true, values.x, values.y);
}

fn limited(value: f32) -> f32 {
  return clamp(value, -1.0, 1.0);
}

// How far along the segment it has the clipped amplitude of the end `value`.
fn part_inside(value: f32, piece: Segment) -> f32 {
  if (piece.start == piece.end) {
    return select(0.0, 1.0, value == limited(value));
  }
  return clamp((limited(value) - piece.start) / (piece.end - piece.start), 0.0, 1.0);
}

fn line_distance(point: vec2<f32>, from_point: vec2<f32>, to_point: vec2<f32>) -> f32 {
  let along = to_point - from_point;
  let length_2 = dot(along, along);
  var part = 0.0;
  if (length_2 > 0.0) {
    part = clamp(dot(point - from_point, along) / length_2, 0.0, 1.0);
  }
  return distance(point, from_point + part * along);
}

fn place(origin: vec2<f32>, piece: Segment, part: f32) -> vec2<f32> {
  let value = limited(piece.start + part * (piece.end - piece.start));
  return origin + vec2<f32>(wiggle.swing * value, wiggle.spacingY * part);
}

fn covered_by_line(point: vec2<f32>, origin: vec2<f32>, piece: Segment) -> f32 {
  let first = place(origin, piece, part_inside(piece.start, piece));
  let last = place(origin, piece, part_inside(piece.end, piece));
  let nearest = min(
    line_distance(point, first, last),
    min(line_distance(point, place(origin, piece, 0.0), first), line_distance(point, last, place(origin, piece, 1.0))),
  );
  return wiggle.halfLine + 0.5 - nearest;
}

fn covered_by_fill(point: vec2<f32>, origin: vec2<f32>, piece: Segment) -> f32 {
  let part = (point.y - origin.y) / wiggle.spacingY;
  if (part < 0.0 || part >= 1.0) {
    return 0.0;
  }
  let edge = place(origin, piece, part).x;
  return min(point.x + 0.5, edge) - max(point.x - 0.5, origin.x);
}

// The first curve whose zero line is at x or to the right of it.
fn first_curve(x: f32) -> i32 {
  var low = 0;
  var high = wiggle.nCurves;
  while (low < high) {
    let middle = (low + high) / 2;
    if (zeros[middle] < x) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

@fragment
fn wiggles(@builtin(position) position: vec4<f32>) -> @location(0) vec4<f32> {
  let point = position.xy;
  let reach = wiggle.halfLine + 0.5;
  let last_zero = point.x + reach + wiggle.swing;
  let from_segment = max(0, i32(floor((point.y - reach - wiggle.firstY) / wiggle.spacingY)));
  let to_segment = min(wiggle.nPoints - 2, i32(floor((point.y + reach - wiggle.firstY) / wiggle.spacingY)));
  var covered = 0.0;
  for (var curve = first_curve(point.x - reach - wiggle.swing); curve < wiggle.nCurves; curve++) {
    let zero = zeros[curve];
    if (zero > last_zero) {
      break;
    }
    for (var k = from_segment; k <= to_segment; k++) {
      let piece = segment(curve, k);
      if (!piece.isDrawn) {
        continue;
      }
      let origin = vec2<f32>(zero, wiggle.firstY + f32(k) * wiggle.spacingY);
      covered = max(covered, covered_by_line(point, origin, piece));
      if (wiggle.fillsPositive == 1u) {
        covered = max(covered, covered_by_fill(point, origin, piece));
      }
    }
  }
  let opacity = min(covered, 1.0) * wiggle.colour.a;
  return vec4<f32>(wiggle.colour.rgb * opacity, opacity);
}
