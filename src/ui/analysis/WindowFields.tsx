import { type ReactElement, useEffect, useState } from 'react'
import { clampWindow } from '../../app/panel-geometry.ts'
import type { GatherPart } from '../../core/gather.ts'
import { wholeRange } from '../../state/view.ts'
import { useActions, useGather, useView } from '../context.ts'
import { formatFixed } from '../format.ts'
import { parseNumber } from '../inspector/slider-scale.ts'

/** The analysis window by numbers, both ends included: what can be drawn can be typed. */
export function WindowFields(): ReactElement {
  const actions = useActions()
  const window = useView((state) => state.window)
  const nSamples = useGather((state) => state.nSamples)
  const nTraces = useGather((state) => state.nTraces)
  const intervalMs = useGather((state) => state.sampleIntervalMs)
  const part = clampWindow(window ?? wholeRange(nSamples, nTraces), { nSamples, nTraces })
  const set = (change: Partial<GatherPart>): void => actions.setWindow({ ...part, ...change })
  const sampleAt = (ms: number): number => Math.round(ms / intervalMs)
  const decimals = Number.isInteger(intervalMs) ? 0 : 1
  return (
    <div className="window-fields">
      <WindowField
        label="Window from, ms"
        value={part.startSample * intervalMs}
        decimals={decimals}
        onChange={(ms) => set({ startSample: Math.min(sampleAt(ms), part.endSample) })}
      />
      –
      <WindowField
        label="Window to, ms"
        value={(part.endSample - 1) * intervalMs}
        decimals={decimals}
        onChange={(ms) => set({ endSample: Math.max(sampleAt(ms) + 1, part.startSample) })}
      />
      <span>ms, traces</span>
      <WindowField
        label="Window from trace"
        value={part.startTrace + 1}
        decimals={0}
        onChange={(trace) => set({ startTrace: Math.min(Math.round(trace) - 1, part.endTrace) })}
      />
      –
      <WindowField
        label="Window to trace"
        value={part.endTrace}
        decimals={0}
        onChange={(trace) => set({ endTrace: Math.max(Math.round(trace), part.startTrace) })}
      />
    </div>
  )
}

interface WindowFieldProps {
  readonly label: string
  readonly value: number
  readonly decimals: number
  onChange(value: number): void
}

/** What is no number changes nothing. */
function WindowField({ label, value, decimals, onChange }: WindowFieldProps): ReactElement {
  const [draft, setDraft] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a value from elsewhere replaces what was typed
  useEffect(() => setDraft(null), [value])
  const commit = (): void => {
    const typed = draft === null ? Number.NaN : parseNumber(draft)
    if (Number.isFinite(typed)) onChange(typed)
    setDraft(null)
  }
  return (
    <input
      aria-label={label}
      title={label}
      inputMode="decimal"
      autoComplete="off"
      value={draft ?? formatFixed(value, decimals)}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setDraft(null)
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
      }}
    />
  )
}
