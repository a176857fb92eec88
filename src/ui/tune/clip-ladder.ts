/** The clips that the toolbar offers and the arrow keys step through, in percent. */
export const CLIP_PERCENTILES = [100, 99.9, 99.5, 99, 98, 97, 95, 93, 90, 85, 80] as const

/** One step of gain: up (1) means a lower clip, so a stronger picture. Stops at the ends. */
export function steppedClip(percentile: number, direction: 1 | -1): number {
  if (direction === 1) return CLIP_PERCENTILES.find((percent) => percent < percentile) ?? percentile
  return CLIP_PERCENTILES.findLast((percent) => percent > percentile) ?? percentile
}
