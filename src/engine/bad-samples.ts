import type { BadSamples, TraceBlock } from '../core/gather.ts'
import { NO_BAD_SAMPLES } from '../core/gather.ts'

/** Samples that are looked at in one go, and one by one only where not all of them are finite. */
const STRETCH = 4096

/** Copies the samples of `block`, every NaN or infinite one as zero, and counts those. */
export function copyFiniteSamples({ samples, nTraces }: TraceBlock, target: Float32Array): BadSamples {
  target.set(samples)
  let nSamples = 0
  const badTraces = new Set<number>()
  for (let start = 0; start < samples.length; start += STRETCH) {
    const end = Math.min(samples.length, start + STRETCH)
    if (isAllFinite(samples, start, end)) continue
    for (let i = start; i < end; i++) {
      if (Number.isFinite(samples[i])) continue
      target[i] = 0
      nSamples++
      badTraces.add(i % nTraces)
    }
  }
  return nSamples === 0 ? NO_BAD_SAMPLES : { nSamples, nTraces: badTraces.size }
}

/** x - x is 0 where x is finite, and NaN where not. Four sums, for one would wait for itself at every sample. */
function isAllFinite(samples: Float32Array, start: number, end: number): boolean {
  let [a, b, c, d] = [0, 0, 0, 0]
  let i = start
  for (; i + 4 <= end; i += 4) {
    a += samples[i]! - samples[i]!
    b += samples[i + 1]! - samples[i + 1]!
    c += samples[i + 2]! - samples[i + 2]!
    d += samples[i + 3]! - samples[i + 3]!
  }
  for (; i < end; i++) a += samples[i]! - samples[i]!
  return a + b + c + d === 0
}
