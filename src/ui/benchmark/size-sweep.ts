/** Rates of every process at every size, with the shade that each has in the heat table. */
import type { BenchSize, SizeFigures } from '../../bench/bench.ts'

/** Shades of the sequential map: --seq-0 to --seq-4. */
const N_LEVELS = 5

export interface SweepCell {
  readonly size: BenchSize
  /** GB/s; null where the process was not measured at this size. */
  readonly rate: number | null
  /** 0 for the slowest to 4 for the fastest, by the logarithm; null without a finite rate. */
  readonly level: number | null
  /** Why it was left out; empty where it was measured, or is yet to be. */
  readonly reason: string
}

export interface SweepRow {
  readonly name: string
  readonly cells: readonly SweepCell[]
}

export interface Sweep {
  readonly rows: readonly SweepRow[]
  /** Slowest and fastest rate; null where none is finite. */
  readonly range: readonly [number, number] | null
}

export function sizeSweep(sizes: readonly SizeFigures[]): Sweep {
  const names = [...new Set(sizes.flatMap(({ processes }) => processes.map(({ variant }) => variant)))]
  const rateOf = (size: SizeFigures, name: string): number | null =>
    size.processes.find(({ variant }) => variant === name)?.gigabytesPerSecond ?? null
  const rates = names.flatMap((name) => sizes.map((size) => rateOf(size, name))).filter(isRate)
  const range = rates.length === 0 ? null : ([Math.min(...rates), Math.max(...rates)] as const)
  const cellOf = (size: SizeFigures, name: string): SweepCell => {
    const rate = rateOf(size, name)
    const level = range !== null && isRate(rate) ? levelOf(rate, range) : null
    return { size, rate, level, reason: size.leftOut.find((left) => left.name === name)?.reason ?? '' }
  }
  return { rows: names.map((name) => ({ name, cells: sizes.map((size) => cellOf(size, name)) })), range }
}

function isRate(rate: number | null): rate is number {
  return rate !== null && Number.isFinite(rate) && rate > 0
}

function levelOf(rate: number, [slowest, fastest]: readonly [number, number]): number {
  if (slowest === fastest) return Math.floor(N_LEVELS / 2)
  const share = Math.log(rate / slowest) / Math.log(fastest / slowest)
  return Math.min(N_LEVELS - 1, Math.floor(share * N_LEVELS))
}
