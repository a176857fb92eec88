// The whole spectrum of the denoised trace / n, whose inverse Fourier transform is the trace.
// Grid: (nTraces, nRows = n). spectrum: (n / 2 + 1 bins, nTraces) of (re, im); changes: the same, to be added to bins
// [firstBin, firstBin + bandBins). work: (n, nTraces) of (re, im). Bins 0 and n / 2 are taken as real. Twin: real-fft.ts.
#import shared/half_spectrum

struct Params { nTraces: u32, nRows: u32, firstBin: u32, bandBins: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> spectrum: array<vec2f>;
@group(0) @binding(2) var<storage, read> changes: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> work: array<vec2f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let trace = id.x;
  let row = id.y + id.z * groups.y;
  if (trace >= params.nTraces || row >= params.nRows) { return; }
  let n = params.nRows;
  let isMirrored = 2u * row > n;
  let bin = select(row, n - row, isMirrored);
  var value = spectrum_at(row, n, params.nTraces, trace);
  if (bin >= params.firstBin && bin - params.firstBin < params.bandBins) {
    value += changes[bin * params.nTraces + trace] * vec2f(1.0, select(1.0, -1.0, isMirrored));
  }
  if (row == 0u || 2u * row == n) { value.y = 0.0; }
  work[row * params.nTraces + trace] = value / f32(n);
}
