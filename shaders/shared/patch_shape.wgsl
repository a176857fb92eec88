// Patches along time as the gather's spectrum chose them, or as given. samples: length; hop: distance; frames: how many
// cover a trace; bins: samples / 2 + 1. Of the tables, `window` is where the windows of this length begin, and rootStep
// goes from one root of unity to the next. radices: of the Fourier transform, the first `passes` of them.

struct PatchShape {
  samples: u32, hop: u32, frames: u32, bins: u32,
  window: u32, rootStep: u32, passes: u32, columns: u32,
  radices: array<u32, 8>,
}
