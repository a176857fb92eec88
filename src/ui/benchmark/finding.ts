import type { BenchFigures } from '../../bench/bench.ts'
import type { ProcessFigures } from '../../bench/process-figures.ts'
import { formatFigure, withUnit } from '../format.ts'
import { formatPercent, processName } from './figure-texts.ts'

export interface Finding {
  readonly lead: string
  readonly rest: string
}

/** The process of the first size whose rate comes nearest to the copy's; null where none has a finite rate. */
export function nearestToCopy(figures: BenchFigures): ProcessFigures | null {
  return ratedProcesses(figures)[0] ?? null
}

/** What the first size says in words, from measured shares only; null before a process is measured. */
export function findingOf(figures: BenchFigures): Finding | null {
  const [first] = figures.sizes
  if (first === undefined || first.processes.length === 0) return null
  const rated = ratedProcesses(figures)
  const [nearest] = rated
  const farthest = rated.at(-1)
  if (nearest === undefined || farthest === undefined) {
    return { lead: 'Every process was too short for this clock.', rest: 'There is no rate to compare.' }
  }
  const copyRate = withUnit(formatFigure(first.copy.gigabytesPerSecond), 'GB/s')
  return {
    lead: `Nearest to the copy is ${processName(nearest.variant)}, with ${formatPercent(nearest.percentOfCopy)} of its ${copyRate}.`,
    rest:
      farthest === nearest
        ? ''
        : `Farthest is ${processName(farthest.variant)}, with ${formatPercent(farthest.percentOfCopy)}.`,
  }
}

/** Nearest to the copy first. */
function ratedProcesses({ sizes }: BenchFigures): readonly ProcessFigures[] {
  return (sizes[0]?.processes ?? [])
    .filter(({ percentOfCopy }) => Number.isFinite(percentOfCopy))
    .toSorted((a, b) => b.percentOfCopy - a.percentOfCopy)
}
