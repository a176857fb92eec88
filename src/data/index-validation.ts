import type { Problem, Severity } from '../core/dataset.ts'
import type { IndexColumns } from './gather-index.ts'

/** Rows named one by one in a problem; further ones are counted. */
const ROWS_NAMED = 10

/**
 * Everything in the index file that contradicts itself or an array of `nTraces` traces; one problem a fault, naming
 * rows (from 0) and what the first of them holds. Traces are as in the file: `end_trace` is inclusive.
 */
export function validateIndex(columns: IndexColumns, nTraces: number, path: string): readonly Problem[] {
  const first = columns['start_trace']!
  const last = columns['end_trace']!
  const counts = columns['n_traces']
  const faults = new FaultList(path, (row) => `traces ${first[row]} to ${last[row]}`)
  const sound: number[] = []
  for (let row = 0; row < first.length; row += 1) {
    const start = first[row]!
    const end = last[row]!
    const count = counts?.[row]
    if (!Number.isInteger(start) || !Number.isInteger(end)) faults.add('index-not-whole', row, 'whole trace numbers')
    else if (end < start - 1) faults.add('index-reversed', row, 'end_trace not before start_trace')
    else if (start < 0 || end >= nTraces) faults.add('index-beyond', row, `traces inside 0 to ${nTraces - 1}`)
    else {
      sound.push(row)
      if (end === start - 1) faults.add('index-empty', row, 'at least one trace', 'warning')
    }
    if (count !== undefined && count !== end - start + 1)
      faults.add(
        'index-count',
        row,
        `n_traces ${end - start + 1}`,
        'error',
        `n_traces ${count}, traces ${start} to ${end}`,
      )
  }
  addOrderFaults(faults, first, last, sound, nTraces)
  return faults.problems()
}

function addOrderFaults(
  faults: FaultList,
  first: IndexColumns[string],
  last: IndexColumns[string],
  sound: readonly number[],
  nTraces: number,
): void {
  for (const [i, row] of sound.entries()) {
    const before = sound[i - 1]
    if (before !== undefined && first[row]! < first[before]!)
      faults.add('index-unsorted', row, `start_trace after ${first[before]}, as in row ${before}`)
  }
  const ordered = [...sound].sort((a, b) => first[a]! - first[b]! || last[a]! - last[b]! || a - b)
  let next = 0
  for (const row of ordered) {
    const start = first[row]!
    if (start > next)
      faults.add('index-gap', row, `start_trace ${next}: traces ${next} to ${start - 1} are in no gather`)
    if (start < next && last[row]! >= start) faults.add('index-overlap', row, `start_trace ${next}`)
    next = Math.max(next, last[row]! + 1)
  }
  if (next < nTraces && first.length > 0)
    faults.add('index-gap', first.length - 1, `traces ${next} to ${nTraces - 1} in a gather; they are in none`)
}

interface Fault {
  readonly severity: Severity
  readonly rows: number[]
  readonly found: string
  readonly expected: string
  nRows: number
}

class FaultList {
  private readonly path: string
  private readonly describe: (row: number) => string
  private readonly faults = new Map<string, Fault>()

  constructor(path: string, describe: (row: number) => string) {
    this.path = path
    this.describe = describe
  }

  add(fault: string, row: number, expected: string, severity: Severity = 'error', found = this.describe(row)): void {
    const known = this.faults.get(fault) ?? { severity, rows: [], found: `row ${row}: ${found}`, expected, nRows: 0 }
    known.nRows += 1
    if (known.rows.length < ROWS_NAMED) known.rows.push(row)
    this.faults.set(fault, known)
  }

  problems(): readonly Problem[] {
    return [...this.faults].map(([fault, { severity, rows, nRows, found, expected }]) => {
      const more = nRows > rows.length ? ` and ${nRows - rows.length} more` : ''
      const where = `${this.path} ${nRows === 1 ? 'row' : 'rows'} ${rows.join(', ')}${more}`
      return { severity, fault, where, found, expected }
    })
  }
}
