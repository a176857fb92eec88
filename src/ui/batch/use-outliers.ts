import { useMemo } from 'react'
import { findOutliers, LEAKAGE_LIMIT, type Outlier } from '../../state/outliers.ts'
import { useBatch } from '../context.ts'

/** The limit of the user's rule, or the usual one. */
export function useLeakageLimit(): number {
  return useBatch((state) => state.form.stopRule?.leakageAbove ?? LEAKAGE_LIMIT)
}

/** Finished gathers that are worth a look, the worst first. */
export function useOutliers(): readonly Outlier[] {
  const series = useBatch((state) => state.series)
  const limit = useLeakageLimit()
  return useMemo(() => findOutliers(series, limit), [series, limit])
}
