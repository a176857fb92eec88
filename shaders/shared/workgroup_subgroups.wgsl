// As workgroup.wgsl, with subgroups adding and comparing first. Nothing is assumed of how threads are dealt out to
// subgroups, but that all of these are of one size, from 4 up.
enable subgroups;
#import shared/lanes_4

const THREADS = 256u;
const SMALLEST_SUBGROUP = 4u;

var<workgroup> histogram: array<atomic<u32>, THREADS * LANES>;
var<workgroup> extremes: array<atomic<u32>, LANES>;
var<workgroup> subgroupTotals: array<LaneBits, THREADS / SMALLEST_SUBGROUP>;
var<workgroup> nextBin: atomic<u32>;
var<workgroup> found: array<vec3u, LANES>;

struct Found { bin: LaneBits, rank: LaneBits, count: LaneBits }

fn workgroup_largest(bits: LaneBits, local: u32) -> LaneBits {
  let ofSubgroup = subgroupMax(bits);
  if (subgroupElect()) {
    #for lane in 0..LANES
    atomicMax(&extremes[lane], ofSubgroup[lane]);
    #end
  }
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

// A thread takes one bin; those of a subgroup are neighbours. Must hold: rank is below the sum of the lane's counts.
fn find_bins(rank: LaneBits, local: u32) -> Found {
  workgroupBarrier();
  let place = subgroupExclusiveAdd(1u);
  let size = subgroupAdd(1u);
  var firstBin = 0u;
  if (place == 0u) { firstBin = atomicAdd(&nextBin, size) % THREADS; }
  firstBin = subgroupBroadcastFirst(firstBin);
  let bin = firstBin + place;
  var count = LaneBits(0u);
  #for lane in 0..LANES
  count[lane] = atomicLoad(&histogram[lane * THREADS + bin]);
  atomicStore(&histogram[lane * THREADS + bin], 0u);
  #end
  var below = subgroupExclusiveAdd(count);
  let total = subgroupAdd(count);
  if (place == 0u) { subgroupTotals[firstBin / SMALLEST_SUBGROUP] = total; }
  workgroupBarrier();
  for (var other = 0u; other < firstBin; other += size) { below += subgroupTotals[other / SMALLEST_SUBGROUP]; }
  #for lane in 0..LANES
  if (rank[lane] >= below[lane] && rank[lane] - below[lane] < count[lane]) {
    found[lane] = vec3u(bin, rank[lane] - below[lane], count[lane]);
  }
  #end
  workgroupBarrier();
  return read_found();
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
