// Of each bin the noise power, from a low quantile of the powers of its cells, and the mean power: a workgroup a bin.
// Workgroups: bins, at least as many as there are; those that are too many pass by. counts: (bins, CLASSES).
// powers: of each bin (noise, mean); 0 where nothing was counted. Powers of a class are taken as spread evenly over it.
// Of a Gaussian in both parts of a complex number, powers are exponentially distributed: their q-quantile is -ln(1 - q)
// of their mean; unit is 1 / that. Twin: dsp/power-histogram.ts.
#import shared/patch_shape
#import shared/power_classes

const THREADS = 256u;
const PART = (CLASSES + THREADS - 1u) / THREADS;

struct Params { nTraces: u32, quantile: f32, unit: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> shape: PatchShape;
@group(0) @binding(2) var<storage, read> counts: array<u32>;
@group(0) @binding(3) var<storage, read_write> powers: array<vec2f>;

var<workgroup> partCounts: array<u32, THREADS>;
var<workgroup> partSums: array<f32, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  let bin = group.x;
  if (bin >= shape.bins) { return; }
  let start = local * PART;
  let end = min(start + PART, CLASSES);
  for (var c = start; c < end; c++) {
    let count = counts[bin * CLASSES + c];
    partCounts[local] += count;
    // Most classes are empty, and the sum of the highest would be infinite.
    if (count > 0u) { partSums[local] += f32(count) * mix(class_start(c), class_start(c + 1u), 0.5); }
  }
  workgroupBarrier();
  var before = 0u;
  var total = 0u;
  var sum = 0.0;
  for (var part = 0u; part < THREADS; part++) {
    before += select(0u, partCounts[part], part < local);
    total += partCounts[part];
    sum += partSums[part];
  }
  if (total == 0u) {
    if (local == 0u) { powers[bin] = vec2f(); }
    return;
  }
  let rank = params.quantile * f32(total - 1u);
  for (var c = start; c < end; c++) {
    let count = counts[bin * CLASSES + c];
    if (f32(before) <= rank && f32(before + count) > rank) {
      let part = min(1.0, (rank - f32(before) + 0.5) / f32(count));
      let power = mix(class_start(c), class_start(c + 1u), part);
      powers[bin] = vec2f(params.unit * power, sum / f32(total));
    }
    before += count;
  }
}
