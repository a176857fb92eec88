import { type ReactElement, useId } from 'react'
import { type BatchForm, isActive } from '../../state/batch.ts'
import { useActions, useBatch, useSession } from '../context.ts'
import { FormHead } from '../FormHead.tsx'
import { type Choice, Segmented } from '../Segmented.tsx'
import { SelectField } from '../SelectField.tsx'
import { LeakageField } from './LeakageField.tsx'
import { RangeField } from './RangeField.tsx'
import { SortField } from './SortField.tsx'
import { SpeedField } from './SpeedField.tsx'
import { StopRuleField } from './StopRuleField.tsx'
import { StorageFields } from './StorageFields.tsx'

const WRITE_CHOICES = [
  { value: 'processed', text: 'Processed' },
  { value: 'noise', text: 'Noise' },
  { value: 'both', text: 'Both' },
] as const

const ENGINES: readonly Choice<BatchForm['engine']>[] = [
  { value: 'auto', text: 'Auto: GPU where there is one' },
  { value: 'webgpu', text: 'GPU (WebGPU)' },
  { value: 'cpu', text: 'CPU' },
]

/** What is written, where, and by which engine; fixed while a batch runs. */
export function OutputForm(): ReactElement {
  const actions = useActions()
  const form = useBatch((state) => state.form)
  const isFixed = useBatch((state) => isActive(state.progress) || state.waiting !== null)
  const engineId = useId()
  return (
    <section className="section" aria-label="Output">
      <FormHead title="Output" isFixed={isFixed} />
      <div className="options">
        <span className="mut">Write</span>
        <Segmented
          label="Write"
          choices={WRITE_CHOICES}
          value={form.write}
          isWide
          isFixed={isFixed}
          onChoose={(write) => actions.setBatchForm({ ...form, write })}
        />
        <span className="mut">Gathers</span>
        <RangeField form={form} isFixed={isFixed} />
        <span className="mut">Sort traces</span>
        <SortField form={form} isFixed={isFixed} />
        <label className="mut" htmlFor={engineId}>
          Engine
        </label>
        <SelectField
          id={engineId}
          className="wide"
          choices={ENGINES}
          value={form.engine}
          isFixed={isFixed}
          onChoose={(engine) => actions.setBatchForm({ ...form, engine })}
        />
        <StorageFields form={form} isFixed={isFixed} />
        <LeakageField form={form} isFixed={isFixed} />
        <StopRuleField form={form} isFixed={isFixed} />
        <SpeedField isFixed={isFixed} />
        <span className="mut">Folder</span>
        <OutputFolder isFixed={isFixed} />
      </div>
    </section>
  )
}

function OutputFolder({ isFixed }: { readonly isFixed: boolean }): ReactElement {
  const actions = useActions()
  const output = useBatch((state) => state.output)
  const inputName = useSession((state) => state.dataset?.name ?? '')
  const canChoose = 'showDirectoryPicker' in globalThis
  return (
    <div className="output-folder">
      {output === null ? (
        <span className="dim">not chosen</span>
      ) : (
        <span className="mono truncate" title={output.name}>
          {output.kind === 'browser' ? 'browser storage: ' : ''}
          {output.name}/
        </span>
      )}
      <div className="row">
        <button
          type="button"
          className="btn"
          disabled={isFixed || !canChoose}
          title={canChoose ? `Where the result of ${inputName} goes` : 'This browser cannot write to folders'}
          onClick={actions.chooseOutput}
        >
          Choose folder
        </button>
        <button
          type="button"
          className="btn ghost"
          disabled={isFixed}
          title="The browser's own storage on this computer, for a trial: no other program sees it"
          onClick={actions.useBrowserOutput}
        >
          Browser storage
        </button>
      </div>
    </div>
  )
}
