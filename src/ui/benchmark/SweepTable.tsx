import type { ReactElement } from 'react'
import type { SizeFigures } from '../../bench/bench.ts'
import { formatFigure, NOTHING, withUnit } from '../format.ts'
import { formatSize, processName } from './figure-texts.ts'
import { type SweepCell, sizeSweep } from './size-sweep.ts'

const LEVELS = [0, 1, 2, 3, 4]

/** How the rate of each process changes with the size of the gather. */
export function SweepTable({ sizes }: { readonly sizes: readonly SizeFigures[] }): ReactElement | null {
  const { rows, range } = sizeSweep(sizes)
  if (sizes.length < 2 || range === null) return null
  const [slowest, fastest] = range.map((rate) => withUnit(formatFigure(rate), 'GB/s'))
  return (
    <section className="sweep" aria-label="Sizes">
      <div className="section-head">
        <h2 className="section-title">Rate by size, GB/s</h2>
        <span className="dim small">samples × traces</span>
        <span className="grow" />
        <span className="heat-key small mut" aria-hidden="true">
          {slowest}
          <span>
            {LEVELS.map((level) => (
              <i key={level} className={`heat-${level}`} />
            ))}
          </span>
          {fastest}
        </span>
      </div>
      <table className="heat">
        <caption className="visually-hidden">
          Rate in gigabytes a second: one row a process, one column a size of the gather
        </caption>
        <thead>
          <tr>
            <th scope="col" className="heat-name">
              Process
            </th>
            {sizes.map((size) => (
              <th key={formatSize(size)} scope="col" className="heat-cell">
                {formatSize(size)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Copy</th>
            {sizes.map((size) => (
              <td key={formatSize(size)} className="heat-cell">
                {formatFigure(size.copy.gigabytesPerSecond)}
              </td>
            ))}
          </tr>
          {rows.map(({ name, cells }) => (
            <tr key={name}>
              <th scope="row" className="truncate">
                {processName(name)}
              </th>
              {cells.map((cell) => (
                <HeatCell key={formatSize(cell.size)} cell={cell} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function HeatCell({ cell: { rate, level, reason } }: { readonly cell: SweepCell }): ReactElement {
  return (
    <td className={`heat-cell ${level === null ? 'mut' : `heat-${level}`}`} title={reason === '' ? undefined : reason}>
      {rate === null ? NOTHING : formatFigure(rate)}
    </td>
  )
}
