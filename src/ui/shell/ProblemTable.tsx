import type { ReactElement } from 'react'
import type { Problem } from '../../core/dataset.ts'
import { formatWords } from '../format.ts'

/** What is wrong with a dataset, one row a problem. */
export function ProblemTable({ problems }: { readonly problems: readonly Problem[] }): ReactElement {
  return (
    <table className="problems">
      <thead>
        <tr>
          <th>Place</th>
          <th>Found</th>
          <th>Expected</th>
        </tr>
      </thead>
      <tbody>
        {problems.map((problem) => (
          <tr key={`${problem.fault} ${problem.where}`}>
            <td className="mono">{problem.where}</td>
            <td>{formatWords(problem.found)}</td>
            <td>{formatWords(problem.expected)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
