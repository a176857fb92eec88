// Weights of the sum of four methods whose expected error is least. One thread. methods: what is known of each; products: as
// trace_products, of all traces. frames: of the first method. weights: of each. figures: after the first, the
// expected error of each and of the sum, the weights, and the length of the frames.
// Twin: processes/auto-denoise/reference.ts. Source: Blu and Luisier 2007.
#import shared/method_errors
#import shared/patch_shape

// The equations (X'X + ridge) w = X'y - div of the outputs X are solved for the parts of z: w = (1 + v.x - v.y - v.z - v.w,
// v.y, v.z, v.w). There nothing cancels. Each part is brought to length 1, and this added to its square: sums of float32 are
// good to a few 1e-7, and where equations differ by no more than that they would be solved for roundings.
const ROUNDING = 1e-6;

struct Params { nTraces: u32, nSamples: u32, ridge: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> methods: array<MethodErrors, 4>;
@group(0) @binding(2) var<storage, read> products: array<vec4f, 5>;
@group(0) @binding(3) var<storage, read> frames: PatchShape;
@group(0) @binding(4) var<storage, read_write> weights: vec4f;
@group(0) @binding(5) var<storage, read_write> figures: array<f32>;

@compute @workgroup_size(1)
fn main() {
  let liveSamples = methods[0].liveTraces * f32(params.nSamples);
  var ofMethods = vec4f();
  for (var m = 0u; m < 4u; m++) {
    ofMethods[m] = methods[m].divergence;
    figures[1u + m] = expected_error(methods[m].removed, methods[m].divergence, liveSamples);
  }
  let divergences = ofMethods - vec4f(0.0, vec3f(ofMethods.x));
  let squares = mat4x4f(products[0], products[1], products[2], products[3]);
  let diagonal = vec4f(squares[0].x, squares[1].y, squares[2].z, squares[3].w);
  let energies = diagonal + vec4f(0.0, (2.0 * squares[0] + vec4f(diagonal.x)).yzw);
  // A gather of zeros.
  if (energies.x + energies.y + energies.z + energies.w == 0.0) {
    give(vec4f(), 0.0);
    return;
  }
  let ridge = params.ridge * (energies.x + energies.y + energies.z + energies.w);
  let ridges = mat4x4f(
    vec4f(1.0, -1.0, -1.0, -1.0), vec4f(-1.0, 2.0, 1.0, 1.0), vec4f(-1.0, 1.0, 2.0, 1.0), vec4f(-1.0, 1.0, 1.0, 2.0),
  );
  let v = solve(squares + ridge * ridges, products[4] - divergences - ridge * ridges[0]);
  let removed = methods[0].removed + dot(v, squares * v - 2.0 * products[4]);
  give(vec4f(1.0 + v.x - v.y - v.z - v.w, v.yzw), expected_error(removed, ofMethods.x + dot(v, divergences), liveSamples));
}

fn give(found: vec4f, error: f32) {
  weights = found;
  figures[5] = error;
  for (var m = 0u; m < 4u; m++) { figures[6u + m] = found[m]; }
  figures[10] = f32(frames.samples);
}

// x of a x = b for a symmetric and positive definite: no row need be exchanged.
fn solve(a: mat4x4f, b: vec4f) -> vec4f {
  let scale = inverseSqrt(vec4f(a[0].x, a[1].y, a[2].z, a[3].w));
  var rows = mat4x4f();
  for (var i = 0u; i < 4u; i++) {
    rows[i] = scale[i] * scale * a[i];
    rows[i][i] = 1.0 + ROUNDING;
  }
  var x = scale * b;
  for (var i = 0u; i < 4u; i++) {
    for (var j = i + 1u; j < 4u; j++) {
      let factor = rows[j][i] / rows[i][i];
      rows[j] -= factor * rows[i];
      x[j] -= factor * x[i];
    }
  }
  for (var i = 4u; i > 0u; i--) {
    for (var k = i; k < 4u; k++) { x[i - 1u] -= rows[i - 1u][k] * x[k]; }
    x[i - 1u] /= rows[i - 1u][i - 1u];
  }
  return scale * x;
}
