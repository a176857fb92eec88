/** The rules of a sweep: what can be swept, the values on an axis, the recipes of the sheet, their ranks and their front. */
import { type ParamValue, RECIPE_FORMAT, type Recipe } from '../core/recipe.ts'
import { definitionOf } from '../processes/recipe.ts'
import type { NumberParam, Param } from '../processes/schema.ts'
import type { ChainItem } from './recipe.ts'

/** A parameter of one step of the chain. */
export interface SweepParam {
  readonly stepId: string
  readonly process: string
  readonly param: Param
}

/** What is asked for along one side of the sheet: from low to high; of choices and flags, places in their list. */
export interface AxisForm {
  readonly stepId: string
  readonly key: string
  readonly low: number
  readonly high: number
  /** How many values; choices and flags take all from low to high. */
  readonly count: number
}

export interface SweepAxis {
  readonly stepId: string
  readonly process: string
  readonly key: string
  readonly values: readonly ParamValue[]
}

/** A place on the sheet: its values along the axes, columns first, and the recipe that they make. */
export interface GridPlace {
  readonly values: readonly ParamValue[]
  readonly recipe: Recipe
}

export interface CellFigures {
  readonly energyRemovedPercent: number | null
  readonly leakage: number | null
}

export interface CellRank {
  /** From 1, the best. */
  readonly rank: number
  readonly isOnFront: boolean
}

export const MAX_AXIS_VALUES = 8
const STANDARD_VALUES = 4
const FLAG_VALUES: readonly boolean[] = [false, true]

/** Parameters of the steps that are switched on, as far as their forms show them and there is something to choose. */
export function sweepParams(items: readonly ChainItem[]): readonly SweepParam[] {
  return items
    .filter(({ isEnabled }) => isEnabled)
    .flatMap(({ id, step }) =>
      definitionOf(step.process)
        .params.filter((param) => param.visibleWhen?.(step) ?? true)
        .filter((param) => param.kind !== 'choice' || param.choices.length > 1)
        .map((param) => ({ stepId: id, process: step.process, param })),
    )
}

/** A form for a parameter: numbers from about half to about twice the value in force, of the others all there is. */
export function axisFormOf({ stepId, param }: SweepParam, value: ParamValue): AxisForm {
  const form = { stepId, key: param.key, count: STANDARD_VALUES }
  if (param.kind === 'flag') return { ...form, low: 0, high: 1 }
  if (param.kind === 'choice') {
    return { ...form, low: 0, high: Math.min(param.choices.length, MAX_AXIS_VALUES) - 1 }
  }
  const { min, max } = usefulRange(param)
  const now = typeof value === 'number' ? value : param.default
  if (now === null || now <= 0) return { ...form, low: snapped(param, min), high: snapped(param, max) }
  const [low, high] = [now / 2, now * 2].map((bound) => snapped(param, Math.min(max, Math.max(min, bound))))
  return { ...form, low: low!, high: high! }
}

/** Evenly from low to high, on the steps of the slider and inside the limits; what falls together is there once. */
export function axisValues(param: Param, { low, high, count }: AxisForm): readonly ParamValue[] {
  if (param.kind !== 'number') {
    const all = param.kind === 'flag' ? FLAG_VALUES : param.choices.map((choice) => choice.value)
    return all.slice(Math.min(low, high), Math.max(low, high) + 1)
  }
  const number = Math.min(MAX_AXIS_VALUES, Math.max(1, count))
  const values = Array.from({ length: number }, (_, i) => low + (number === 1 ? 0 : (i * (high - low)) / (number - 1)))
  return [...new Set(values.map((value) => snapped(param, value)))].sort((a, b) => a - b)
}

/** Those of the forms whose parameter the chain has; the first is that of the columns. */
export function sweepAxes(items: readonly ChainItem[], forms: readonly (AxisForm | null)[]): readonly SweepAxis[] {
  const params = sweepParams(items)
  return forms.flatMap((form) => {
    const found = params.find(({ stepId, param }) => stepId === form?.stepId && param.key === form.key)
    if (form === null || found === undefined) return []
    const { stepId, process, param } = found
    return [{ stepId, process, key: param.key, values: axisValues(param, form) }]
  })
}

/** Every combination, row by row. */
export function sweepGrid(items: readonly ChainItem[], axes: readonly SweepAxis[]): readonly GridPlace[] {
  const [columns, rows] = axes
  if (columns === undefined) return []
  const rowValues: readonly (ParamValue | undefined)[] = rows === undefined ? [undefined] : rows.values
  return rowValues.flatMap((row) =>
    columns.values.map((column) => {
      const values = row === undefined ? [column] : [column, row]
      return { values, recipe: recipeWith(items, axes, values) }
    }),
  )
}

