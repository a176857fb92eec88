import { useMemo } from 'react'
import { type QcFigures, qcFigures } from '../../state/qc.ts'
import { useLeakageLimit } from '../batch/use-outliers.ts'
import { useBatch, useQc } from '../context.ts'

/** What the strip of all gathers shows. */
export function useQcFigures(): QcFigures {
  const rms = useQc((state) => state.rms)
  const figure = useQc((state) => state.figure)
  const series = useBatch((state) => state.series)
  const limit = useLeakageLimit()
  return useMemo(() => qcFigures({ rms, figure }, series, limit), [rms, figure, series, limit])
}
