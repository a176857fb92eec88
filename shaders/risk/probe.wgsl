// Adds a little noise of a spectrum to traces: a workgroup takes SAMPLES samples of TRACES of them.
// Workgroups: blocks of samples x blocks of traces, folded; those that are too many pass by.
// samples: (nSamples, nTraces), trace 0 being trace firstTrace of the gather. factors: of each trace of the gather (what
// balances it, its inverse). size: of the noise. probed: as samples. Twin: processes/risk/noise-probe.ts.
#import shared/noise_spectrum
#import shared/trace_normals

const TRACES = 8u;
const SAMPLES = 64u;
const ROWS = SAMPLES + TAPS - 1u;
const REACH = 32;
const THREADS = 256u;

struct Params { nTraces: u32, nSamples: u32, firstTrace: u32, size: f32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> samples: array<f32>;
@group(0) @binding(2) var<storage, read> factors: array<vec2f>;
@group(0) @binding(3) var<storage, read> spectrum: NoiseSpectrum;
@group(0) @binding(4) var<storage, read_write> probed: array<f32>;

var<workgroup> white: array<f32, ROWS * TRACES>;

@compute @workgroup_size(THREADS)
fn main(
  @builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let nBlocks = (params.nTraces + TRACES - 1u) / TRACES;
  let start = (group.x + group.y * groups.x) / nBlocks * SAMPLES;
  if (start >= params.nSamples) { return; }
  let trace = (group.x + group.y * groups.x) % nBlocks * TRACES + local % TRACES;
  for (var at = local; at < ROWS * TRACES; at += THREADS) {
    white[at] = trace_normal(params.firstTrace + trace, i32(start + at / TRACES) - REACH);
  }
  workgroupBarrier();
  if (trace >= params.nTraces) { return; }
  for (var at = local; at < SAMPLES * TRACES && start + at / TRACES < params.nSamples; at += THREADS) {
    var noise = 0.0;
    for (var tap = 0u; tap < TAPS; tap++) { noise += spectrum.taps[tap] * white[at + tap * TRACES]; }
    let place = (start + at / TRACES) * params.nTraces + trace;
    probed[place] = samples[place] + params.size * factors[params.firstTrace + trace].y * noise;
  }
}
