// shared/shrink for neighbouring traces at once, each with a threshold of its own.
#import shared/lanes_4
#import shared/shrink

fn shrink_lanes(c: Lanes, threshold: Lanes, rule: u32) -> Lanes {
  var out = c;
  #for lane in 0..LANES
  out[lane] = shrink(c[lane], threshold[lane], rule);
  #end
  return out;
}

fn noise_thresholds(median: Lanes, k: f32) -> Lanes {
  var threshold = Lanes(0.0);
  #for lane in 0..LANES
  threshold[lane] = noise_threshold(median[lane], k);
  #end
  return threshold;
}
