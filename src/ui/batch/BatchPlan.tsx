import type { ReactElement } from 'react'
import type { OutputLayout } from '../../core/batch.ts'
import { activeRecipe } from '../../state/recipe.ts'
import { useBatch, useRecipe, useSession } from '../context.ts'
import { countOf, formatBytes, formatCount } from '../format.ts'
import { Estimate } from './Estimate.tsx'
import { plannedBatch } from './planned-batch.ts'

/** What a batch will do with the choices made on the left: facts of the dataset, nothing estimated. */
export function BatchPlan(): ReactElement | null {
  const dataset = useSession((state) => state.dataset)
  const form = useBatch((state) => state.form)
  const output = useBatch((state) => state.output)
  const hasRun = useBatch((state) => state.progress !== null)
  const nSteps = useRecipe((state) => activeRecipe(state).steps.length)
  if (dataset === null || hasRun) return null
  const plan = plannedBatch(dataset, form)
  const [sortKey] = form.sort
  const facts = [
    ['Gathers', `${formatCount(plan.nGathers)} of ${formatCount(dataset.gathers.nGathers)}`],
    ['Traces', `${formatCount(plan.nTraces)}, ${countOf(dataset.nSamples, 'sample')} each`],
    ['Order in a gather', sortKey === undefined ? 'as stored' : orderText(sortKey)],
    ['Recipe', nSteps === 0 ? 'no steps: the output equals the input' : countOf(nSteps, 'step')],
    ['Samples to read', formatBytes(plan.readBytes)],
    ['Samples to write', `${formatBytes(plan.writtenBytes)}, float32${codecText(form.layout?.codec)}`],
  ] as const
  const place = output === null ? 'a folder that you choose' : output.kind === 'browser' ? 'browser storage' : 'disk'
  return (
    <section className="batch-plan" aria-label="What the batch does">
      <h2 className="section-title">What will happen</h2>
      <div className="plan-columns">
        <dl className="pairs">
          {facts.map(([name, text]) => (
            <div key={name}>
              <dt className="mut">{name}</dt>
              <dd className="truncate">{text}</dd>
            </div>
          ))}
        </dl>
        <div>
          <p className="mut">Written to {place}</p>
          {output !== null && <p className="plan-files mono truncate">{output.name}/</p>}
          <ul className="plan-files mono">
            {plan.files.map((file) => (
              <li key={file}>{file}</li>
            ))}
          </ul>
        </div>
      </div>
      <Estimate />
    </section>
  )
}

function codecText(codec: OutputLayout['codec'] = 'none'): string {
  return codec === 'none' ? '' : ` before ${codec}`
}

function orderText({ header, descending }: { readonly header: string; readonly descending: boolean }): string {
  return `${header}, ${descending ? 'descending' : 'ascending'}`
}
