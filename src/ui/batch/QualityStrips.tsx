import type { ReactElement } from 'react'
import type { GatherSeries, Outlier } from '../../state/outliers.ts'
import { useBatch } from '../context.ts'
import { GatherStrip, greatestOf } from './GatherStrip.tsx'
import { leakageText, percentText } from './quality-texts.ts'
import { useOpenGather } from './use-open-gather.ts'

interface QualityStripsProps {
  readonly series: GatherSeries
  readonly outliers: readonly Outlier[]
  readonly limit: number
}

/** Leakage and energy removed of each gather, in gather order. */
export function QualityStrips({ series, outliers, limit }: QualityStripsProps): ReactElement {
  const form = useBatch((state) => state.form)
  const openGather = useOpenGather()
  const mostLeakage = greatestOf(series.leakage, 0.001)
  return (
    <div className="quality-strips">
      {mostLeakage > 0 && (
        <>
          <h3 className="mut small">Leakage</h3>
          <GatherStrip
            name="Leakage"
            colour="leakage"
            figures={series.leakage}
            range={form}
            top={Math.max(1.2 * limit, mostLeakage)}
            format={leakageText}
            limit={limit}
            outliers={gathersOf(outliers, 'leakage')}
            onOpen={openGather}
          />
        </>
      )}
      <h3 className="mut small">Energy removed</h3>
      <GatherStrip
        name="Energy removed"
        colour="noise"
        figures={series.removed}
        range={form}
        top={greatestOf(series.removed, 1)}
        format={percentText}
        outliers={gathersOf(outliers, 'energy')}
        onOpen={openGather}
      />
    </div>
  )
}

export function gathersOf(outliers: readonly Outlier[], wanted: Outlier['reason']): readonly number[] {
  return outliers.filter(({ reason }) => reason === wanted).map(({ gather }) => gather)
}
