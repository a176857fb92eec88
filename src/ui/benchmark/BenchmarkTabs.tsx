import type { ReactElement } from 'react'
import { useActions, useBenchmark } from '../context.ts'
import { Segmented } from '../Segmented.tsx'

const PAGES = [
  { value: 'processes', text: 'Processes' },
  { value: 'settings', text: 'Batch settings' },
] as const

/** What the benchmark is about: the processes, or the settings of a batch on the open dataset. */
export function BenchmarkTabs(): ReactElement {
  const actions = useActions()
  const shows = useBenchmark((state) => state.shows)
  return <Segmented label="Benchmark of" choices={PAGES} value={shows} onChoose={actions.showBenchmarkOf} />
}
