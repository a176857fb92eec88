/** Above it, signal has gone with the noise; the best filters leave 0.1 to 0.2 (measures/local-similarity). */
export const LEAKAGE_LIMIT = 0.3

/** Figures of the gathers by their index; NaN where there is none. */
export interface GatherSeries {
  readonly removed: Float32Array
  readonly leakage: Float32Array
}

export const NO_SERIES: GatherSeries = { removed: new Float32Array(0), leakage: new Float32Array(0) }

export interface Outlier {
  readonly gather: number
  readonly reason: 'leakage' | 'energy'
}

/** So many standard deviations from the median are far. */
const FAR = 3
/** Of fewer gathers it cannot be said what is usual. */
const FEWEST = 8
/** Gathers that are all alike differ by rounding and chance: smaller deviations than these are nobody's concern. */
const LEAST_SIGMA = { leakage: 0.01, removed: 0.5 } as const
/** Of a normal distribution, over the median of absolute deviations. */
const SIGMA_OF_MAD = 1.4826

/**
 * Gathers that are worth a look, the worst first: those with a leakage above `limit`, then those whose leakage is far above,
 * or whose energy removed is far from, the median of all, in standard deviations told from the median of deviations.
 */
export function findOutliers({ leakage, removed }: GatherSeries, limit = LEAKAGE_LIMIT): readonly Outlier[] {
  const ofLeakage = usualOf(leakage, LEAST_SIGMA.leakage)
  const ofRemoved = usualOf(removed, LEAST_SIGMA.removed)
  const found: (Outlier & { readonly badness: number })[] = []
  for (let gather = 0; gather < Math.max(leakage.length, removed.length); gather++) {
    const leaks = leakage[gather] ?? Number.NaN
    const above = ofLeakage === null ? 0 : (leaks - ofLeakage.median) / ofLeakage.sigma
    const away = ofRemoved === null ? 0 : Math.abs((removed[gather] ?? Number.NaN) - ofRemoved.median) / ofRemoved.sigma
    if (leaks > limit) found.push({ gather, reason: 'leakage', badness: Number.MAX_SAFE_INTEGER * leaks })
    else if (above > FAR || away > FAR) {
      const isLeakage = above > FAR && !(away > above)
      found.push({ gather, reason: isLeakage ? 'leakage' : 'energy', badness: isLeakage ? above : away })
    }
  }
  found.sort((a, b) => b.badness - a.badness || a.gather - b.gather)
  return found.map(({ gather, reason }) => ({ gather, reason }))
}

/** Decibels: gathers that differ by less than this are alike. */
const LEAST_LEVEL_SIGMA_DB = 0.25
/** A level for gathers without a live sample: far below any other. */
const LEAST_RMS = 1e-15

/** Gathers whose level is far from the median level, on either side, in gather order. Levels are compared in decibels. */
export function findLevelOutliers(rms: Float32Array): readonly number[] {
  const levels = rms.map((value) => 20 * Math.log10(Math.max(value, LEAST_RMS)))
  const usual = usualOf(levels, LEAST_LEVEL_SIGMA_DB)
  if (usual === null) return []
  return [...levels.keys()].filter((gather) => Math.abs(levels[gather]! - usual.median) > FAR * usual.sigma)
}

/** Median and standard deviation of the figures that there are; null where they are too few. */
export function usualOf(
  figures: Float32Array,
  leastSigma: number,
): { readonly median: number; readonly sigma: number } | null {
  const known = figures.filter((figure) => !Number.isNaN(figure))
  if (known.length < FEWEST) return null
  const median = medianOf(known)
  const sigma = SIGMA_OF_MAD * medianOf(known.map((figure) => Math.abs(figure - median)))
  return { median, sigma: Math.max(sigma, leastSigma) }
}

function medianOf(figures: Float32Array): number {
  const sorted = figures.toSorted()
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Figures by gather, from a list of some of them. */
export function seriesOf(
  results: readonly {
    readonly gather: number
    readonly energyRemovedPercent: number | null
    readonly leakage?: number | null
  }[],
  before: GatherSeries = NO_SERIES,
): GatherSeries {
  if (results.length === 0) return before
  const nGathers = results.reduce((most, { gather }) => Math.max(most, gather + 1), before.removed.length)
  const grown = (figures: Float32Array): Float32Array => {
    const next = new Float32Array(nGathers).fill(Number.NaN)
    next.set(figures)
    return next
  }
  const [removed, leakage] = [grown(before.removed), grown(before.leakage)]
  for (const { gather, energyRemovedPercent, leakage: leaks } of results) {
    removed[gather] = energyRemovedPercent ?? Number.NaN
    leakage[gather] = leaks ?? Number.NaN
  }
  return { removed, leakage }
}