/** The order in which places are run: what keeps the forward transform of its step changes fastest. */
export function runOrder(nCells: number, axes: readonly SweepAxis[]): readonly number[] {
  const places = Array.from({ length: nCells }, (_, i) => i)
  const [columns, rows] = axes
  if (columns === undefined || rows === undefined || keepsForward(columns) || !keepsForward(rows)) return places
  const width = columns.values.length
  return places.sort((a, b) => (a % width) - (b % width) || a - b)
}

/**
 * Ranks by removed energy minus leakage, each scaled to its range on the sheet; `weight`, 0 to 1, is the share of
 * leakage, and 0.5 takes both alike. Null for what was not measured. Equal scores keep their order on the sheet.
 */
export function rankCells(cells: readonly CellFigures[], weight: number): readonly (CellRank | null)[] {
  const measured = cells.flatMap(({ energyRemovedPercent: removed, leakage }, at) =>
    removed === null || leakage === null ? [] : [{ at, removed, leakage }],
  )
  const removedPart = scaleOf(measured.map(({ removed }) => removed))
  const leakagePart = scaleOf(measured.map(({ leakage }) => leakage))
  const scores = measured.map((one) => (1 - weight) * removedPart(one.removed) - weight * leakagePart(one.leakage))
  const order = measured.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b)
  const ranks: (CellRank | null)[] = cells.map(() => null)
  order.forEach((i, place) => {
    const { at, removed, leakage } = measured[i]!
    const isBeaten = measured.some(
      (other) =>
        other.removed >= removed && other.leakage <= leakage && (other.removed > removed || other.leakage < leakage),
    )
    ranks[at] = { rank: place + 1, isOnFront: !isBeaten }
  })
  return ranks
}

/** Up to `count` gathers spread over a dataset, without the one given. */
export function spreadGathers(nGathers: number, without: number, count: number): readonly number[] {
  const others = nGathers - 1
  const number = Math.min(count, others)
  return Array.from({ length: number }, (_, i) => {
    const at = Math.floor(((i + 0.5) * others) / number)
    return at < without ? at : at + 1
  })
}

/** The chain without what is swept: two that are equal make the same sheet. */
export function sweepBase(items: readonly ChainItem[], axes: readonly Pick<SweepAxis, 'stepId' | 'key'>[]): string {
  const steps = items
    .filter(({ isEnabled }) => isEnabled)
    .map(({ id, step }) => {
      const swept = axes.filter(({ stepId }) => stepId === id).map(({ key }) => key)
      return [id, Object.entries(step).filter(([key]) => !swept.includes(key))]
    })
  return JSON.stringify(steps)
}

function recipeWith(items: readonly ChainItem[], axes: readonly SweepAxis[], values: readonly ParamValue[]): Recipe {
  const steps = items
    .filter(({ isEnabled }) => isEnabled)
    .map(({ id, step }) => {
      const swept = axes.flatMap(({ stepId, key }, i) => (stepId === id ? [[key, values[i] ?? null]] : []))
      return { ...step, ...Object.fromEntries(swept) }
    })
  return { format: RECIPE_FORMAT, name: '', steps }
}

function keepsForward({ process, key }: SweepAxis): boolean {
  return definitionOf(process).thresholdKeys.includes(key)
}

function usefulRange({ min, max, sliderMin, sliderMax }: NumberParam): { readonly min: number; readonly max: number } {
  return { min: sliderMin ?? min, max: sliderMax ?? max }
}

/** The nearest value that the parameter allows on a step of its slider. */
function snapped(param: NumberParam, value: number): number {
  const { min, max, whole, sliderStep, minIsExclusive = false } = param
  const inside = Math.min(max, Math.max(minIsExclusive ? min + sliderStep : min, value))
  if (whole === 'odd' || whole === 'even') {
    const rest = whole === 'odd' ? 1 : 0
    const near = 2 * Math.round((inside - rest) / 2) + rest
    return near > max ? near - 2 : near < min ? near + 2 : near
  }
  if (whole === 'any') return Math.round(inside)
  const decimals = (String(sliderStep).split('.')[1] ?? '').length
  return Number((Math.round(inside / sliderStep) * sliderStep).toFixed(decimals))
}

/** Where a value lies between the least and the greatest, 0 to 1; 0 where they are the same. */
function scaleOf(values: readonly number[]): (value: number) => number {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return (value) => (most > least ? (value - least) / (most - least) : 0)
}
