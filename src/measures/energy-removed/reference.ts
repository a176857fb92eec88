import { finiteOrZero, type TraceBlock } from '../../core/gather.ts'

/**
 * Energy removed, in percent: 100 * sum((before - after)^2) / sum(before^2), over all samples, in double precision.
 * Samples that are not finite count as zero, as the engines take them. null when Before has no energy.
 */
export function energyRemovedPercent(before: TraceBlock, after: TraceBlock): number | null {
  let removed = 0
  let total = 0
  const a = before.samples
  const b = after.samples
  for (let i = 0; i < a.length; i++) {
    const input = finiteOrZero(a[i]!)
    const difference = input - finiteOrZero(b[i]!)
    removed += difference * difference
    total += input * input
  }
  return total === 0 ? null : (100 * removed) / total
}
