import type { ReactElement } from 'react'
import type { QcFigures } from '../../state/qc.ts'
import { useActions, useBatch, useQc } from '../context.ts'
import { formatFigure, NOTHING } from '../format.ts'
import { type GatherColumn, GatherTable, outliersFirst } from '../tables/GatherTable.tsx'
import { gathersWith, qualityColumns } from '../tables/quality-columns.ts'

/** More rows than anybody reads. */
const MOST_ROWS = 500

/** The strip of all gathers as a table: outliers, gathers that could not be read, bookmarks, and the rest. */
export function QcTable({ shown: { figure, values, outliers } }: { readonly shown: QcFigures }): ReactElement {
  const actions = useActions()
  const series = useBatch((state) => state.series)
  const failed = useQc((state) => state.failed)
  const bookmarks = useQc((state) => state.bookmarks)
  const levels: readonly GatherColumn[] = [
    {
      name: 'RMS amplitude',
      text: (gather) => (Number.isNaN(values[gather]) ? NOTHING : formatFigure(values[gather] ?? Number.NaN)),
      isFlagged: ({ reason }) => reason === 'level',
    },
  ]
  const reason = { rms: 'level', removed: 'energy', leakage: 'leakage' }[figure]
  const unreadable = figure === 'rms' ? failed : []
  const marked = [
    ...outliers.map((gather) => ({ gather, reason })),
    ...unreadable.map((gather) => ({ gather, reason: 'could not be read' })),
  ]
  const isMarked = new Set(marked.map(({ gather }) => gather))
  const kept = bookmarks.filter((gather) => !isMarked.has(gather)).map((gather) => ({ gather, reason: 'bookmarked' }))
  return (
    <GatherTable
      caption="All gathers, outliers first"
      className="qc-table"
      rows={outliersFirst([...marked, ...kept], gathersWith(values))}
      columns={figure === 'rms' ? levels : qualityColumns(series)}
      mostRows={MOST_ROWS}
      onOpen={actions.goToGather}
    />
  )
}
