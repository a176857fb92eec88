/** What a step found out about a gather, made ready to be shown. */
import type { GatherFigures } from '../../core/engine.ts'
import { formatFigure, formatFixed, withUnit } from '../format.ts'

export interface RiskCurve {
  readonly chosen: number
  /** In the order of k; where each lies in the plot, 0 to 1 from the left and from the bottom. */
  readonly points: readonly RiskPoint[]
}

export interface RiskPoint {
  readonly k: number
  readonly error: number
  readonly x: number
  readonly y: number
}

export interface MethodWeight {
  readonly method: string
  readonly weight: number
  /** Where its bar begins and how long it is, 0 to 1 of the width: to the right of zero, and to the left where it is negative. */
  readonly start: number
  readonly length: number
}

export interface FoundFigures {
  readonly curve: RiskCurve | null
  readonly weights: readonly MethodWeight[]
  readonly facts: readonly { readonly label: string; readonly value: string }[]
}

/** Null where there is nothing to show. Figures of names that are not known here are passed over. */
export function foundFigures(figures: GatherFigures): FoundFigures | null {
  const curve = riskCurve(figures)
  const weights = methodWeights(figures)
  const facts = [
    ...(curve === null && isNumber(figures['k'])
      ? [{ label: 'Threshold k', value: formatFixed(figures['k'], 1) }]
      : []),
    ...(isNumber(figures['outlierShare'])
      ? [{ label: 'Outliers', value: withUnit(formatFixed(100 * figures['outlierShare'], 2), '% of samples') }]
      : []),
    ...(typeof figures['noise'] === 'string' ? [{ label: 'Noise', value: figures['noise'] }] : []),
  ]
  return curve === null && weights.length === 0 && facts.length === 0 ? null : { curve, weights, facts }
}

/** In one sentence, for the plot's name. */
export function curveSentence({ chosen, points }: RiskCurve): string {
  const [first, last] = [points[0], points.at(-1)].map((point) => formatFixed(point?.k ?? chosen, 1))
  const least = points.find(({ k }) => k === chosen)
  return `Expected error for k ${first} to ${last}, least at ${formatFixed(chosen, 1)}: ${formatFigure(least?.error ?? Number.NaN)}`
}

function riskCurve({ k, kTried, sure }: GatherFigures): RiskCurve | null {
  if (!isNumber(k) || !areNumbers(kTried) || !areNumbers(sure) || kTried.length < 2) return null
  const [kLow, kHigh] = [Math.min(...kTried), Math.max(...kTried)]
  const [low, high] = [Math.min(...sure), Math.max(...sure)]
  const points = kTried.map((tried, i) => ({
    k: tried,
    error: sure[i]!,
    x: (tried - kLow) / (kHigh - kLow),
    y: high === low ? 0 : (sure[i]! - low) / (high - low),
  }))
  return { chosen: k, points }
}

function methodWeights({ methods, weights }: GatherFigures): readonly MethodWeight[] {
  if (!Array.isArray(methods) || !areNumbers(weights)) return []
  const low = Math.min(0, ...weights)
  const width = Math.max(1, ...weights) - low
  return weights.map((weight, i) => ({
    method: String(methods[i]),
    weight,
    start: (Math.min(0, weight) - low) / width,
    length: Math.abs(weight) / width,
  }))
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}

function areNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isNumber)
}
