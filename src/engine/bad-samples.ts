import type { BadSamples, TraceBlock } from '../core/gather.ts'
import { NO_BAD_SAMPLES } from '../core/gather.ts'

/** Copies the samples of `block`, every NaN or infinite one as zero, and counts those. */
export function copyFiniteSamples({ samples, nTraces }: TraceBlock, target: Float32Array): BadSamples {
  target.set(samples)
  // The sum over a stretch is finite only where every sample is; a rare finite one that is not is looked into.
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

const STRETCH = 4096

/** Adds zeros for finite samples and NaN for others: one comparison at the end. */
function isAllFinite(samples: Float32Array, start: number, end: number): boolean {
  let sum = 0
  for (let i = start; i < end; i++) sum += samples[i]! - samples[i]!
  return sum === 0
}
