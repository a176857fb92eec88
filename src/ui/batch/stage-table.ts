/** What the meters of the stages show, as a table. */
import { type BatchProgress, STAGES, type StageFigures } from '../../core/batch.ts'
import { type BusySample, isActive, overallShares } from '../../state/batch.ts'
import { formatBytes, formatCount, formatShare, NOTHING } from '../format.ts'
import type { Column, Row } from '../tables/DataTable.tsx'
import { WINDOW_SECONDS } from './busy-area.ts'
import { queueText } from './queue-level.ts'
import { stageTexts } from './stage-names.ts'

/** What has had nothing to do yet is waiting; else how much it has in hand. */
export function handText({ inFlight, busySeconds }: StageFigures, isRunning: boolean): string {
  return isRunning && inFlight === 0 && busySeconds === 0 ? 'waiting' : formatCount(inFlight)
}

export function stageTable(
  progress: BatchProgress,
  history: readonly BusySample[],
  engineKind: 'gpu' | 'cpu',
): { readonly columns: readonly Column[]; readonly rows: readonly Row[] } {
  const shares = overallShares(progress)
  const recent = history.filter(({ seconds }) => seconds > progress.seconds - WINDOW_SECONDS)
  const names = ['Busy', 'Last minute', 'Samples a second', 'While busy', 'In hand', 'Wait for it']
  const columns: readonly Column[] = [
    { name: 'Stage', kind: 'text' },
    ...names.map((name): Column => ({ name, kind: 'number' })),
  ]
  const rows = STAGES.map((stage): Row => {
    const figures = progress.stages[stage]
    const { bytes, busySeconds } = figures
    const busy = recent.map((sample) => sample.busy[stage])
    const bound = progress.bound === stage ? ', limits the rate' : ''
    return {
      key: stage,
      cells: [
        `${stageTexts(stage, engineKind).name}${bound}`,
        formatShare(shares[stage]),
        rangeText(busy),
        rateText(bytes, progress.seconds),
        rateText(bytes, busySeconds),
        handText(figures, isActive(progress)),
        figures.waiting === null ? NOTHING : queueText(figures.waiting),
      ],
    }
  })
  return { columns, rows }
}

function rateText(bytes: number, seconds: number): string {
  return seconds > 0 && bytes > 0 ? `${formatBytes(bytes / seconds)}/s` : NOTHING
}

/** "12 to 97 %": the least and the most. */
function rangeText(shares: readonly number[]): string {
  if (shares.length === 0) return NOTHING
  const [least, most] = [formatShare(Math.min(...shares)), formatShare(Math.max(...shares))]
  return least === most ? least : `${least.replace(/\s%$/, '')} to ${most}`
}
