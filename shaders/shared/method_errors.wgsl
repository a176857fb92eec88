// What is known of a method's error: how far it follows the noise, the energy that it removes, and the live traces.
// The expected error (SURE), plus the variance of the noise, which is the same for all methods. Twin: processes/risk/risk.ts.

struct MethodErrors { divergence: f32, removed: f32, liveTraces: f32 }

fn expected_error(removed: f32, divergence: f32, liveSamples: f32) -> f32 {
  return select((removed + 2.0 * divergence) / liveSamples, 0.0, liveSamples == 0.0);
}
