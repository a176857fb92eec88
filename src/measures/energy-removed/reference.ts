import { finiteOrZero, type TraceBlock } from '../../core/gather.ts'

/** Sums of squares over all samples of a run, in the samples' unit squared, and the number of samples that are live. */
export interface RunEnergies {
  /** Of Before - After. */
  readonly removed: number
  readonly before: number
  readonly after: number
  /** Samples of Before that are not zero. */
  readonly nLive: number
}

/** Sums in double precision. Samples that are not finite count as zero, as the engines take them. */
export function runEnergies(before: TraceBlock, after: TraceBlock): RunEnergies {
  let [removed, total, left, nLive] = [0, 0, 0, 0]
  const a = before.samples
  const b = after.samples
  for (let i = 0; i < a.length; i++) {
    const input = finiteOrZero(a[i]!)
    const output = finiteOrZero(b[i]!)
    const difference = input - output
    removed += difference * difference
    total += input * input
    left += output * output
    if (input !== 0) nLive++
  }
  return { removed, before: total, after: left, nLive }
}

/** Energy removed, in percent: 100 * sum((before - after)^2) / sum(before^2). null when Before has no energy. */
export function energyRemovedPercent(before: TraceBlock, after: TraceBlock): number | null {
  return percentOf(runEnergies(before, after))
}

export function percentOf({ removed, before }: Pick<RunEnergies, 'removed' | 'before'>): number | null {
  return before === 0 ? null : (100 * removed) / before
}
