import type { ReactElement } from 'react'
import { isActive } from '../../state/batch.ts'
import { activeRecipe } from '../../state/recipe.ts'
import { useBatch, useRecipe, useSession, useTuning } from '../context.ts'
import { countOf, formatFigure, withUnit } from '../format.ts'
import { Notice } from '../shell/Notice.tsx'
import { MachineFacts } from './MachineFacts.tsx'
import { SettingsFound } from './SettingsFound.tsx'
import { SettingsHead } from './SettingsHead.tsx'
import { SettingsTable } from './SettingsTable.tsx'

/** With which settings a batch on the open dataset is fastest here. */
export function SettingsPage(): ReactElement {
  return (
    <main className="columns benchmark">
      <aside className="column-side" aria-label="What is measured">
        <Measured />
        <SettingsFound />
        <MachineFacts />
      </aside>
      <section className="column-centre" aria-label="Result">
        <SettingsHead />
        <SettingsTable />
      </section>
      <aside className="column-side" aria-label="Explanations">
        <HowToRead />
      </aside>
    </main>
  )
}

function Measured(): ReactElement {
  const dataset = useSession((state) => state.dataset)
  const nSteps = useRecipe((state) => activeRecipe(state).steps.length)
  const perRun = useTuning(({ result }) => result?.figures.gathersPerRun ?? null)
  const isBatchRunning = useBatch((state) => isActive(state.progress))
  const facts = [
    ['Dataset', dataset?.name ?? 'none is open'],
    ['Gathers', perRun === null ? 'a second’s worth, from the middle' : `${countOf(perRun, 'gather')} a run`],
    ['Recipe', nSteps === 0 ? 'no steps' : `current, ${countOf(nSteps, 'step')}`],
    ['Repeats', '3 of each, 1 of long ones'],
    ['Writes to', 'browser storage, then deleted'],
  ] as const
  return (
    <section className="section" aria-label="Measure">
      <div className="section-head">
        <h2 className="section-title">Measure</h2>
      </div>
      <dl className="pairs">
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt className="mut">{name}</dt>
            <dd className="truncate" title={text}>
              {text}
            </dd>
          </div>
        ))}
      </dl>
      {isBatchRunning && <Notice kind="warning">A batch is running. It takes time from what is measured.</Notice>}
    </section>
  )
}

function HowToRead(): ReactElement {
  const readRate = useTuning(({ result }) => result?.readMegabytesPerSecond ?? null)
  const isFromMemory = useTuning(({ result }) => result?.isFromMemory ?? true)
  return (
    <section className="section" aria-label="How to read this">
      <div className="section-head">
        <h2 className="section-title">How to read this</h2>
      </div>
      <dl className="explanations">
        <dt>Order</dt>
        <dd>
          Computing, samples in flight, codec and chunks are varied one after the other, each with the best of those
          before it: not every combination.
        </dd>
        <dt>Chosen</dt>
        <dd>Of the values within 5 % of the best, the one that asks for least.</dd>
        <dt>Bar</dt>
        <dd>Samples read and written, over the time of a run. The tick is the defaults.</dd>
        <dt>Start</dt>
        <dd>
          Opening the engine and its first gather, beyond what the others take. Where a batch is too short to make up
          for it, it runs without threads.
        </dd>
        <dt>Disk</dt>
        <dd>
          {isFromMemory
            ? 'Gathers are read from the disk once, and from memory after that.'
            : 'The gathers do not fit in memory: every run reads them from the disk.'}{' '}
          {readRate !== null && `The disk gave ${withUnit(formatFigure(readRate), 'MB/s')}, as stored. `}
          Your output drive may be slower than the browser’s storage; no sample depends on a setting.
        </dd>
      </dl>
    </section>
  )
}
