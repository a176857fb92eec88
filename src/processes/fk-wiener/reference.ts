import type { LanePair } from '../../dsp/lane-fft.ts'
import { PowerHistogram } from '../../dsp/power-histogram.ts'
import { SimdHeap } from '../../dsp/simd-heap.ts'
import { TraceReader, traceIoFloats } from '../../dsp/trace-io.ts'
import type { Finding, GatherPass, GatherReference, PassTask } from '../gather-process.ts'
import { type LocalSpectra, localSpectra } from './local-spectra.ts'
import { fkWienerParams } from './params.ts'
import { patchLength, SURVEY_PATCH } from './patch-length.ts'

/** Of a Gaussian in each part of a complex number, the powers are exponentially distributed: their q-quantile is -ln(1 - q) of their mean. */
const NOISE_QUANTILE = 0.35

/**
 * Local f-k Wiener filter in two stages. Patches of the balanced gather are transformed; a frequency's noise power is
 * that of the weak cells of all patches. What exceeds k times the noise gives a first estimate (hard thresholding),
 * whose own local spectrum E gives the gains E / (E + noise) of the second (empirical Wiener filter: Ghael, Sayeed and
 * Baraniuk 1997).
 */
export const fkWienerReference: GatherReference = {
  *passes(gather, step) {
    const params = fkWienerParams(step)
    const pass = (name: string, rest: Partial<GatherPass>): GatherPass => ({
      name,
      reads: { input: 'input' },
      writes: {},
      haloTraces: 0,
      bytesPerTrace: 8 * gather.nSamples,
      given: {},
      ...rest,
    })
    const factors = balancingFactors(yield pass('level', {}), params.balance)
    const local = (name: string, patchSamples: number, patchTraces: number, rest: Partial<GatherPass>): GatherPass =>
      pass(name, {
        haloTraces: patchTraces - 1,
        // Frames a quarter of a patch apart, of complex numbers for every two samples, in double precision.
        bytesPerTrace: 4 * 16 * gather.nSamples,
        ...rest,
        given: { factors, patchSamples, patchTraces, ...rest.given },
      })
    const surveyed = (patchSamples: number, patchTraces: number) => local('noise', patchSamples, patchTraces, {})
    const patchSamples =
      params.patchSamples ?? patchLength(merged(yield surveyed(...SURVEY_PATCH), SURVEY_PATCH[0]), NOISE_QUANTILE)
    const noise = noisePower(merged(yield surveyed(patchSamples, params.patchTraces), patchSamples), patchSamples)
    const { patchTraces } = params
    yield local('estimate', patchSamples, patchTraces, {
      writes: { estimate: 'estimate' },
      given: { noise, k: params.k },
    })
    yield local('filter', patchSamples, patchTraces, {
      reads: { input: 'input', estimate: 'estimate' },
      writes: { output: 'output' },
      given: { noise },
    })
  },

  runs: { level: levels, noise: histogramOf, estimate, filter },
}

const NOTHING = new Float64Array(0)

/** The root mean square of each trace of the span. */
function levels({ rows, span }: PassTask): Finding {
  const input = rows['input']!
  const { nSamples } = input
  const reader = new TraceReader(new SimdHeap(8 * (traceIoFloats(nSamples) + 64)), nSamples)
  reader.start(input, span.endTrace)
  return Float64Array.from({ length: span.endTrace - span.startTrace }, (_, t) => {
    const samples = reader.read(span.startTrace + t)
    const largest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
    if (largest === 0) return 0
    return largest * Math.sqrt(samples.reduce((sum, sample) => sum + (sample / largest) ** 2, 0) / nSamples)
  })
}

/** Traces within this factor of the gather's level are left as they are. */
const LEVEL = 1.5

/**
 * What balances each trace: brings it within the factor LEVEL of the gather's median level, and the gather to 1. To
 * divide by each trace's own level would make the noise of strong traces weak. 0 for dead traces, balanced or not.
 */
function balancingFactors(found: readonly Finding[], isBalanced: boolean): Float64Array {
  const all = found.flatMap((levelsOfSpan) => [...levelsOfSpan])
  const live = all.filter((level) => level > 0).toSorted((a, b) => a - b)
  const median = live[live.length >> 1] ?? 1
  return Float64Array.from(all, (level) => {
    if (level === 0) return 0
    if (!isBalanced) return 1
    const relative = level / median
    return 1 / (median * (relative > LEVEL ? relative / LEVEL : relative < 1 / LEVEL ? relative * LEVEL : 1))
  })
}

function merged(found: readonly Finding[], patchSamples: number): PowerHistogram {
  const histogram = new PowerHistogram(patchSamples / 2 + 1)
  for (const counts of found) histogram.merge(new PowerHistogram(0, counts as Uint32Array<ArrayBuffer>))
  return histogram
}

