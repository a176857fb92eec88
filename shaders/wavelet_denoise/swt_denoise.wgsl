// The stationary transform of whole traces in one go: forward, noise scale, shrinkage and inverse. Approximations pass
// through workgroup memory, all details stay in registers. Workgroups: (nTraces / LANES).
// before, filters, survey, after: as dwt_denoise. A thread has BLOCK rows in hand that lie 2^(j-1) apart at level j, so
// that it reads each value once. noiseLevel: the level of the noise scale; with OWN_NOISE 1 each has its own.
// Must hold: ROWS a multiple of 2^LEVELS; at any level, THREADS x BLOCK are enough for whole blocks.
// Twin: wavelet-denoise/reference.ts. Source: Nason & Silverman 1995; pywt.swt with norm=False, pywt.iswt.
#import shared/trace_lanes
#import shared/median_of_lanes
#import shared/extension
#import shared/shrink_lanes

const N_TAPS = 8u;
const LEVELS = 2u;
const OWN_NOISE = 0u;
const BLOCK = 2u;
const ROWS = 400u;

struct Params {
  nTraces: u32, nSamples: u32, beforeTraces: u32, beforeOffset: u32, afterTraces: u32, afterOffset: u32, countsBad: u32,
  noiseLevel: u32, rule: u32, k: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> before: array<u32>;
@group(0) @binding(2) var<uniform> filters: array<vec4f, N_TAPS>;
@group(0) @binding(3) var<storage, read_write> survey: array<atomic<u32>, 4>;
@group(0) @binding(4) var<storage, read_write> after: array<f32>;

var<workgroup> approximation: array<Lanes, ROWS>;
var<workgroup> detail: array<Lanes, ROWS>;

fn keep(row: u32, samples: Lanes) {
  approximation[row] = samples;
}

fn magnitude_bits(row: u32) -> LaneBits {
  return bitcast<LaneBits>(detail[row]) & LaneBits(0x7fffffffu);
}

// The rows of a thread: phase + dilation (first + i), i in [0, BLOCK), while first + i < count; 0 where it has none.
struct Block { phase: u32, first: u32, count: u32, dilation: u32 }

fn block_of(dilation: u32, local: u32) -> Block {
  return Block(local % dilation, local / dilation * BLOCK, ROWS / dilation, dilation);
}

fn row_of(block: Block, i: u32) -> u32 {
  return block.phase + block.dilation * (block.first + i);
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  let firstTrace = group.x * LANES;
  let largest = keep_traces(firstTrace, local);
  for (var row = params.nSamples + local; row < ROWS; row += THREADS) {
    approximation[row] = approximation[reflect_index(i32(row), i32(params.nSamples))];
  }
  workgroupBarrier();

  var held: array<Lanes, LEVELS * BLOCK>;
  #for j in 0..LEVELS
  {
    let block = block_of(1u << j, local);
    var lo: array<Lanes, BLOCK>;
    // One input after the other, from the last tap of the first row on, for all rows that it reaches.
    var at = (block.first + N_TAPS / 2u + 1u + N_TAPS * (block.count - 1u)) % block.count;
    #for m in 0..BLOCK + N_TAPS - 1
    {
      let x = approximation[block.phase + block.dilation * at];
      at = select(at + 1u, 0u, at + 1u == block.count);
      #for i in max(0, m - N_TAPS + 1)..min(BLOCK, m + 1)
      lo[i] += filters[i + N_TAPS - 1u - m].x * x;
      held[j * BLOCK + i] += filters[i + N_TAPS - 1u - m].y * x;
      #end
    }
    #end
    workgroupBarrier();
    #for i in 0..BLOCK
    if (block.first + i < block.count) {
      approximation[row_of(block, i)] = lo[i];
      if (params.noiseLevel == j + 1u) { detail[row_of(block, i)] = held[j * BLOCK + i]; }
    }
    #end
    workgroupBarrier();
  }
  #end

  let scale = inverse_scales(largest);
  var threshold = Lanes(0.0);
  #for common in 0..1 - OWN_NOISE
  threshold = noise_thresholds(median_of_lanes(0u, ROWS, local), params.k);
  #end
  #for up in 0..LEVELS
  {
    const j = LEVELS - 1u - up;
    let block = block_of(1u << j, local);
    #for own in 0..OWN_NOISE
    #for i in 0..BLOCK
    if (block.first + i < block.count) { detail[row_of(block, i)] = held[j * BLOCK + i]; }
    #end
    workgroupBarrier();
    threshold = noise_thresholds(median_of_lanes(0u, ROWS, local), params.k);
    #end
    #for i in 0..BLOCK
    if (block.first + i < block.count) { 
      detail[row_of(block, i)] = shrink_lanes(held[j * BLOCK + i], threshold, params.rule);
    }
    #end
    workgroupBarrier();
    var samples: array<Lanes, BLOCK>;
    var at = (block.first + N_TAPS / 2u + N_TAPS * (block.count - 1u)) % block.count;
    #for m in 0..BLOCK + N_TAPS - 1
    {
      let a = approximation[block.phase + block.dilation * at];
      let d = detail[block.phase + block.dilation * at];
      at = select(at + 1u, 0u, at + 1u == block.count);
      #for i in max(0, m - N_TAPS + 1)..min(BLOCK, m + 1)
      samples[i] += filters[i + N_TAPS - 1u - m].z * a + filters[i + N_TAPS - 1u - m].w * d;
      #end
    }
    #end
    workgroupBarrier();
    #for i in 0..BLOCK
    if (block.first + i < block.count) {
      if (j > 0u) { approximation[row_of(block, i)] = 0.5 * samples[i]; }
      else if (row_of(block, i) < params.nSamples) { store_lanes(row_of(block, i), firstTrace, 0.5 * scale * samples[i]); }
    }
    #end
  }
  #end
}
