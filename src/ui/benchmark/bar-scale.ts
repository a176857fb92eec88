/** Where a share of the copy's rate lies on the bars. */
import { formatFixed, withUnit } from '../format.ts'

export type ScaleKind = 'log' | 'linear'

export interface BarScale {
  /** 0 to 1 for a share in percent; null for one that cannot be drawn. */
  place(percent: number): number | null
  readonly ticks: readonly { readonly text: string; readonly place: number }[]
}

/** Labels that the width of a bar has room for. */
const MAX_TICKS = 3
/** The shortest bar of a logarithmic scale keeps this much of a decade, so that it can be seen. */
const LEAST_DECADES = 0.2

/** From zero, or from a decade below the smallest share, to the copy (100 %) or what is above it. */
export function barScale(kind: ScaleKind, percents: readonly number[]): BarScale {
  const shown = percents.filter(isShown)
  const end = Math.max(100, ...shown)
  return kind === 'linear' ? linearScale(end) : logScale(Math.min(10, ...shown), end)
}

function linearScale(end: number): BarScale {
  const place = (percent: number): number => percent / end
  return {
    place: (percent) => (isShown(percent) ? place(percent) : null),
    ticks: [0, 50, 100].map((percent) => ({ text: percentText(percent, 0), place: place(percent) })),
  }
}

/** As many whole decades as the labels divide evenly, so that the lowest stands where the bars begin. */
function logScale(least: number, end: number): BarScale {
  const needed = 2 - Math.floor(Math.log10(least) - LEAST_DECADES)
  const every = Math.ceil(needed / (MAX_TICKS - 1))
  const nSteps = Math.ceil(needed / every)
  const lowest = 2 - nSteps * every
  const place = (decade: number): number => (decade - lowest) / (Math.log10(end) - lowest)
  const decades = Array.from({ length: nSteps + 1 }, (_, i) => lowest + i * every)
  return {
    place: (percent) => (isShown(percent) ? place(Math.log10(percent)) : null),
    ticks: decades.map((decade) => ({
      text: percentText(10 ** decade, Math.max(0, -decade)),
      place: place(decade),
    })),
  }
}

function isShown(percent: number): boolean {
  return Number.isFinite(percent) && percent > 0
}

function percentText(percent: number, decimals: number): string {
  return withUnit(formatFixed(percent, decimals), '%')
}
