// What the threads of a workgroup find out together, through workgroup memory alone; workgroup_subgroups.wgsl defines
// the same names. All threads call each function, in uniform control flow.
#import shared/lanes_4

const THREADS = 256u;
const PARTS = 16u;

// Counts by lane and bin: the caller adds to them, find_bins clears them.
var<workgroup> histogram: array<atomic<u32>, THREADS * LANES>;
var<workgroup> extremes: array<atomic<u32>, LANES>;
var<workgroup> partCounts: array<u32, PARTS * LANES>;
var<workgroup> found: array<vec3u, LANES>;

// Where the value of a rank lies: its bin, its rank among the values there, and how many these are.
struct Found { bin: LaneBits, rank: LaneBits, count: LaneBits }

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

// Must hold: rank is below the sum of the lane's counts.
fn find_bins(rank: LaneBits, local: u32) -> Found {
  workgroupBarrier();
  if (local < PARTS * LANES) {
    var sum = 0u;
    for (var i = 0u; i < THREADS / PARTS; i++) { sum += atomicLoad(&histogram[local * (THREADS / PARTS) + i]); }
    partCounts[local] = sum;
  }
  workgroupBarrier();
  if (local < LANES) { found[local] = walk_bins(local, rank[local]); }
  workgroupBarrier();
  #for lane in 0..LANES
  atomicStore(&histogram[lane * THREADS + local], 0u);
  #end
  let result = read_found();
  workgroupBarrier();
  return result;
}

fn walk_bins(lane: u32, rank: u32) -> vec3u {
  var left = rank;
  var part = lane * PARTS;
  while (left >= partCounts[part]) { left -= partCounts[part]; part++; }
  var bin = part * (THREADS / PARTS);
  var count = atomicLoad(&histogram[bin]);
  while (left >= count) { left -= count; bin++; count = atomicLoad(&histogram[bin]); }
  return vec3u(bin - lane * THREADS, left, count);
}

fn read_found() -> Found {
  var result: Found;
  #for lane in 0..LANES
  result.bin[lane] = found[lane].x;
  result.rank[lane] = found[lane].y;
  result.count[lane] = found[lane].z;
  #end
  return result;
}
