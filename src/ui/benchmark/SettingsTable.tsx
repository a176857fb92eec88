import type { ReactElement } from 'react'
import type { TunedSettings } from '../../bench/tuning.ts'
import { useTuning } from '../context.ts'
import { SETTINGS_HEADS, type SettingsRow, settingsRows } from './settings-texts.ts'

const NO_ROWS: readonly TunedSettings[] = []

/** One row for each settings that were measured, the fastest first: its bar against the defaults', and every figure. */
export function SettingsTable(): ReactElement | null {
  const measured =
    useTuning(({ running, result }) => (running === null ? result?.figures.rows : running.rows)) ?? NO_ROWS
  const best = useTuning(({ running, result }) => (running === null ? (result?.figures.best ?? null) : null))
  if (measured.length === 0) return null
  const rows = settingsRows(measured, best)
  const defaults = rows.find(({ isDefault }) => isDefault)?.share ?? null
  return (
    <section className="rates" aria-label="Settings">
      <div className="section-head">
        <h2 className="section-title">End to end</h2>
        <span className="dim small">processed output only</span>
        <span className="grow" />
        <span className="mut small">Chosen: of those within 5 % of the best, the one that asks for least</span>
      </div>
      <table>
        <caption className="visually-hidden">
          Rate of a batch from disk to disk: one row for each settings, the fastest first
        </caption>
        <thead>
          <tr>
            <th scope="col">Computing</th>
            <th scope="col">In flight</th>
            <th scope="col">Codec</th>
            <th scope="col">Chunks</th>
            <td className="bar-column headless dim small truncate">Of the fastest</td>
            {SETTINGS_HEADS.map(({ text, about }) => (
              <th key={text} scope="col" className="figure-cell right" title={about}>
                {text}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">Mark</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} defaults={defaults} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ row, defaults }: { readonly row: SettingsRow; readonly defaults: number | null }): ReactElement {
  const [computing, ...others] = row.texts
  const marks = [...(row.isBest ? ['chosen'] : []), ...(row.isDefault ? ['default'] : [])]
  return (
    <tr className={row.isBest ? `${row.kind} is-best` : row.kind}>
      <th scope="row">{computing}</th>
      {others.map((text, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns are always these
        <td key={i} className="setting-cell mut">
          {text}
        </td>
      ))}
      <td className="bar-column" aria-hidden="true">
        <div className="bar-track">
          <i className="rate-bar" style={{ width: `${100 * row.share}%` }} />
          {defaults !== null && <i className="copy-tick" style={{ left: `${100 * defaults}%` }} />}
        </div>
      </td>
      {row.cells.map((text, i) => (
        <td key={SETTINGS_HEADS[i]?.text} className="right" data-figure={SETTINGS_HEADS[i]?.text}>
          {text}
        </td>
      ))}
      <td className="setting-mark">
        {marks.map((mark) => (
          <span key={mark} className={mark === 'chosen' ? 'small' : 'dim small'}>
            {mark}
          </span>
        ))}
      </td>
    </tr>
  )
}
