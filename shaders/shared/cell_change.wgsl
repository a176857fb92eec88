// What a rule changes in one cell of the time-frequency plane: new - old. near: median and MAD of the magnitudes around.
// Must hold: a silent cell stays silent. Twin: dsp/tf-rules.ts.
#import shared/spectral_rule

struct CellRule { rule: u32, k: f32, protection: u32, protectionFactor: f32, noiseFloor: f32 }

fn cell_change(cell: vec2f, near: vec2f, cellRule: CellRule) -> vec2f {
  let magnitude = length(cell);
  let threshold = spectral_threshold(near, cellRule.k, cellRule.noiseFloor);
  let ruled = ruled_magnitude(magnitude, near.x, threshold, cellRule.noiseFloor, cellRule.rule);
  let kept = protected_magnitude(magnitude, ruled, near.x, cellRule.protection, cellRule.protectionFactor);
  if (kept == magnitude || magnitude == 0.0) { return vec2f(0.0); }
  return cell * (kept / magnitude - 1.0);
}
