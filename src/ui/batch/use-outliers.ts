import { useMemo } from 'react'
import { leakageLimitOf } from '../../state/batch.ts'
import { findOutliers, type Outlier } from '../../state/outliers.ts'
import { useBatch } from '../context.ts'

export function useLeakageLimit(): number {
  return useBatch(leakageLimitOf)
}

/** Finished gathers that are worth a look, the worst first. */
export function useOutliers(): readonly Outlier[] {
  const series = useBatch((state) => state.series)
  const limit = useLeakageLimit()
  return useMemo(() => findOutliers(series, limit), [series, limit])
}
