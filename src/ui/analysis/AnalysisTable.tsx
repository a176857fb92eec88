import type { ReactElement } from 'react'

export interface TableOfText {
  readonly heads: readonly string[]
  /** The first cell of a row tells it from the others. */
  readonly rows: readonly (readonly string[])[]
}

/** A plot as a table. */
export function AnalysisTable({ label, table }: { readonly label: string; readonly table: TableOfText }): ReactElement {
  const { heads, rows } = table
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="plot table-view" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className="right">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells[0]}>
              {cells.map((cell, column) => (
                <td key={heads[column]} className="right">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
