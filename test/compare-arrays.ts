/**
 * Comparison of arrays that tells where they differ, how many values do, and shows the first few
 * (after the WebGPU conformance suite's check_contents).
 */

export interface ArrayTolerance {
  /** Largest |actual - expected| allowed, as a part of max|expected|. */
  readonly relativeToMax?: number
  /** Largest |actual - expected| allowed, in the array's own unit; the larger of the two limits counts. */
  readonly absolute?: number
  /** How many values may exceed the limit (cells that sit on a threshold). Default 0. */
  readonly outliers?: number
  /** Length of the last axis, to print places as [row, column]. */
  readonly columns?: number
  /** Columns to compare; the others may hold anything. Default all. */
  readonly compareColumns?: readonly number[]
}

export interface ArrayComparison {
  readonly matches: boolean
  /** max|actual - expected| / max|expected| over the compared values (0/0 is 0). */
  readonly relativeError: number
  readonly nDifferent: number
  /** Where, how many, and a small table; one line when all is well. */
  readonly report: string
}

const TABLE_ROWS = 8

/** Compares value by value; NaN equals NaN, and differs from everything else. */
export function compareArrays(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: ArrayTolerance = {},
): ArrayComparison {
  if (actual.length !== expected.length) {
    const report = `lengths differ: ${actual.length} values, expected ${expected.length}`
    return { matches: false, relativeError: Number.POSITIVE_INFINITY, nDifferent: expected.length, report }
  }
  const columns = tolerance.columns ?? expected.length
  const compared = tolerance.compareColumns === undefined ? null : new Set(tolerance.compareColumns)
  const isCompared = (index: number) => compared === null || compared.has(index % columns)

  let largest = 0
  for (let i = 0; i < expected.length; i++) if (isCompared(i)) largest = Math.max(largest, Math.abs(expected[i]!) || 0)
  const limit = Math.max(tolerance.absolute ?? 0, (tolerance.relativeToMax ?? 0) * largest)

  let nCompared = 0
  let worst = 0
  let worstAt = -1
  const different: number[] = []
  for (let i = 0; i < expected.length; i++) {
    if (!isCompared(i)) continue
    nCompared++
    const error = difference(actual[i]!, expected[i]!)
    if (error > limit) different.push(i)
    if (error > worst) {
      worst = error
      worstAt = i
    }
  }
  const relativeError = worst === 0 ? 0 : worst / largest
  const matches = different.length <= (tolerance.outliers ?? 0)
  const summary =
    `${different.length} of ${nCompared} values differ by more than ${limit.toExponential(2)}` +
    ` (max|expected| ${largest.toExponential(3)}, worst ${worst.toExponential(2)} = ${relativeError.toExponential(2)}` +
    ` of it${worstAt < 0 ? '' : `, at ${place(worstAt, tolerance.columns)}`})`
  const rows = different.slice(0, TABLE_ROWS).map((i) => {
    const [a, b] = [actual[i]!, expected[i]!]
    return `  ${place(i, tolerance.columns).padEnd(14)} ${a}  expected ${b}  off by ${difference(a, b).toExponential(2)}`
  })
  if (different.length > TABLE_ROWS) rows.push(`  ... last at ${place(different.at(-1)!, tolerance.columns)}`)
  return { matches, relativeError, nDifferent: different.length, report: [summary, ...rows].join('\n') }
}

/** Throws with the report when the arrays differ. `what` names the array in the message. */
export function expectArraysClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: ArrayTolerance = {},
  what = 'array',
): void {
  const comparison = compareArrays(actual, expected, tolerance)
  if (!comparison.matches) throw new Error(`${what}: ${comparison.report}`)
}

/** Throws unless both arrays hold the same bytes (so that -0 differs from 0, and NaN payloads count). */
export function expectSameBits(actual: ArrayBufferView, expected: ArrayBufferView, what = 'array'): void {
  const a = bytesOf(actual)
  const b = bytesOf(expected)
  if (a.length !== b.length) throw new Error(`${what}: ${a.length} bytes, expected ${b.length}`)
  const first = a.findIndex((byte, i) => byte !== b[i])
  if (first >= 0) throw new Error(`${what}: bytes differ, first at byte ${first} of ${a.length}`)
}

function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
}

function difference(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0
  const error = Math.abs(a - b)
  return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error
}

function place(index: number, columns: number | undefined): string {
  return columns === undefined ? `[${index}]` : `[${Math.floor(index / columns)}, ${index % columns}]`
}
