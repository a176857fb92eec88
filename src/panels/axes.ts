import { formatNumber } from './number-format.ts'
import type { Viewport } from './viewport.ts'

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
 * centre of their trace. Trace j of the gather has number j + firstNumber.
 */
export function traceTicks(
  viewport: Pick<Viewport, 'startTrace' | 'endTrace'>,
  widthPx: number,
  firstNumber = 1,
  spacingPx = MIN_TRACE_LABEL_SPACING,
): readonly AxisTick[] {
  const pxPerTrace = widthPx / (viewport.endTrace - viewport.startTrace)
  const step = Math.max(1, niceStep(spacingPx / pxPerTrace))
  const offset = firstNumber - 0.5
  return ticksAt(viewport.startTrace + offset, viewport.endTrace + offset, step, 1).map(({ value }) => ({
    position: (value - offset - viewport.startTrace) * pxPerTrace,
    value,
    label: formatNumber(value),
  }))
}

/** About what a digit and the space around a label take, in CSS pixels. */
const LABEL_DIGIT = 6
const LABEL_MARGIN = 14

/**
 * The same with a header's value (one a trace) in place of the number; further apart where values are long. Values that
 * are not whole numbers have three significant digits of the largest.
 */
export function headerTicks(
  viewport: Pick<Viewport, 'startTrace' | 'endTrace'>,
  widthPx: number,
  values: Float64Array,
): readonly AxisTick[] {
  const seen = values.subarray(Math.max(0, Math.floor(viewport.startTrace)), Math.ceil(viewport.endTrace))
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
