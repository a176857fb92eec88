import type { GatherSeries } from '../../state/outliers.ts'
import { leakageText, percentText } from '../batch/quality-texts.ts'
import type { GatherColumn } from './GatherTable.tsx'

/** What a batch found of each gather. */
export function qualityColumns({ leakage, removed }: GatherSeries): readonly GatherColumn[] {
  return [
    {
      name: 'Leakage',
      text: (gather) => leakageText(leakage[gather]),
      isFlagged: ({ reason }) => reason === 'leakage',
    },
    { name: 'Removed', text: (gather) => percentText(removed[gather]), isFlagged: ({ reason }) => reason === 'energy' },
  ]
}

/** In gather order. */
export function gathersWith(figures: Float32Array): readonly number[] {
  return [...figures.keys()].filter((gather) => !Number.isNaN(figures[gather]))
}
