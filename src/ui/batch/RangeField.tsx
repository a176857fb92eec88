import { type ReactElement, useState } from 'react'
import type { BatchForm } from '../../state/batch.ts'
import { useActions, useSession } from '../context.ts'
import { formatCount } from '../format.ts'

interface RangeFieldProps {
  readonly form: BatchForm
  readonly isFixed: boolean
}

/** First and last gather as the user counts them: from 1, both included. */
export function RangeField({ form, isFixed }: RangeFieldProps): ReactElement {
  const actions = useActions()
  const nGathers = useSession((state) => state.dataset?.gathers.nGathers ?? 0)
  const isAll = form.startGather === 0 && form.endGather === nGathers
  return (
    <div className="range-field">
      <GatherInput
        label="First gather"
        value={form.startGather + 1}
        min={1}
        max={form.endGather}
        isFixed={isFixed}
        onCommit={(first) => actions.setBatchForm({ ...form, startGather: first - 1 })}
      />
      <span className="mut">to</span>
      <GatherInput
        label="Last gather"
        value={form.endGather}
        min={form.startGather + 1}
        max={nGathers}
        isFixed={isFixed}
        onCommit={(last) => actions.setBatchForm({ ...form, endGather: last })}
      />
      <span className="dim small nowrap">of {formatCount(nGathers)}</span>
      {!isAll && (
        <button
          type="button"
          className="btn ghost"
          disabled={isFixed}
          onClick={() => actions.setBatchForm({ ...form, startGather: 0, endGather: nGathers })}
        >
          All
        </button>
      )}
    </div>
  )
}

interface GatherInputProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly isFixed: boolean
  onCommit(value: number): void
}

function GatherInput({ label, value, min, max, isFixed, onCommit }: GatherInputProps): ReactElement {
  const [draft, setDraft] = useState<string | null>(null)
  const typed = Number(draft?.replaceAll(/\s/g, ''))
  const isRefused = draft !== null && !(Number.isInteger(typed) && typed >= min && typed <= max)
  return (
    <label className="field number" aria-invalid={isRefused} title={isRefused ? `${min} to ${max}` : label}>
      <input
        aria-label={label}
        aria-invalid={isRefused}
        inputMode="numeric"
        autoComplete="off"
        disabled={isFixed}
        value={draft ?? formatCount(value)}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => {
          if (draft !== null && !isRefused) onCommit(typed)
          setDraft(null)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
        }}
      />
    </label>
  )
}
