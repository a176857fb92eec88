import { type ReactElement, useState } from 'react'
import type { BenchFigures } from '../../bench/bench.ts'
import { Segmented } from '../Segmented.tsx'
import { type BarScale, barScale, type ScaleKind } from './bar-scale.ts'
import { FIGURE_HEADS, type FigureRow, figureRows, formatSize, leftOutSentences, processName } from './figure-texts.ts'

const SCALES = [
  { value: 'log', text: 'Log' },
  { value: 'linear', text: 'Linear' },
] as const

/** One row a process at one size: its bar against the copy's, and every figure. */
export function RateTable({ figures }: { readonly figures: BenchFigures }): ReactElement | null {
  const [chosen, setChosen] = useState(0)
  const [kind, setKind] = useState<ScaleKind>('log')
  const place = chosen < figures.sizes.length ? chosen : 0
  const size = figures.sizes[place]
  if (size === undefined) return null
  const rows = figureRows(size)
  const scale = barScale(
    kind,
    rows.map(({ percentOfCopy }) => percentOfCopy),
  )
  return (
    <section className="rates" aria-label="Rates">
      <div className="section-head">
        <h2 className="section-title">Rates</h2>
        {figures.sizes.length > 1 ? (
          <Segmented
            label="Size of the gather, samples × traces"
            choices={figures.sizes.map((other, i) => ({ value: i, text: formatSize(other) }))}
            value={place}
            onChoose={setChosen}
          />
        ) : (
          <span className="dim small">{formatSize(size)}, samples × traces</span>
        )}
        <span className="grow" />
        <Segmented label="Scale of the bars" choices={SCALES} value={kind} onChoose={setKind} />
      </div>
      <table className={figures.engine.kind}>
        <caption className="visually-hidden">
          Rates at {formatSize(size)} samples and traces: the plain copy, then one row a process
        </caption>
        <thead>
          <tr>
            <th scope="col">Process</th>
            <td className="bar-column headless dim small truncate">Of the copy{kind === 'log' && ', log scale'}</td>
            {FIGURE_HEADS.map(({ text, about }) => (
              <th key={text} scope="col" className={text === 'n' ? 'right' : 'figure-cell right'} title={about}>
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <RateRow key={row.key} row={row} scale={scale} isCopy={i === 0} />
          ))}
        </tbody>
        <tfoot aria-hidden="true">
          <BarAxis scale={scale} />
        </tfoot>
      </table>
      <LeftOut figures={figures} place={place} />
    </section>
  )
}

interface RateRowProps {
  readonly row: FigureRow
  readonly scale: BarScale
  readonly isCopy: boolean
}

function RateRow({ row, scale, isCopy }: RateRowProps): ReactElement {
  const length = scale.place(row.percentOfCopy)
  const copy = scale.place(100)
  return (
    <tr className={isCopy ? 'copy' : undefined} data-row={row.key}>
      <th scope="row" title={row.about}>
        {row.name}
      </th>
      <td className="bar-column" aria-hidden="true">
        <div className="bar-track">
          {length !== null && <i className="rate-bar" style={{ width: percent(length) }} />}
          {copy !== null && <i className="copy-tick" style={{ left: percent(copy) }} />}
        </div>
      </td>
      {row.cells.map((text, i) => (
        <td key={FIGURE_HEADS[i]?.text} className="right" data-figure={FIGURE_HEADS[i]?.text}>
          {text}
        </td>
      ))}
    </tr>
  )
}

function BarAxis({ scale }: { readonly scale: BarScale }): ReactElement {
  return (
    <tr>
      <td className="headless" />
      <td className="bar-column headless">
        <div className="bar-track">
          {scale.ticks.map(({ text, place }) => (
            <span key={text} className="axis-label" style={{ left: percent(place) }}>
              {text}
            </span>
          ))}
        </div>
      </td>
      <td className="headless" colSpan={FIGURE_HEADS.length} />
    </tr>
  )
}

/** What has no row, or no new k, and why. */
function LeftOut({ figures, place }: { readonly figures: BenchFigures; readonly place: number }): ReactElement | null {
  const size = figures.sizes[place]
  const notKept = size?.processes.filter(({ rethreshold }) => !rethreshold.isForwardKept) ?? []
  const sentences = [
    ...leftOutSentences([...(size?.leftOut ?? []), ...figures.missing]),
    ...notKept.map(
      ({ variant }) =>
        `${processName(variant)}: no forward transform was kept, as one kernel does it all or it was too large; for a new k it ran again.`,
    ),
  ]
  if (sentences.length === 0) return null
  return (
    <ul className="left-out mut">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}

function percent(place: number): string {
  return `${100 * place}%`
}
