/** A scale of the plot: its ends are ticks, and every value lies between them. */
export interface PlotScale {
  readonly ticks: readonly number[]
  readonly decimals: number
  /** 0 at the first tick, 1 at the last. */
  place(value: number): number
}

const MOST_TICKS = 5

/** Ticks at 1, 2 or 5 times a power of ten, from below the least value to above the greatest. */
export function plotScale(values: readonly number[]): PlotScale {
  const [least, most] = values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)]
  // Recipes that do the same lie in the middle.
  const span = most > least ? most - least : Math.max(Math.abs(most) / 10, 1e-3)
  const middle = (least + most) / 2
  const step = niceStep(span / (MOST_TICKS - 1))
  const from = Math.floor((middle - span / 2) / step)
  const to = Math.max(from + 1, Math.ceil((middle + span / 2) / step))
  const decimals = Math.max(0, -Math.floor(Math.log10(step)))
  const ticks = Array.from({ length: to - from + 1 }, (_, i) => (from + i) * step)
  return { ticks, decimals, place: (value) => (value / step - from) / (to - from) }
}

function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  const factor = [1, 2, 5, 10].find((one) => one * power >= least * (1 - 1e-9)) ?? 10
  return factor * power
}
