// The stationary transform of whole traces in one go: forward, noise scale, shrinkage and inverse. Approximations pass
// through workgroup memory, all details stay in registers. Workgroups: (nTraces / LANES).
// before, filters, survey, after: as dwt_denoise. A thread has BLOCK rows in hand that lie 2^(j-1) apart at level j, so
// that it reads each value once. noiseLevel: the level of the noise scale, 0 for each its own.
// Must hold: ROWS a multiple of 2^LEVELS; at any level, THREADS x BLOCK are enough for whole blocks.
// Twin: wavelet-denoise/reference.ts. Source: Nason & Silverman 1995; pywt.swt with norm=False, pywt.iswt.
#import shared/trace_lanes
#import shared/median_of_lanes
#import shared/extension
#import shared/shrink_lanes

const N_TAPS = 8u;
const LEVELS = 2u;
const BLOCK = 2u;
const ROWS = 400u;

struct Params {
  nTraces: u32, nSamples: u32, beforeTraces: u32, beforeOffset: u32, afterTraces: u32, afterOffset: u32, countsBad: u32,
  noiseLevel: u32, rule: u32, k: f32,
}
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(3) var<uniform> filters: array<vec4f, N_TAPS>;
@group(0) @binding(4) var<storage, read_write> survey: array<atomic<u32>, 4>;

// The approximation of one level, or its detail where a median is taken of it or samples are made from it.
var<workgroup> rows: array<Lanes, ROWS>;

fn magnitude_bits(row: u32) -> LaneBits {
  return bitcast<LaneBits>(rows[row]) & LaneBits(0x7fffffffu);
}

// The rows of a thread: phase + dilation (first + i), i in [0, BLOCK), while first + i < count; 0 where it has none.
struct Block { phase: u32, first: u32, count: u32, dilation: u32 }

fn block_of(dilation: u32, local: u32) -> Block {
  return Block(local % dilation, local / dilation * BLOCK, ROWS / dilation, dilation);
}

fn row_of(block: Block, i: u32) -> u32 {
  return block.phase + block.dilation * (block.first + i);
}

// The first of the rows that outputs of a block are made of, one after the other around the end: `lead` before its own.
fn first_read(block: Block, lead: u32) -> u32 {
  return (block.first + lead + N_TAPS * (block.count - 1u)) % block.count;
}

alias Few = array<Lanes, BLOCK>;

fn put_block(block: Block, values: Few) {
  workgroupBarrier();
  #for i in 0..BLOCK
  if (block.first + i < block.count) { rows[row_of(block, i)] = values[i]; }
  #end
  workgroupBarrier();
}

// The part of the samples that comes from the approximation or the detail, whichever `rows` holds; twice as large.
fn synthesis_of(block: Block, isDetail: bool) -> Few {
  var out: Few;
  var at = first_read(block, N_TAPS / 2u);
  #for m in 0..BLOCK + N_TAPS - 1
  {
    let c = rows[block.phase + block.dilation * at];
    at = select(at + 1u, 0u, at + 1u == block.count);
    #for i in max(0, m - N_TAPS + 1)..min(BLOCK, m + 1)
    out[i] += select(filters[i + N_TAPS - 1u - m].z, filters[i + N_TAPS - 1u - m].w, isDetail) * c;
    #end
  }
  #end
  return out;
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u) {
  let firstTrace = group.x * LANES;
  let traces = read_traces(firstTrace, local);
  #for i in 0..HELD
  if (local + i * THREADS < params.nSamples) { rows[local + i * THREADS] = traces.rows[i]; }
  #end
  workgroupBarrier();
  for (var row = params.nSamples + local; row < ROWS; row += THREADS) {
    rows[row] = rows[reflect_index(i32(row), i32(params.nSamples))];
  }
  workgroupBarrier();

  var details: array<Few, LEVELS>;
  var lo: Few;
  #for j in 0..LEVELS
  {
    let block = block_of(1u << j, local);
    lo = Few();
    var at = first_read(block, N_TAPS / 2u + 1u);
    #for m in 0..BLOCK + N_TAPS - 1
    {
      let x = rows[block.phase + block.dilation * at];
      at = select(at + 1u, 0u, at + 1u == block.count);
      #for i in max(0, m - N_TAPS + 1)..min(BLOCK, m + 1)
      lo[i] += filters[i + N_TAPS - 1u - m].x * x;
      details[j][i] += filters[i + N_TAPS - 1u - m].y * x;
      #end
    }
    #end
    if (j + 1u < LEVELS) { put_block(block, lo); }
  }
  #end

  var thresholds: array<Lanes, LEVELS>;
  for (var level = 1u; level <= LEVELS; level++) {
    if (params.noiseLevel > 0u && params.noiseLevel != level) { continue; }
    #for j in 0..LEVELS
    if (level == j + 1u) { put_block(block_of(1u << j, local), details[j]); }
    #end
    let threshold = noise_thresholds(median_of_lanes(0u, ROWS, local), params.k);
    #for j in 0..LEVELS
    if (level == j + 1u || params.noiseLevel > 0u) { thresholds[j] = threshold; }
    #end
  }
  put_block(block_of(1u << (LEVELS - 1u), local), lo);

  #for up in 0..LEVELS
  {
    const j = LEVELS - 1u - up;
    let block = block_of(1u << j, local);
    var samples = synthesis_of(block, false);
    #for i in 0..BLOCK
    details[j][i] = shrink_lanes(details[j][i], thresholds[j], params.rule);
    #end
    put_block(block, details[j]);
    let high = synthesis_of(block, true);
    #for i in 0..BLOCK
    samples[i] = 0.5 * (samples[i] + high[i]);
    #end
    if (j > 0u) {
      put_block(block, samples);
    } else {
      let scale = inverse_scales(traces.largest);
      #for i in 0..BLOCK
      if (block.first + i < block.count && row_of(block, i) < params.nSamples) {
        write_lanes(row_of(block, i), firstTrace, samples[i] * scale);
      }
      #end
    }
  }
  #end
}
