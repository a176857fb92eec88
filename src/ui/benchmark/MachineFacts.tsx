import type { ReactElement } from 'react'
import { shownReport } from '../../state/benchmark.ts'
import { useBenchmark } from '../context.ts'
import { Notice } from '../shell/Notice.tsx'
import { adapterFacts, type Fact, machineFacts } from './machine-facts.ts'

/** The computer: that of the run that is shown, else this one. */
export function MachineFacts(): ReactElement | null {
  const report = useBenchmark((state) => (state.running === null ? shownReport(state) : null))
  const here = useBenchmark((state) => state.machine)
  const machine = report?.machine ?? here
  if (machine === null) return null
  const { adapter } = machine
  return (
    <section className="section" aria-label="Machine">
      <div className="section-head">
        <h2 className="section-title">Machine</h2>
        <span className="dim small">{report === null ? 'as the browser tells' : 'of the run that is shown'}</span>
      </div>
      <FactList facts={machineFacts(machine)} />
      <h3 className="section-title adapter-title">Graphics adapter</h3>
      {adapter === null ? (
        <p className="mut">{machine.noAdapterReason}: only the CPU engine can be measured.</p>
      ) : (
        <>
          {adapter.isSoftware && (
            <Notice kind="warning">
              This adapter is software. What is measured on it shows that the kernels run, and proves nothing about
              their speed.
            </Notice>
          )}
          <FactList facts={adapterFacts(adapter)} />
        </>
      )}
    </section>
  )
}

function FactList({ facts }: { readonly facts: readonly Fact[] }): ReactElement {
  return (
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
  )
}
