// Medians across neighbouring live traces, sorted in registers by a network, the places of missing ones last; of an even
// count the mean of the middle two, and 0 where no trace is live. Near the ends of the gather the aperture shrinks from
// both sides, but keeps two traces on the inner one. The entry file defines `fn lateral_value(source: u32, row: u32,
// trace: u32) -> f32` and `fn is_live(trace: u32) -> bool`, its params firstTrace and gatherTraces.
// Must hold: aperture odd, at most WIDEST. Twin: dsp/lateral-rows.ts.

const WIDEST = 9u;
const LEAST_HALF = 2u;
const MISSING = 3.4e38;

var<private> around: array<f32, WIDEST>;

// Of a source, around a trace of the tile.
fn lateral_median(source: u32, row: u32, trace: u32, aperture: u32) -> f32 {
  let place = params.firstTrace + trace;
  let toEnd = min(place, params.gatherTraces - 1u - place);
  let reach = min((aperture - 1u) / 2u, max(LEAST_HALF, toEnd));
  let first = max(place, reach) - reach - params.firstTrace;
  let size = min(place + reach + 1u, params.gatherTraces) - params.firstTrace - first;
  var nLive = 0u;
  #for i in 0..WIDEST
  around[i] = MISSING;
  if (i < size && is_live(first + i)) {
    around[i] = lateral_value(source, row, first + i);
    nLive++;
  }
  #end
  if (nLive == 0u) { return 0.0; }
  #sort around WIDEST
  var lower = 0.0;
  var upper = 0.0;
  #for i in 0..WIDEST / 2 + 1
  if (i == (nLive - 1u) / 2u) { lower = around[i]; }
  if (i == nLive / 2u) { upper = around[i]; }
  #end
  return 0.5 * (lower + upper);
}
