// Terms of one row of the S-transform: work[m] = X[bin + m] exp(-2 pi^2 m^2 / bin^2) / n, whose inverse Fourier
// transform is the row. Grid: (nTraces, nRows = n). spectrum: (n / 2 + 1 bins, nTraces) of (re, im).
// work: (n, nTraces) of (re, im); row m above n / 2 stands for m - n. Terms farther than reach are zero: their weights
// are below 2^-53. Twin: stransform.ts. Source: Stockwell, Mansinha & Lowe 1996.
#import shared/half_spectrum

struct Params { nTraces: u32, nRows: u32, bin: u32, reach: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> spectrum: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> work: array<vec2f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let n = params.nRows;
  let distance = select(row, n - row, 2u * row > n);
  var term = vec2f(0.0);
  if (distance <= params.reach) {
    let part = f32(distance) / f32(max(params.bin, 1u));
    let weight = exp(-19.739208802178716 * part * part) / f32(n);
    term = weight * spectrum_at((params.bin + row) % n, n, params.nTraces, trace);
  }
  work[row * params.nTraces + trace] = term;
}
