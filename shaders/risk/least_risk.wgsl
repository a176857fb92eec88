// Of some methods the one whose expected error is least, and the first of equals. One thread.
// methods: what is known of each. weights: 1 for the best, 0 for the others. figures: after the first, the expected error of
// each, then the number of the best. Twin: processes/risk/least-risk.ts.
#import shared/method_errors

struct Params { nTraces: u32, nSamples: u32, nMethods: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> methods: array<MethodErrors>;
@group(0) @binding(2) var<storage, read_write> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> figures: array<f32>;

@compute @workgroup_size(1)
fn main() {
  var best = 0u;
  for (var m = 0u; m < params.nMethods; m++) {
    let one = methods[m];
    figures[1u + m] = expected_error(one.removed, one.divergence, one.liveTraces * f32(params.nSamples));
    if (figures[1u + m] < figures[1u + best]) { best = m; }
  }
  for (var m = 0u; m < params.nMethods; m++) { weights[m] = select(0.0, 1.0, m == best); }
  figures[1u + params.nMethods] = f32(best);
}
