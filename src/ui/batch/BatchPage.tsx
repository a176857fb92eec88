import type { ReactElement } from 'react'
import { BatchAnnouncer } from './BatchAnnouncer.tsx'
import { BatchHead } from './BatchHead.tsx'
import { BatchPlan } from './BatchPlan.tsx'
import { JobHistory } from './JobHistory.tsx'
import { Outliers } from './Outliers.tsx'
import { OutputForm } from './OutputForm.tsx'
import { PickedGather } from './PickedGather.tsx'
import { DatasetFacts, Problems } from './Problems.tsx'
import { Quality } from './Quality.tsx'
import { RecipeSummary } from './RecipeSummary.tsx'
import { RunFigures } from './RunFigures.tsx'
import { Safety } from './Safety.tsx'
import { StageMeters } from './StageMeters.tsx'

/** The whole dataset, or a range of gathers, through the recipe to a folder. */
export function BatchPage(): ReactElement {
  return (
    <main className="columns">
      <aside className="column-side" aria-label="Job set-up">
        <RecipeSummary />
        <OutputForm />
        <RunFigures />
        <JobHistory />
      </aside>
      <section className="column-centre batch-centre" aria-label="Progress">
        <BatchHead />
        <StageMeters />
        <Quality />
        <BatchPlan />
        <BatchAnnouncer />
      </section>
      <aside className="column-side lists" aria-label="Problems">
        <Outliers />
        <Problems />
        <PickedGather />
        <DatasetFacts />
        <Safety />
      </aside>
    </main>
  )
}
