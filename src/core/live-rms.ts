import type { TraceBlock } from './gather.ts'

/**
 * Root mean square of the live samples of a block, in the unit of its samples. Samples that are zero, as in a dead trace
 * or a mute, or that are no number are not live; 0 where none is.
 */
export function liveRms({ samples }: Pick<TraceBlock, 'samples'>): number {
  let sum = 0
  let count = 0
  for (const sample of samples) {
    if (sample === 0 || !Number.isFinite(sample)) continue
    sum += sample * sample
    count += 1
  }
  return count === 0 ? 0 : Math.sqrt(sum / count)
}
