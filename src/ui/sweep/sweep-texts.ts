import type { ParamValue } from '../../core/recipe.ts'
import { definitionOf } from '../../processes/recipe.ts'
import type { Param } from '../../processes/schema.ts'
import { LEAKAGE_LIMIT } from '../../state/outliers.ts'
import type { SweepCell } from '../../state/sweep.ts'
import type { CellRank, SweepAxis } from '../../state/sweep-sheet.ts'
import { formatFixed, formatWords, NOTHING, withUnit } from '../format.ts'
import { numberText, textWithUnit } from '../inspector/slider-scale.ts'

/** Null where the process has no such parameter. */
export function paramOf({ process, key }: Pick<SweepAxis, 'process' | 'key'>): Param | null {
  return definitionOf(process).params.find((param) => param.key === key) ?? null
}

/** A value as the form of its parameter writes it. */
export function valueText(param: Param | null, value: ParamValue): string {
  if (param?.kind === 'number') return typeof value === 'number' ? textWithUnit(param, value) : numberText(param, null)
  if (param?.kind === 'choice') return param.choices.find((choice) => choice.value === value)?.label ?? String(value)
  return value === true ? 'on' : 'off'
}

/** "Threshold k 2.4, Aperture 21". */
export function valuesText(axes: readonly SweepAxis[], values: readonly ParamValue[]): string {
  return axes
    .map((axis, i) => {
      const param = paramOf(axis)
      return `${param?.label ?? axis.key} ${valueText(param, values[i] ?? null)}`
    })
    .join(', ')
}

/** "2.4 σ, 21 traces": where the names of the parameters stand beside it. */
export function shortValuesText(axes: readonly SweepAxis[], values: readonly ParamValue[]): string {
  return axes
    .map((axis, i) => {
      const param = paramOf(axis)
      const text = valueText(param, values[i] ?? null)
      return param?.kind === 'flag' ? `${param.label} ${text}` : text
    })
    .join(', ')
}

export function removedText(percent: number | null): string {
  return percent === null ? NOTHING : withUnit(formatFixed(percent, 1), '%')
}

/** One decimal more than elsewhere: recipes of a sheet lie close together. */
export function leakageText(leakage: number | null): string {
  return leakage === null ? NOTHING : formatFixed(leakage, 3)
}

export function isAboveLimit(leakage: number | null): boolean {
  return leakage !== null && leakage > LEAKAGE_LIMIT
}

/** What a thumbnail and its point in the plot say to a screen reader. */
export function cellSentence(axes: readonly SweepAxis[], cell: SweepCell, rank: CellRank | null): string {
  const values = valuesText(axes, cell.values)
  if (cell.status === 'failed') return `${values}: failed, ${formatWords(cell.reason)}`
  if (cell.status !== 'done') return `${values}: ${cell.status}`
  const place = rank === null ? '' : `rank ${rank.rank}${rank.isOnFront ? ', on the front' : ''}, `
  const limit = isAboveLimit(cell.leakage) ? `, above the limit of ${formatFixed(LEAKAGE_LIMIT, 2)}` : ''
  const removed = cell.energyRemovedPercent === null ? NOTHING : formatFixed(cell.energyRemovedPercent, 1)
  return `${values}: ${place}${removed} percent removed, leakage ${leakageText(cell.leakage)}${limit}`
}
