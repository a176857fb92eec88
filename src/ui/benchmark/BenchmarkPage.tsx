import type { ReactElement } from 'react'
import { shownFigures } from '../../state/benchmark.ts'
import { useBenchmark } from '../context.ts'
import { BenchmarkHead } from './BenchmarkHead.tsx'
import { EarlierRuns } from './EarlierRuns.tsx'
import { Explanations } from './Explanations.tsx'
import { MachineFacts } from './MachineFacts.tsx'
import { PlanForm } from './PlanForm.tsx'
import { RateTable } from './RateTable.tsx'
import { SaveAsJson } from './SaveAsJson.tsx'
import { SettingsPage } from './SettingsPage.tsx'
import { SweepTable } from './SweepTable.tsx'

/** How fast this computer is: at every process, and at batches on the open dataset. */
export function BenchmarkPage(): ReactElement {
  const shows = useBenchmark((state) => state.shows)
  return shows === 'settings' ? <SettingsPage /> : <ProcessesPage />
}

/** Every process, held against a plain copy of the same bytes. */
function ProcessesPage(): ReactElement {
  const figures = useBenchmark(shownFigures)
  return (
    <main className="columns benchmark">
      <aside className="column-side" aria-label="What is measured">
        <PlanForm />
        <MachineFacts />
      </aside>
      <section className="column-centre" aria-label="Result">
        <BenchmarkHead />
        {figures !== null && figures.sizes.length > 0 && (
          <>
            <RateTable figures={figures} />
            <SweepTable sizes={figures.sizes} />
          </>
        )}
      </section>
      <aside className="column-side" aria-label="Explanations and earlier runs">
        <Explanations />
        <SaveAsJson />
        <EarlierRuns />
      </aside>
    </main>
  )
}
