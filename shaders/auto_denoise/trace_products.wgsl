// Inner products of what four methods make of each balanced trace: a workgroup for TRACES traces. Workgroups: traces
// [ownStart, ownEnd) / TRACES, folded. input and the methods' outputs: as trace_errors. products: of each trace of the
// gather, those of z = (first output, and what the second, third and fourth have beyond it) with z.x, z.y, z.z, z.w, and
// with what the first removed. Methods agree in most of what they give: products of the outputs themselves would have no
// digit left for what they differ in. Twin: processes/risk/risk.ts.

const TRACES = 8u;
const THREADS_A_TRACE = 32u;
const PRODUCTS = 5u;

struct Params { nTraces: u32, nSamples: u32, firstTrace: u32, ownStart: u32, ownEnd: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> input: array<f32>;
@group(0) @binding(2) var<storage, read> first: array<f32>;
@group(0) @binding(3) var<storage, read> second: array<f32>;
@group(0) @binding(4) var<storage, read> third: array<f32>;
@group(0) @binding(5) var<storage, read> fourth: array<f32>;
@group(0) @binding(6) var<storage, read> factors: array<vec2f>;
@group(0) @binding(7) var<storage, read_write> products: array<vec4f>;

var<workgroup> sums: array<vec4f, TRACES * THREADS_A_TRACE>;

@compute @workgroup_size(TRACES, THREADS_A_TRACE)
fn main(
  @builtin(local_invocation_id) local: vec3u, @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let trace = params.ownStart + (group.x + group.y * groups.x) * TRACES + local.x;
  let isOwn = trace < params.ownEnd;
  let factor = factors[min(params.firstTrace + trace, arrayLength(&factors) - 1u)].x;
  var ofFirst = vec4f();
  var ofSecond = vec4f();
  var ofThird = vec4f();
  var ofFourth = vec4f();
  var ofRemoved = vec4f();
  for (var i = local.y; isOwn && i < params.nSamples; i += THREADS_A_TRACE) {
    let at = i * params.nTraces + trace;
    let x = first[at];
    let z = factor * vec4f(x, second[at] - x, third[at] - x, fourth[at] - x);
    ofFirst += z * z.x;
    ofSecond += z * z.y;
    ofThird += z * z.z;
    ofFourth += z * z.w;
    ofRemoved += z * (factor * (input[at] - x));
  }
  write_total(0u, ofFirst, local.xy, trace, isOwn);
  write_total(1u, ofSecond, local.xy, trace, isOwn);
  write_total(2u, ofThird, local.xy, trace, isOwn);
  write_total(3u, ofFourth, local.xy, trace, isOwn);
  write_total(4u, ofRemoved, local.xy, trace, isOwn);
}

fn write_total(product: u32, sum: vec4f, local: vec2u, trace: u32, isOwn: bool) {
  sums[local.y * TRACES + local.x] = sum;
  workgroupBarrier();
  if (local.y == 0u && isOwn) {
    var total = vec4f();
    for (var i = 0u; i < THREADS_A_TRACE; i++) { total += sums[i * TRACES + local.x]; }
    products[(params.firstTrace + trace) * PRODUCTS + product] = total;
  }
  workgroupBarrier();
}
