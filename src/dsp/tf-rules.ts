/**
 * What becomes of one magnitude of the time-frequency plane, given median and threshold over its neighbours.
 * With dev = |a - med|, sgn = +1 where a >= med and -1 elsewhere, r = dev / (thr + 1e-10):
 *   hard      med where dev > thr, else a
 *   scaled    max(0, med + sgn dev / (1 + (r - 1)^2)) where r > 1, else a
 *   adaptive  med where r > 2; max(0, med + sgn dev (2 - r)) where 1 < r <= 2; else a
 *   soft      max(0, med + sgn max(dev - thr, 0)) everywhere
 */
export type TfRule = 'hard' | 'scaled' | 'adaptive' | 'soft'

/** 'low-amplitude': a magnitude below factor * med never grows; 'never-inflate': no magnitude grows. */
export type Protection = 'off' | 'low-amplitude' | 'never-inflate'

export type TfShrinkage = (a: number, median: number, threshold: number) => number

const RULES: Readonly<Record<TfRule, TfShrinkage>> = {
  hard: (a, median, threshold) => (Math.abs(a - median) > threshold ? median : a),
  scaled: (a, median, threshold) => {
    const r = Math.abs(a - median) / (threshold + 1e-10)
    return r > 1 ? Math.max(0, median + (a - median) / (1 + (r - 1) ** 2)) : a
  },
  adaptive: (a, median, threshold) => {
    const r = Math.abs(a - median) / (threshold + 1e-10)
    return r > 2 ? median : r > 1 ? Math.max(0, median + (a - median) * (2 - r)) : a
  },
  soft: (a, median, threshold) => {
    const kept = Math.max(Math.abs(a - median) - threshold, 0)
    return Math.max(0, a >= median ? median + kept : median - kept)
  },
}

/** The rule with its protection: (a, med, thr) -> the new magnitude. */
export function tfShrinkage(rule: TfRule, protection: Protection, protectionFactor: number): TfShrinkage {
  const bare = RULES[rule]
  switch (protection) {
    case 'off':
      return bare
    case 'never-inflate':
      return (a, median, threshold) => Math.min(a, bare(a, median, threshold))
    case 'low-amplitude':
      return (a, median, threshold) => {
        const shrunk = bare(a, median, threshold)
        return shrunk > a && a < protectionFactor * median ? a : shrunk
      }
  }
}

/** thr = k * 1.4826 * max(MAD, 0.01 med, 1e-10): the floor keeps cells with no spread from being all outliers. */
export function tfThreshold(k: number, median: number, mad: number): number {
  return k * 1.4826 * Math.max(mad, 0.01 * median, 1e-10)
}
