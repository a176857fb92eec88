/**
 * Measures of `length` neighbouring values, odd: of values[i - half .. i + half], as far as there are any - at the ends the
 * window shrinks. Every window is summed afresh: no drift, and no loss beside large values.
 */

/** Root mean square. */
export function runningRms(values: Float64Array, length: number, target: Float64Array): void {
  const n = values.length
  const half = (length - 1) / 2
  for (let i = 0; i < n; i++) {
    const end = Math.min(n, i + half + 1)
    const start = Math.max(0, i - half)
    let sum = 0
    for (let j = start; j < end; j++) sum += values[j]! * values[j]!
    target[i] = Math.sqrt(sum / (end - start))
  }
}

export function runningMaximum(values: Float64Array, length: number, target: Float64Array): void {
  const n = values.length
  const half = (length - 1) / 2
  for (let i = 0; i < n; i++) {
    const end = Math.min(n, i + half + 1)
    let most = Number.NEGATIVE_INFINITY
    for (let j = Math.max(0, i - half); j < end; j++) if (values[j]! > most) most = values[j]!
    target[i] = most
  }
}
