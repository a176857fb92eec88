// What the threads of a workgroup find out together, of LANES traces at once. All threads call each function, in
// uniform control flow.
#import shared/lanes_4

const THREADS = 256u;
const BINS = 256u;
// A lane's bins are searched by PARTS threads, each with BINS / PARTS neighbours. Must hold: THREADS >= PARTS x LANES.
const PARTS = 16u;
const PART_BINS = BINS / PARTS;

// Counts by lane and bin: the caller adds to them at histogram_place, find_bins clears them.
var<workgroup> histogram: array<atomic<u32>, BINS * LANES>;
var<workgroup> partCounts: array<u32, PARTS * LANES>;
var<workgroup> found: array<vec3u, LANES>;
var<workgroup> extremes: array<atomic<u32>, LANES>;

// Where the value of a rank lies: its bin, its rank among the values there, and how many these are.
struct Found { bin: LaneBits, rank: LaneBits, count: LaneBits }

// The largest of all threads' values, lane by lane.
fn workgroup_largest(bits: LaneBits, local: u32) -> LaneBits {
  #for lane in 0..LANES
  atomicMax(&extremes[lane], bits[lane]);
  #end
  workgroupBarrier();
  var largest = LaneBits(0u);
  #for lane in 0..LANES
  largest[lane] = atomicLoad(&extremes[lane]);
  #end
  workgroupBarrier();
  if (local < LANES) { atomicStore(&extremes[local], 0u); }
  workgroupBarrier();
  return largest;
}

// The bins of a part lie PARTS apart, so that the threads that search touch neighbours.
fn histogram_place(lane: u32, bin: u32) -> u32 {
  return lane * BINS + bin % PART_BINS * PARTS + bin / PART_BINS;
}

// The same for all threads. Must hold: rank is below the sum of the lane's counts.
fn find_bins(rank: LaneBits, local: u32) -> Found {
  workgroupBarrier();
  let lane = local / PARTS;
  var counts: array<u32, PART_BINS>;
  if (lane < LANES) {
    var sum = 0u;
    #for i in 0..PART_BINS
    counts[i] = atomicExchange(&histogram[lane * BINS + i * PARTS + local % PARTS], 0u);
    sum += counts[i];
    #end
    partCounts[local] = sum;
  }
  workgroupBarrier();
  if (lane < LANES) {
    var below = 0u;
    for (var part = lane * PARTS; part < local; part++) { below += partCounts[part]; }
    let left = lane_of(rank, lane) - below;
    if (left < partCounts[local]) { found[lane] = walk_bins(counts, left, local % PARTS * PART_BINS); }
  }
  let all_found = workgroupUniformLoad(&found);
  var result: Found;
  #for lane in 0..LANES
  result.bin[lane] = all_found[lane].x;
  result.rank[lane] = all_found[lane].y;
  result.count[lane] = all_found[lane].z;
  #end
  return result;
}

// A rank that lies before the part has wrapped around and is above all counts.
fn walk_bins(counts: array<u32, PART_BINS>, rank: u32, firstBin: u32) -> vec3u {
  var left = rank;
  var result = vec3u();
  #for i in 0..PART_BINS
  if (left < counts[i]) { result = vec3u(firstBin + i, left, counts[i]); }
  left -= counts[i];
  #end
  return result;
}

fn lane_of(values: LaneBits, lane: u32) -> u32 {
  var value = values[0];
  #for other in 1..LANES
  value = select(value, values[other], lane == other);
  #end
  return value;
}
