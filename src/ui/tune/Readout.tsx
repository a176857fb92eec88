import type { ReactElement } from 'react'
import { PANEL_NAMES } from '../../state/view.ts'
import { useCompare, useGather, useView } from '../context.ts'
import { formatCount, formatFigure, formatFixed, NOTHING } from '../format.ts'
import { formatHeader } from '../panels/HeaderScale.tsx'
import { panelTitle } from '../panels/panel-words.ts'

/** What is under the cursor: place on the left, amplitudes on the right. */
export function Readout(): ReactElement {
  const cursor = useView((state) => state.cursor)
  const amplitudes = useView((state) => state.amplitudes)
  const sampleIntervalMs = useGather((state) => state.sampleIntervalMs)
  const startTrace = useGather((state) => state.startTrace)
  const headerName = useGather((state) => state.headerName)
  const headerValues = useGather((state) => state.headerValues)
  const shown = useCompare((state) => state.shown)
  const header = cursor === null ? undefined : headerValues?.[cursor.trace]
  const decimals = Number.isInteger(sampleIntervalMs) ? 0 : 1
  return (
    <section className="readout" aria-label="Cursor readout" data-testid="readout">
      <Value name="t" unit="ms" text={cursor && formatFixed(cursor.sample * sampleIntervalMs, decimals)} />
      <Value name="trace" text={cursor && formatCount(cursor.trace + 1)} />
      {headerName !== null && <Value name={headerName} text={header === undefined ? null : formatHeader(header)} />}
      <Value name="in dataset" isWideOnly text={cursor && formatCount(startTrace + cursor.trace + 1)} />
      <span className="grow" />
      {PANEL_NAMES.map((panel) => {
        const amplitude = cursor === null ? null : (amplitudes?.[panel] ?? null)
        return (
          <span key={panel} className={`amplitude ${shown === 'both' && panel === 'before' ? 'after' : panel}`}>
            {panelTitle(panel, shown)}
            <b>{amplitude === null ? NOTHING : formatFigure(amplitude)}</b>
          </span>
        )
      })}
    </section>
  )
}

interface ValueProps {
  readonly name: string
  readonly text: string | null
  readonly unit?: string
  readonly isWideOnly?: boolean
}

function Value({ name, text, unit, isWideOnly = false }: ValueProps): ReactElement {
  return (
    <span className={isWideOnly ? 'wide-only' : undefined}>
      {name} <b>{text ?? NOTHING}</b>
      {unit !== undefined && ` ${unit}`}
    </span>
  )
}
