// As workgroup_largest.wgsl, with subgroups comparing first, of whatever size and order they are.
enable subgroups;
#import shared/lanes_4

const THREADS = 256u;

var<workgroup> extremes: array<atomic<u32>, LANES>;

// All threads call it, in uniform control flow.
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
