// What the noise of balanced traces is like: the variance of a sample by frequency, from 0 to Nyquist; and taps that make
// white noise of variance 1 like it. Twin: processes/risk/noise-probe.ts.

const NOISE_BINS = 33u;
const TAPS = 65u;

struct NoiseSpectrum { powers: array<f32, NOISE_BINS>, taps: array<f32, TAPS> }
