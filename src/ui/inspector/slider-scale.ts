import type { NumberParam } from '../../processes/schema.ts'

/** What the slider covers: its own range where the limits are wider than is useful. */
export function sliderRange(param: NumberParam): { readonly min: number; readonly max: number } {
  return { min: param.sliderMin ?? param.min, max: param.sliderMax ?? param.max }
}

/** Place of a value on the slider, 0 to 1; values outside its range lie at its ends. */
export function sliderPart(param: NumberParam, value: number | null): number {
  const { min, max } = sliderRange(param)
  return Math.min(1, Math.max(0, ((value ?? min) - min) / (max - min)))
}

/** With the decimals of the slider's step, and more when the value has more: 3 -> "3.0", 2.45 -> "2.45". */
export function numberText(param: NumberParam, value: number | null): string {
  if (value === null) return 'auto'
  const decimals = decimalsOf(param.sliderStep)
  return decimalsOf(value) > decimals ? String(value) : value.toFixed(decimals)
}

export function textWithUnit(param: NumberParam, value: number | null): string {
  const unit = unitOf(param, value)
  return unit === '' || value === null ? numberText(param, value) : `${numberText(param, value)} ${unit}`
}

/** "traces", and "trace" of one; Hz and m/s are what they are. */
export function unitOf({ unit }: Pick<NumberParam, 'unit'>, value: unknown): string {
  return value === 1 && /^[a-z]{3,}s$/.test(unit) ? unit.slice(0, -1) : unit
}

/** Where a number begins that was found by itself before: its default, or the slider's lower end. */
export function startingValue(param: NumberParam): number {
  return param.default ?? sliderRange(param).min
}

/** The value `count` steps of the slider away, inside the limits, without the dust of binary fractions. */
export function steppedValue(param: NumberParam, value: number | null, count: number): number {
  const { min } = sliderRange(param)
  const from = value ?? startingValue(param)
  const decimals = Math.max(decimalsOf(param.sliderStep), decimalsOf(from))
  const next = Number((from + count * param.sliderStep).toFixed(decimals))
  const least = param.minIsExclusive ? min : param.min
  return Math.min(param.max, Math.max(least, next))
}

/** A number as typed, with a decimal point or comma and any minus; NaN for what is none. */
export function parseNumber(text: string): number {
  const plain = text.trim().replace('\u2212', '-').replace(',', '.')
  return plain === '' ? Number.NaN : Number(plain)
}

function decimalsOf(value: number): number {
  const [, fraction = ''] = String(value).split('.')
  return fraction.length
}