function noisePower(histogram: PowerHistogram, patchSamples: number): Float64Array {
  return Float64Array.from(
    { length: patchSamples / 2 + 1 },
    (_, bin) => histogram.quantile(bin, NOISE_QUANTILE) / -Math.log(1 - NOISE_QUANTILE),
  )
}

/** The powers of the cells of all patches centred on the span, by bin. */
function histogramOf(task: PassTask): Finding {
  const { spectra, factors } = localOf(task)
  const { span } = task
  const { patches, stft } = spectra
  const frames = spectra.framesOf(task.rows['input']!, span.haloStartTrace, span.haloEndTrace, factors, 0)
  const histogram = new PowerHistogram(stft.nBins)
  for (let frame = 0; frame < stft.nFrames; frame++) {
    for (const group of patches.groupsCentredOn(span.startTrace, span.endTrace)) {
      patches.forward(frames, frame, group)
      forEachCell(patches.cells, group.nPatches * patches.width, patches.nLanes, stft.nBins, (re, im, at, bin) => {
        histogram.add(bin, re[at]! ** 2 + im[at]! ** 2)
      })
    }
  }
  return histogram.counts
}

function estimate(task: PassTask): Finding {
  const { spectra, factors, noise } = localOf(task)
  const { span, rows } = task
  const { patches, stft } = spectra
  const k2 = (task.pass.given['k'] as number) ** 2
  const frames = spectra.framesOf(rows['input']!, span.haloStartTrace, span.haloEndTrace, factors, 0)
  const kept = spectra.emptyFrames(span.startTrace, span.endTrace, 1)
  for (let frame = 0; frame < stft.nFrames; frame++) {
    for (const group of patches.groupsOf(span.startTrace, span.endTrace)) {
      patches.forward(frames, frame, group)
      forEachCell(patches.cells, group.nPatches * patches.width, patches.nLanes, stft.nBins, (re, im, at, bin) => {
        if (re[at]! ** 2 + im[at]! ** 2 > k2 * noise[bin]!) return
        re[at] = 0
        im[at] = 0
      })
      patches.addInverse(kept, frame, group)
    }
  }
  spectra.write(kept, rows['estimate']!, span.startTrace, span.endTrace, null)
  return NOTHING
}

function filter(task: PassTask): Finding {
  const { spectra, factors, noise } = localOf(task)
  const { span, rows } = task
  const { patches, stft } = spectra
  const { haloStartTrace, haloEndTrace, startTrace, endTrace } = span
  const frames = spectra.framesOf(rows['input']!, haloStartTrace, haloEndTrace, factors, 0)
  const estimated = spectra.framesOf(rows['estimate']!, haloStartTrace, haloEndTrace, null, 1)
  const filtered = spectra.emptyFrames(startTrace, endTrace, 2)
  const gains = new Float64Array(8 * patches.width * patches.nLanes)
  for (let frame = 0; frame < stft.nFrames; frame++) {
    for (const group of patches.groupsOf(startTrace, endTrace)) {
      const nRows = group.nPatches * patches.width
      patches.forward(estimated, frame, group)
      forEachCell(patches.cells, nRows, patches.nLanes, stft.nBins, (re, im, at, bin) => {
        const power = re[at]! ** 2 + im[at]! ** 2
        // Without noise everything passes.
        gains[at] = noise[bin] === 0 ? 1 : power / (power + noise[bin]!)
      })
      patches.forward(frames, frame, group)
      forEachCell(patches.cells, nRows, patches.nLanes, stft.nBins, (re, im, at) => {
        re[at] = gains[at]! * re[at]!
        im[at] = gains[at]! * im[at]!
      })
      patches.addInverse(filtered, frame, group)
    }
  }
  const levelsOf = factors.map((factor) => (factor === 0 ? 0 : 1 / factor))
  spectra.write(filtered, rows['output']!, startTrace, endTrace, levelsOf)
  return NOTHING
}

function forEachCell(
  { re, im }: LanePair,
  nRows: number,
  nLanes: number,
  nBins: number,
  visit: (re: Float64Array, im: Float64Array, at: number, bin: number) => void,
): void {
  for (let row = 0; row < nRows; row++) {
    for (let bin = 0; bin < nBins; bin++) visit(re, im, row * nLanes + bin, bin)
  }
}

function localOf({ pass, rows }: PassTask): { spectra: LocalSpectra; factors: Float64Array; noise: Float64Array } {
  const { nSamples, nTraces } = rows['input']!
  const given = pass.given as { factors: Float64Array; patchSamples: number; patchTraces: number; noise?: Float64Array }
  const { factors, patchSamples, patchTraces, noise = NOTHING } = given
  return { spectra: localSpectra({ nSamples, nTraces, patchSamples, patchTraces }), factors, noise }
}
