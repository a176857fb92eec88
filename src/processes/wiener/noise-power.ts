import { PowerHistogram } from '../../dsp/power-histogram.ts'
import type { Finding, PassedGather, Passes, PassRuns, PassTask } from '../gather-process.ts'
import type { CellShape, LateralPart } from './lateral-part.ts'
import { forEachCell, type LateralView, type LateralWork, lateralPass, lateralWork } from './lateral-pass.ts'
import { frameNoiseGain } from './trace-frames.ts'

/** The powers of each frequency in all cells of a plane. */
export function* powerHistogram(gather: PassedGather, input: string, view: LateralView): Passes<PowerHistogram> {
  const histogram = new PowerHistogram(view.windowSamples / 2 + 1)
  for (const counts of yield lateralPass('powers', gather, view, { reads: { input } })) {
    histogram.merge(new PowerHistogram(0, counts as Uint32Array<ArrayBuffer>))
  }
  return histogram
}

/** The noise power of each frequency in a plane. */
export function* noisePowers(gather: PassedGather, input: string, view: LateralView): Passes<Float64Array> {
  const histogram = yield* powerHistogram(gather, input, view)
  return Float64Array.from({ length: view.windowSamples / 2 + 1 }, (_, bin) =>
    noisePower(histogram, bin, view.part.noiseQuantile),
  )
}

/**
 * The mean power of the noise in a quantity, of which the weakest powers, as far as the q-quantile, are noise alone: of a
 * Gaussian in each part of a complex number the powers are exponentially distributed, with the q-quantile at -ln(1 - q) of
 * their mean.
 */
export function noisePower(histogram: PowerHistogram, quantity: number, q: number): number {
  return histogram.quantile(quantity, q) / -Math.log(1 - q)
}

/**
 * Noise powers that were measured in cells of one shape, as cells of another have them: between frequencies, by a straight
 * line. Measured there they would be too high for long windows, where signal is in most cells.
 */
export function powerInShape(part: LateralPart, power: Float64Array, from: CellShape, to: CellShape): Float64Array {
  const gain = (shape: CellShape) => frameNoiseGain(shape.windowSamples) * part.noiseGain(shape.lateralTraces)
  return Float64Array.from({ length: to.windowSamples / 2 + 1 }, (_, bin) => {
    const place = (bin * from.windowSamples) / to.windowSamples
    const below = Math.min(power.length - 2, Math.floor(place))
    const weight = place - below
    return (((1 - weight) * power[below]! + weight * power[below + 1]!) * gain(to)) / gain(from)
  })
}

/** How the passes go that measure powers. */
export function powerRuns(part: LateralPart): PassRuns {
  return { [`${part.name} powers`]: (task) => countPowers(task, lateralWork(part, task)) }
}

/** The powers of the cells of all groups centred on the span, by bin. */
function countPowers({ rows, span }: PassTask, { frames, lateral, factors }: LateralWork): Finding {
  const { nFrames, nBins } = frames.stft
  const input = frames.of(rows['input']!, span.haloStartTrace, span.haloEndTrace, factors, 0)
  const histogram = new PowerHistogram(nBins)
  for (let frame = 0; frame < nFrames; frame++) {
    for (const group of lateral.groupsCentredOn(span.startTrace, span.endTrace)) {
      lateral.forward(input, frame, group)
      forEachCell(lateral, group, nBins, ({ re, im }, at, bin) => histogram.add(bin, re[at]! ** 2 + im[at]! ** 2))
    }
  }
  return histogram.counts
}
