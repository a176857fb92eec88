// The largest of all threads' values, lane by lane, through workgroup memory alone; workgroup_largest_subgroups.wgsl
// defines the same names.
#import shared/lanes_4

const THREADS = 256u;

var<workgroup> extremes: array<atomic<u32>, LANES>;

// All threads call it, in uniform control flow.
fn workgroup_largest(bits: LaneBits, local: u32) -> LaneBits {
  #for lane in 0..LANES
  atomicMax(&extremes[lane], bits[lane]);
  #end
  return settled_extremes(local);
}

// Cleared for the next time.
fn settled_extremes(local: u32) -> LaneBits {
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
