// The mean power of a cell over the traces around one, `aperture` of them in all, fewer at the ends of the gather; dead
// traces do not count. The entry file binds `factors`, 0 for dead traces; gives power_of(row, trace), trace counted from
// params.firstTrace; and has aperture, gatherTraces and firstTrace among its params. Twin: dsp/lateral-energy.ts.

fn lateral_energy(row: u32, trace: u32) -> f32 {
  let half_ = params.aperture / 2u;
  let centre = params.firstTrace + trace;
  var nLive = 0u;
  var sum = 0.0;
  for (var t = centre - min(centre, half_); t < min(params.gatherTraces, centre + half_ + 1u); t++) {
    if (factors[t].x == 0.0) { continue; }
    nLive++;
    sum += power_of(row, t - params.firstTrace);
  }
  return sum / f32(max(nLive, 1u));
}
