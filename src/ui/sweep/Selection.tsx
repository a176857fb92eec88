import type { ReactElement } from 'react'
import type { SweepPicture } from '../../app/sweep-pictures.ts'
import type { RunMeasures } from '../../core/measures.ts'
import type { SweepCell, SweepSheet } from '../../state/sweep.ts'
import { PANEL_NAMES } from '../../state/view.ts'
import { useActions, useRecipe, useResult, useSweep, useView } from '../context.ts'
import { FlipChoice } from '../FlipChoice.tsx'
import { formatFixed, formatMs, NOTHING, withUnit } from '../format.ts'
import { leakageText, paramOf, removedText, shortValuesText, valuesText, valueText } from './sweep-texts.ts'
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
  const actions = useActions()
  const layout = useSweep((state) => state.layout)
  const last = useSweep((state) => (state.shows === 'leakage' ? 'leakage' : 'noise'))
  const name = rank ? `Rank ${rank.rank}` : 'Selected'
  const panels: readonly SweepPicture['panel'][] = ['before', 'after', last]
  const shown = layout === 'three' ? panels : [panels[PANEL_NAMES.indexOf(layout)] ?? last]
  return (
    <section className="section" aria-label="Selected recipe">
      <div className="section-head">
        <h2 className="section-title truncate" title={valuesText(sheet.axes, cell.values)}>
          {name} · {shortValuesText(sheet.axes, cell.values)}
        </h2>
        <span className="grow" />
        <FlipChoice
          layout={layout}
          three="Three pictures"
          onThree={() => actions.setSweepLayout('three')}
          onFlip={() => actions.flipSweepCell(false)}
        />
      </div>
      <div className={layout === 'three' ? 'sweep-trip' : 'sweep-trip flipped'}>
        {shown.map((panel) => (
          <Picture key={panel} at={at} panel={panel} />
        ))}
      </div>
      <Comparison sheet={sheet} cell={cell} name={name} />
    </section>
  )
}

const LABELS: Readonly<Record<SweepPicture['panel'], string>> = {
  before: 'Before',
  after: 'After',
  noise: 'Noise',
  leakage: 'Leakage map',
}

function Picture({ at, panel }: Pick<SelectionProps, 'at'> & Pick<SweepPicture, 'panel'>): ReactElement {
  const noiseGain = useView((state) => state.noiseGain)
  const canvas = useThumbnail({ cell: at, panel })
  const label = panel === 'noise' ? `${LABELS[panel]} × ${noiseGain}` : LABELS[panel]
  return (
    <div className={panel}>
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
            Current
          </th>
          <th scope="col" className="right">
            {name}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label}>
            <th
              scope="row"
              title={row.label === COMPUTE_TIME ? 'Shorter where a forward transform was kept' : undefined}
            >
              {row.label}
            </th>
            <td className="right">{row.current}</td>
            <td className="right medium">{row.chosen}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const COMPUTE_TIME = 'Compute, as it ran'
const FIGURES = ['Energy removed', 'Leakage', 'SNR estimate', COMPUTE_TIME]
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
