import { fateOf, noCounts, type PlaneBand, storedGain } from '../../core/transform-plane.ts'
import { NODE_LEAF } from '../../dsp/wpt.ts'
import { ListedRows } from '../listed-rows.ts'
import type { PlaneFound, PlaneTask } from '../process.ts'
import { bandPlaces } from './band-places.ts'
import { type WaveletDenoiseParams, waveletDenoiseParams } from './params.ts'
import { listTrace, measureBands, measureSpread, shrinkTrace, type TraceWork, traceWork } from './trace-work.ts'

/**
 * The coefficients of a trace and what the step's threshold makes of them: bands of dwt and swt by level, packets by
 * frequency, of a best basis those that are in it.
 */
export function waveletPlane(task: PlaneTask): PlaneFound {
  const { gather, step, sampleIntervalMs } = task
  const { nSamples } = gather
  const params = waveletDenoiseParams(step)
  const work = traceWork(step, nSamples)
  const { bands } = work.plan
  const { coefficients, states } = transformed(task, work, params)
  const gains = gainsOf(work, coefficients, states, params)
  const nyquistHz = 500 / sampleIntervalMs
  const isLevels = params.transform !== 'wpt'
  const shown = bandPlaces(params, nSamples, work.plan)
    .map((place, band) => ({
      place,
      range: bands[band]!,
      isShown: states === undefined || states[band + 1] === NODE_LEAF,
    }))
    .filter(({ isShown }) => isShown)
    .toSorted((a, b) => a.place.lowest - b.place.lowest)
  const nCells = shown.reduce((sum, { range }) => sum + range.length, 0)
  const [magnitudes, storedGains] = [new Float32Array(nCells), new Float32Array(nCells)]
  const counts = noCounts()
  let first = 0
  const planeBands = shown.map(({ place, range: { start, length, isKept } }, order): PlaneBand => {
    for (let i = 0; i < length; i++) {
      const at = start + ((((i + place.shift) % length) + length) % length)
      const gain = gains[at]!
      magnitudes[first + i] = Math.abs(coefficients[at]!)
      storedGains[first + i] = storedGain(gain)
      if (!isKept) counts[fateOf(gain)]++
    }
    first += length
    const { name, lowest, width, time } = place
    const [lowHz, highHz] = [lowest * nyquistHz, (lowest + width) * nyquistHz]
    const [from, to] = isLevels ? [order, order + 1] : [lowHz, highHz]
    return { name, from, to, lowHz, highHz, first: first - length, nCells: length, ...time, isRuled: !isKept }
  })
  const axis = isLevels ? 'levels' : 'hz'
  return { nSamples, sampleIntervalMs, axis, bands: planeBands, magnitudes, gains: storedGains, counts, k: params.k }
}

interface Transformed {
  readonly coefficients: Float64Array
  readonly states: Uint8Array | undefined
}

/** The trace's coefficients, with the noise measured as the reference has it: in `scales`, of bands or of coefficients. */
function transformed({ gather, trace }: PlaneTask, work: TraceWork, { sigma }: WaveletDenoiseParams): Transformed {
  const { plan, neighbours, reader } = work
  const { transform } = plan
  const states = plan.choose === null ? undefined : new Uint8Array(plan.bands.length + 1)
  const forward = (of: number): void => {
    transform.signal.set(reader.read(of))
    transform.forward()
    if (of === trace && states !== undefined) plan.choose?.(states, 0)
  }
  if (sigma !== 'spatial' || neighbours === null) {
    reader.start(gather, trace + 1)
    forward(trace)
    return { coefficients: transform.coefficients, states }
  }
  reader.start(gather, gather.nTraces)
  neighbours.restart()
  const { values } = neighbours.measure(trace, gather.nTraces, (of, row) => {
    forward(of)
    row.values.set(transform.coefficients)
  })
  measureSpread(work)
  return { coefficients: values, states }
}

/** New / old of every coefficient by the step's rule, as the reference lists and shrinks them. */
function gainsOf(
  work: TraceWork,
  coefficients: Float64Array,
  states: Uint8Array | undefined,
  params: WaveletDenoiseParams,
): Float64Array {
  const { plan, listed, scales } = work
  const isSpatial = params.sigma === 'spatial'
  const sigmas = new Float64Array(plan.bands.length)
  if (!isSpatial) measureBands(work, states, params, sigmas, 0)
  const rows = { rows: new ListedRows(isSpatial ? 2 : 1), counts: new Int32Array(plan.bands.length) }
  listTrace(work, coefficients, isSpatial ? scales : sigmas, states, params, params.k, rows, 0)
  shrinkTrace(work, rows, 0, sigmas, params)
  const gains = Float64Array.from(coefficients, (value) => (value === 0 ? 1 : 0))
  plan.bands.forEach(({ start }, band) => {
    const from = listed.starts[band]!
    for (let at = from; at < from + listed.counts[band]!; at++) {
      const cell = start + listed.indices[at]!
      gains[cell] = listed.values[at]! / coefficients[cell]!
    }
  })
  return gains
}
