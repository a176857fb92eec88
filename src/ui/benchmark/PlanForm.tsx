import type { ReactElement } from 'react'
import { type BenchPlan, PLANS, type PlanName } from '../../bench/plan.ts'
import { offeredVariants } from '../../bench/variants.ts'
import type { EngineKind } from '../../core/engine.ts'
import { isActive } from '../../state/batch.ts'
import { chosenEngine, offeredEngines } from '../../state/benchmark.ts'
import { useActions, useBatch, useBenchmark } from '../context.ts'
import { FormHead } from '../FormHead.tsx'
import { formatDuration } from '../format.ts'
import { type Choice, Segmented } from '../Segmented.tsx'
import { Notice } from '../shell/Notice.tsx'
import { formatSize, processName } from './figure-texts.ts'

const PLAN_CHOICES: readonly Choice<PlanName>[] = [
  { value: 'full', text: 'Full' },
  { value: 'quick', text: 'Quick' },
]
const ENGINE_TEXTS: Readonly<Record<EngineKind, string>> = { webgpu: 'GPU', cpu: 'CPU' }
const PROCESSES = offeredVariants()
  .offered.map(({ name }) => processName(name))
  .join(', ')

/** What the next benchmark will do; fixed while one runs. */
export function PlanForm(): ReactElement {
  const actions = useActions()
  const form = useBenchmark((state) => state.form)
  const isFixed = useBenchmark((state) => state.running !== null)
  const engine = useBenchmark(chosenEngine)
  const machine = useBenchmark((state) => state.machine)
  const isBatchRunning = useBatch((state) => isActive(state.progress))
  const engines = offeredEngines(machine)
  return (
    <section className="section" aria-label="Measure">
      <FormHead title="Measure" isFixed={isFixed} />
      <div className="options">
        <span className="mut">Plan</span>
        <Segmented
          label="Plan"
          choices={PLAN_CHOICES}
          value={form.plan}
          isWide
          isFixed={isFixed}
          onChoose={(plan) => actions.setBenchmarkForm({ ...form, plan })}
        />
        <span className="mut">Engine</span>
        {engine !== null && engines.length > 1 ? (
          <Segmented
            label="Engine"
            choices={engines.map((kind) => ({ value: kind, text: ENGINE_TEXTS[kind] }))}
            value={engine}
            isWide
            isFixed={isFixed}
            onChoose={(kind) => actions.setBenchmarkForm({ ...form, engine: kind })}
          />
        ) : (
          <span>{engine === null ? 'asking the browser' : ENGINE_TEXTS[engine]}</span>
        )}
      </div>
      <PlanFacts plan={PLANS[form.plan]} />
      {form.plan === 'quick' && (
        <p className="dim plan-note">
          Quick shows that everything runs. Its gathers are too small to compare machines.
        </p>
      )}
      {isBatchRunning && <Notice kind="warning">A batch is running. It takes time from what is measured.</Notice>}
    </section>
  )
}

function PlanFacts({ plan }: { readonly plan: BenchPlan }): ReactElement {
  const { sizes, warmUpRuns, minRuns, maxRuns, budgetMs, longestRunMs } = plan
  const seconds = (ms: number): string => formatDuration(ms / 1000)
  const facts: readonly (readonly [string, string])[] = [
    ['Processes', PROCESSES],
    ['Samples × traces', sizes.map(formatSize).join('\n')],
    [
      'Warm-up',
      `${warmUpRuns} ${warmUpRuns === 1 ? 'run' : 'runs'} that ${warmUpRuns === 1 ? 'does' : 'do'} not count`,
    ],
    [
      'Runs that count',
      minRuns === maxRuns ? String(minRuns) : `${minRuns} to ${maxRuns}, within ${seconds(budgetMs)}`,
    ],
    ...(Number.isFinite(longestRunMs)
      ? [['Left out', `runs beyond ${seconds(longestRunMs)}, after the first size`] as const]
      : []),
  ]
  return (
    <dl className="pairs plan-facts">
      {facts.map(([name, text]) => (
        <div key={name} className={text === PROCESSES ? 'listed' : undefined}>
          <dt className="mut">{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
