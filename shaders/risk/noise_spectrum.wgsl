// The noise's spectrum: of each frequency the least of what two surveys found and what a method removed; white by the top
// third of the band; and the taps that make noise like it. One workgroup.
// patches, frames, removed: of each bin (noise, mean), as wiener/noise_power, of the gather in f-k and by its frames, and
// of what was removed by frames; patchUnit, frameUnit: what makes them variances of a sample. passed, white: see the twin.
// roots: of unity, 64. spectrum: what is found; figures: first of all, 1 if it is coloured, else 0. Twin: processes/risk/noise-probe.ts, dsp/probe-noise.ts.
#import shared/noise_spectrum

const LAST = NOISE_BINS - 1u;
const TOP = 22u;

struct Params { nTraces: u32, patchUnit: f32, frameUnit: f32, passed: f32, white: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> patches: array<vec2f>;
@group(0) @binding(2) var<storage, read> frames: array<vec2f>;
@group(0) @binding(3) var<storage, read> removed: array<vec2f>;
@group(0) @binding(4) var<storage, read> roots: array<vec2f>;
@group(0) @binding(5) var<storage, read_write> spectrum: NoiseSpectrum;
@group(0) @binding(6) var<storage, read_write> figures: array<f32>;

var<workgroup> least: array<f32, NOISE_BINS>;
var<workgroup> level: f32;

@compute @workgroup_size(NOISE_BINS)
fn main(@builtin(local_invocation_index) local: u32) {
  let found = min(params.patchUnit * patches[local].x, params.frameUnit * frames[local].x);
  least[local] = min(found, params.passed * params.frameUnit * removed[local].y);
  workgroupBarrier();
  if (local >= TOP) {
    var below = 0u;
    for (var bin = TOP; bin < NOISE_BINS; bin++) {
      below += select(0u, 1u, least[bin] < least[local] || (least[bin] == least[local] && bin < local));
    }
    if (below == (NOISE_BINS - TOP) / 2u) { level = least[local]; }
  }
  workgroupBarrier();
  var sum = 0.5 * (least[0] + least[LAST]);
  for (var bin = 1u; bin < LAST; bin++) { sum += least[bin]; }
  let isColoured = sum / f32(LAST) > params.white * level;
  if (local == 0u) { figures[0] = f32(isColoured); }
  spectrum.powers[local] = select(level, least[local], isColoured);
  var tap = 0.0;
  for (var bin = 0u; bin < NOISE_BINS; bin++) {
    let sides = select(2.0, 1.0, bin == 0u || bin == LAST);
    tap += sides * sqrt(select(level, least[bin], isColoured)) * roots[bin * local % (2u * LAST)].x;
  }
  // The outermost two share what one tap of a transform of that length has.
  tap *= select(1.0, 0.5, local == LAST) / f32(2u * LAST);
  spectrum.taps[LAST - local] = tap;
  spectrum.taps[LAST + local] = tap;
}
