/** True spacing: which trace lies where on the axis of the panels. Without places trace j fills [j, j + 1). */
import type { NoPlaces, TracePlaces } from '../core/view.ts'

/** Neighbours farther apart than so many usual distances have a gap between them, as where a trace is missing. */
const GAP_FROM = 1.5

/**
 * Places by the values of a header, one a trace, that never turn back; in the order of the traces, so that falling values
 * run to the right as well. A trace reaches half way to its neighbours, or half the usual (median) distance where there is a
 * gap. Traces of one value share its place side by side. Evenly spaced values are where they are without places.
 */
export function placeTraces(values: Float64Array): TracePlaces | NoPlaces {
  const nTraces = values.length
  if (values.some((value) => !Number.isFinite(value))) return 'missing'
  const groups = groupsOf(values)
  const sign = Math.sign((groups[1]?.value ?? 0) - (groups[0]?.value ?? 0))
  if (groups.length < 2) return 'equal'
  const distances = groups.slice(1).map(({ value }, at) => sign * (value - groups[at]!.value))
  if (distances.some((distance) => distance <= 0)) return 'unordered'
  const usual = distances.toSorted((a, b) => a - b)[Math.floor((distances.length - 1) / 2)]!
  const first = groups[0]!.value
  const unit = (sign * (values[nTraces - 1]! - first) + usual) / nTraces
  const toAxis = (distance: number): number => (distance + usual / 2) / unit

  const starts = new Float64Array(nTraces)
  const centres = new Float64Array(nTraces)
  const ends = new Float64Array(nTraces)
  groups.forEach(({ value, startTrace, endTrace }, at) => {
    const [before, after] = [distances[at - 1], distances[at]].map((d = Infinity) => (d > GAP_FROM * usual ? usual : d))
    const place = sign * (value - first)
    const start = at === 0 ? 0 : toAxis(place - before! / 2)
    const end = at === groups.length - 1 ? nTraces : toAxis(place + after! / 2)
    const count = endTrace - startTrace
    for (let trace = startTrace; trace < endTrace; trace++) {
      const [from, to] = [trace - startTrace, trace - startTrace + 1].map((k) => start + (k / count) * (end - start))
      starts[trace] = from!
      ends[trace] = to!
      centres[trace] = count === 1 ? toAxis(place) : (from! + to!) / 2
    }
  })
  // One border of touching traces is one number.
  for (let trace = 1; trace < nTraces; trace++)
    if (Math.abs(starts[trace]! - ends[trace - 1]!) < 1e-9) starts[trace] = ends[trace - 1]!
  const valuePerUnit = sign * unit
  return { starts, centres, ends, pitch: usual / unit, startValue: first - (sign * usual) / 2, valuePerUnit }
}

/**
 * The trace at a position of the axis, fractional: j at its start, j + 1/2 at its centre, j + 1 at its end and in a gap that
 * follows. Beyond the gather as if traces went on at the usual distance.
 */
export function traceAt(places: TracePlaces | undefined, position: number): number {
  if (places === undefined) return position
  const { starts, centres, ends, pitch } = places
  const nTraces = starts.length
  if (position < 0) return position / pitch
  if (position >= nTraces) return nTraces + (position - nTraces) / pitch
  const trace = lastAtOrBefore(starts, position)
  const [start, centre, end] = [starts[trace]!, centres[trace]!, ends[trace]!]
  if (position >= end) return trace + 1
  if (position < centre) return trace + (0.5 * (position - start)) / (centre - start)
  return trace + 0.5 + (0.5 * (position - centre)) / (end - centre)
}

/** Where on the axis a fractional trace lies; of a border that is a gap, where the trace after it starts. */
export function positionOf(places: TracePlaces | undefined, trace: number): number {
  if (places === undefined) return trace
  const { starts, centres, ends, pitch } = places
  const nTraces = starts.length
  if (trace < 0) return trace * pitch
  if (trace >= nTraces) return nTraces + (trace - nTraces) * pitch
  const whole = Math.floor(trace)
  const part = trace - whole
  const [start, centre, end] = [starts[whole]!, centres[whole]!, ends[whole]!]
  return part < 0.5 ? start + 2 * part * (centre - start) : centre + (2 * part - 1) * (end - centre)
}

/** Where on the axis the traces before a border end: like positionOf, but on the near side of a gap. */
export function endPositionOf(places: TracePlaces | undefined, border: number): number {
  const isInside = places !== undefined && Number.isInteger(border) && border > 0 && border <= places.ends.length
  return isInside ? places.ends[border - 1]! : positionOf(places, border)
}

/** Whether a position of the axis lies between two traces. */
export function isInGap(places: TracePlaces | undefined, position: number): boolean {
  if (places === undefined || position < 0 || position >= places.starts.length) return false
  return position >= places.ends[lastAtOrBefore(places.starts, position)]!
}

interface Group {
  readonly value: number
  readonly startTrace: number
  readonly endTrace: number
}

/** Runs of equal values. */
function groupsOf(values: Float64Array): readonly Group[] {
  const groups: Group[] = []
  for (let trace = 0; trace < values.length; ) {
    const startTrace = trace
    while (trace < values.length && values[trace] === values[startTrace]) trace++
    groups.push({ value: values[startTrace]!, startTrace, endTrace: trace })
  }
  return groups
}

/** Index of the last of ascending numbers that is not above `value`; 0 when all are. */
function lastAtOrBefore(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (ascending[middle]! <= value) low = middle
    else high = middle - 1
  }
  return low
}
