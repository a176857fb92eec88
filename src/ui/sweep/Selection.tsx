import type { ReactElement } from 'react'
import type { RunMeasures } from '../../core/measures.ts'
import type { PanelName } from '../../core/view.ts'
import type { SweepCell, SweepSheet } from '../../state/sweep.ts'
import { useActions, useRecipe, useResult, useView } from '../context.ts'
import { formatFixed, formatMs, NOTHING, withUnit } from '../format.ts'
import { leakageText, paramOf, removedText, valuesText, valueText } from './sweep-texts.ts'
import { useRanks, useStaleness, useThumbnail } from './use-sheet.ts'

interface SelectionProps {
  readonly sheet: SweepSheet
  readonly at: number
  readonly cell: SweepCell
}

interface FigureRow {
  readonly label: string
  readonly current: string
  readonly chosen: string
}

/** The selected cell beside the recipe in hand. */
export function Selection({ sheet, at, cell }: SelectionProps): ReactElement {
  const rank = useRanks()[at]
  const name = rank ? `Rank ${rank.rank}` : 'Selected'
  return (
    <section className="section" aria-label="Selected recipe">
      <div className="section-head">
        <h2 className="section-title truncate">
          {name} · {valuesText(sheet.axes, cell.values)}
        </h2>
        <span className="grow" />
        <AdoptButton cell={cell} />
      </div>
      <div className="sweep-trip">
        <Picture at={at} panel="before" />
        <Picture at={at} panel="after" />
        <Picture at={at} panel="noise" />
      </div>
      <Comparison sheet={sheet} cell={cell} name={name} />
    </section>
  )
}

function AdoptButton({ cell }: { readonly cell: SweepCell }): ReactElement {
  const actions = useActions()
  const isOfOtherRecipe = useStaleness() === 'recipe'
  const refusal =
    cell.status !== 'done' ? 'Not run yet' : isOfOtherRecipe ? 'The recipe has changed since: run the sheet again' : ''
  return (
    <button
      type="button"
      className="btn primary"
      disabled={refusal !== ''}
      title={refusal === '' ? 'Enter' : refusal}
      onClick={actions.adoptSweepCell}
    >
      Adopt
    </button>
  )
}

const PANEL_LABELS: Readonly<Record<PanelName, string>> = { before: 'Before', after: 'After', noise: 'Noise' }

function Picture({ at, panel }: { readonly at: number; readonly panel: PanelName }): ReactElement {
  const noiseGain = useView((state) => state.noiseGain)
  const canvas = useThumbnail({ cell: at, panel })
  const label = panel === 'noise' ? `${PANEL_LABELS[panel]} × ${noiseGain}` : PANEL_LABELS[panel]
  return (
    <div>
      <canvas ref={canvas} role="img" aria-label={label} />
      <span className="thumb-rank">{label}</span>
    </div>
  )
}

function Comparison({ sheet, cell, name }: Omit<SelectionProps, 'at'> & { readonly name: string }): ReactElement {
  const items = useRecipe((state) => state.items)
  const removed = useResult((state) => state.energyRemovedPercent)
  const leakage = useResult((state) => state.leakage)
  const snr = useResult((state) => state.snrEstimateDb)
  const computeMs = useResult((state) => state.computeMs)
  const isOfOtherGather = useStaleness() === 'gather'
  const current = isOfOtherGather ? NO_FIGURES : figuresOf(removed, leakage, snr, computeMs)
  const chosen = figuresOf(cell.energyRemovedPercent, cell.leakage, cell.snrEstimateDb, cell.computeMs)
  const rows: readonly FigureRow[] = [
    ...sheet.axes.map((axis, i) => {
      const param = paramOf(axis)
      const step = items.find(({ id }) => id === axis.stepId)?.step
      return {
        label: param?.label ?? axis.key,
        current: step === undefined ? NOTHING : valueText(param, step[axis.key] ?? null),
        chosen: valueText(param, cell.values[i] ?? null),
      }
    }),
    ...FIGURES.map((label, i) => ({ label, current: current[i] ?? NOTHING, chosen: chosen[i] ?? NOTHING })),
  ]
  return (
    <table className="sweep-compared">
      <thead>
        <tr>
          <th scope="col">Compared with</th>
          <th scope="col" className="right">
            current
          </th>
          <th scope="col" className="right">
            {name.toLowerCase()}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            <td className="right">{row.current}</td>
            <td className="right medium">{row.chosen}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const FIGURES = ['Energy removed', 'Leakage', 'SNR estimate', 'Compute time']
const NO_FIGURES = FIGURES.map(() => NOTHING)

function figuresOf(
  removed: RunMeasures['energyRemovedPercent'],
  leakage: RunMeasures['leakage'],
  snr: RunMeasures['snrEstimateDb'],
  computeMs: number | null,
): readonly string[] {
  return [
    removedText(removed),
    leakageText(leakage),
    snr === null ? NOTHING : withUnit(formatFixed(snr, 1), 'dB'),
    computeMs === null ? NOTHING : formatMs(computeMs),
  ]
}
