import type { TracePlaces } from '../core/view.ts'
import { formatNumber } from './number-format.ts'
import { positionOf, traceAt } from './trace-places.ts'
import type { Viewport } from './viewport.ts'

type TraceView = Pick<Viewport, 'startTrace' | 'endTrace' | 'places'>

/** A mark on an axis. `position` in the pixels of the axis, from its upper or left end. */
export interface AxisTick {
  readonly position: number
  readonly value: number
  /** Only major ticks are labelled. */
  readonly label: string | null
}

/** At least this much between labels, in the pixels of the axis (CSS pixels). */
export const MIN_TIME_LABEL_SPACING = 48
export const MIN_TRACE_LABEL_SPACING = 48

/** Time in ms at a place of the viewport: sample i, drawn around i + 0.5, is at i * sampleIntervalMs. */
export function timeMsAt(sample: number, sampleIntervalMs: number): number {
  return (sample - 0.5) * sampleIntervalMs
}

/**
 * Ticks of the time axis in ms: labels at a step of 1, 2 or 5 times a power of ten, four or five minor steps
 * between them (fewer when they would be finer than samples or 4 px).
 */
export function timeTicks(
  viewport: Pick<Viewport, 'startSample' | 'endSample'>,
  sampleIntervalMs: number,
  heightPx: number,
): readonly AxisTick[] {
  const startMs = timeMsAt(viewport.startSample, sampleIntervalMs)
  const endMs = timeMsAt(viewport.endSample, sampleIntervalMs)
  const pxPerMs = heightPx / (endMs - startMs)
  const majorMs = niceStep(MIN_TIME_LABEL_SPACING / pxPerMs)
  const minorMs = majorMs / minorParts(majorMs)
  const isMinorUseful = minorMs * pxPerMs >= 4 && minorMs >= sampleIntervalMs
  const decimals = stepDecimals(majorMs)
  return ticksAt(startMs, endMs, majorMs, isMinorUseful ? minorParts(majorMs) : 1).map(({ value, isMajor }) => ({
    position: (value - startMs) * pxPerMs,
    value,
    label: isMajor ? formatNumber(value, decimals) : null,
  }))
}

/**
 * Ticks of the trace axis: whole trace numbers at a step of 1, 2 or 5 times a power of ten, all labelled, at the
 * centre of their trace; where traces lie closer than usual some are left out. Trace j of the gather has number
 * j + firstNumber.
 */
export function traceTicks(
  { startTrace, endTrace, places }: TraceView,
  widthPx: number,
  firstNumber = 1,
  spacingPx = MIN_TRACE_LABEL_SPACING,
): readonly AxisTick[] {
  const pxPerUnit = widthPx / (endTrace - startTrace)
  const step = Math.max(1, niceStep(spacingPx / (pxPerUnit * (places?.pitch ?? 1))))
  const offset = firstNumber - 0.5
  const [first, last] = [startTrace, endTrace].map((position) => traceAt(places, position) + offset)
  const ticks = ticksAt(first!, last!, step, 1).map(({ value }) => ({
    position: (positionOf(places, value - offset) - startTrace) * pxPerUnit,
    value,
    label: formatNumber(value),
  }))
  if (places === undefined) return ticks
  let right = Number.NEGATIVE_INFINITY
  return ticks.filter(({ position }) => {
    if (position < right + spacingPx) return false
    right = position
    return true
  })
}

/** About what a digit and the space around a label take, in CSS pixels. */
const LABEL_DIGIT = 6
const LABEL_MARGIN = 14

/**
 * The same with a header's value (one a trace) in place of the number; further apart where values are long. Values that
 * are not whole numbers have three significant digits of the largest.
 */
export function headerTicks(viewport: TraceView, widthPx: number, values: Float64Array): readonly AxisTick[] {
  const { startTrace, endTrace, places } = viewport
  if (places !== undefined) return valueTicks(startTrace, endTrace, places, widthPx)
  const seen = values.subarray(Math.max(0, Math.floor(startTrace)), Math.ceil(endTrace))
  const known = seen.filter((value) => Number.isFinite(value))
  const largest = known.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const isWhole = known.every((value) => Number.isInteger(value))
  const decimals = isWhole ? 0 : Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(largest))))
  const longest = known.reduce((most, value) => Math.max(most, formatNumber(value, decimals).length), 1)
  const spacing = Math.max(MIN_TRACE_LABEL_SPACING, LABEL_DIGIT * longest + LABEL_MARGIN)
  return traceTicks(viewport, widthPx, 1, spacing).map((tick) => ({
    ...tick,
    label: formatNumber(values[tick.value - 1] ?? Number.NaN, decimals),
  }))
}

/** True spacing: round values of the header where they belong, traces or not. */
function valueTicks(start: number, end: number, places: TracePlaces, widthPx: number): readonly AxisTick[] {
  const valueAt = (position: number): number => places.startValue + position * places.valuePerUnit
  const ends = [valueAt(start), valueAt(end)].toSorted((a, b) => a - b) as [number, number]
  const perPixel = (ends[1] - ends[0]) / widthPx
  const longest = Math.max(
    ...ends.map((value) => formatNumber(value, stepDecimals(niceStep(MIN_TRACE_LABEL_SPACING * perPixel))).length),
  )
  const step = niceStep(Math.max(MIN_TRACE_LABEL_SPACING, LABEL_DIGIT * longest + LABEL_MARGIN) * perPixel)
  return ticksAt(...ends, step, 1)
    .map(({ value }) => ({
      position: ((value - places.startValue) / places.valuePerUnit - start) * (widthPx / (end - start)),
      value,
      label: formatNumber(value, stepDecimals(step)),
    }))
    .toSorted((a, b) => a.position - b.position)
}

/** Smallest of 1, 2 and 5 times a power of ten that is at least `size` > 0. */
export function niceStep(size: number): number {
  const power = Math.floor(Math.log10(size))
  for (const exponent of [power, power + 1])
    for (const digit of [1, 2, 5]) {
      // Division by a whole power of ten keeps 0.2 and 0.5 at their nearest doubles.
      const step = exponent < 0 ? digit / 10 ** -exponent : digit * 10 ** exponent
      if (step >= size * (1 - 1e-12)) return step
    }
  return 10 ** (power + 2)
}

function minorParts(majorStep: number): number {
  return firstDigit(majorStep) === 2 ? 4 : 5
}

function firstDigit(step: number): number {
  return Number(step.toExponential()[0])
}

function stepDecimals(step: number): number {
  return Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
}

/** Multiples of step / parts in [start, end]; each is a whole number times a step, so that errors do not add up. */
function ticksAt(start: number, end: number, step: number, parts: number): { value: number; isMajor: boolean }[] {
  const first = Math.ceil((start / step) * parts - 1e-9)
  const last = Math.floor((end / step) * parts + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
    const multiple = first + i
    const value = step >= 1 ? (multiple * step) / parts : multiple / (parts * Math.round(1 / step))
    return { value: value === 0 ? 0 : value, isMajor: multiple % parts === 0 }
  })
}
