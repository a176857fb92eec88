import type { LanePair } from '../dsp/lane-fft.ts'
import type { FramePlane, PatchGroup } from '../dsp/lateral-patches.ts'
import { PowerHistogram } from '../dsp/power-histogram.ts'
import type { Finding, GatherPass, PassedGather, Passes, PassRuns, PassTask } from './gather-process.ts'
import { mergedHistogram, noisePowers } from './noise-power.ts'
import { patchLength, SURVEY_SAMPLES } from './patch-length.ts'
import { balanceRuns, balancingFactors, undoingFactors } from './trace-balance.ts'
import { framesBytesPerTrace, type TraceFrames, traceFrames } from './trace-frames.ts'

/** How the frames of neighbouring traces are seen together. */
export interface LateralPart {
  /** Begins the names of the passes. */
  readonly name: string
  /** Which part of the powers is taken for noise alone. */
  readonly noiseQuantile: number
  /** Lateral traces where the patch length is to be found. */
  readonly surveyTraces: number
  /** How far from a trace are those that matter to it. */
  reach(lateralTraces: number): number
  /** Those of a gather whose traces are balanced by `factors`, 0 for the dead. */
  cellsOf(shape: LateralShape, factors: Float64Array): LateralCells
}

export interface LateralShape {
  readonly nTraces: number
  readonly windowSamples: number
  readonly lateralTraces: number
}

/** Cells of frames in groups, such that all groups, transformed and transformed back, add up to the frames again. */
export interface LateralCells {
  /** Rows of nLanes numbers, of which the first nBins are the bins. */
  readonly cells: LanePair
  readonly nLanes: number
  /** Groups that traces [startTrace, endTrace) are made of, in part. */
  groupsOf(startTrace: number, endTrace: number): readonly PatchGroup[]
  /** Groups such that spans that cover a gather have each once. */
  groupsCentredOn(startTrace: number, endTrace: number): readonly PatchGroup[]
  rowsOf(group: PatchGroup): number
  /** Fills `cells` from a frame of the plane. */
  forward(plane: FramePlane, frame: number, group: PatchGroup): void
  /** By which each of `cells` is judged, as `forward` has filled them. */
  energies(group: PatchGroup): Float64Array
  /** Adds what `cells` give to a frame of the plane. */
  addInverse(plane: FramePlane, frame: number, group: PatchGroup): void
}

/** What is known of a gather's noise, and how it was measured. */
export interface GatherNoise {
  /** By which its traces are balanced. */
  readonly factors: Float64Array
  readonly windowSamples: number
  /** The noise power of each frequency. */
  readonly power: Float64Array
}

export interface WienerRun {
  /** Planes. In between, plane `estimate` is used. */
  readonly input: string
  readonly output: string
  readonly k: number
  readonly lateralTraces: number
  /** As an earlier run returned it; or it is to be found. */
  readonly noise: GatherNoise | NoiseSearch
}

export interface NoiseSearch {
  readonly isBalanced: boolean
  /** Null: from the gather's own spectrum. */
  readonly windowSamples: number | null
}

/**
 * A Wiener filter in two stages. Frames of the balanced gather are seen with their neighbours; a frequency's noise power
 * is that of its weak cells. Cells whose energy exceeds k^2 times the noise give a first estimate (hard thresholding),
 * whose own energies E give the gains E / (E + noise) of the second (empirical Wiener filter: Ghael, Sayeed and Baraniuk
 * 1997). Returns the noise that it went by.
 */
export function* wienerFilter(part: LateralPart, gather: PassedGather, run: WienerRun): Passes<GatherNoise> {
  const { input, output, k, lateralTraces } = run
  const noise = 'power' in run.noise ? run.noise : yield* findNoise(part, gather, run, run.noise)
  const { factors, windowSamples, power } = noise
  const pass = localPass(part, gather, { factors, windowSamples, lateralTraces })
  yield pass('estimate', { reads: { input }, writes: { estimate: 'estimate' }, given: { noise: power, k } })
  yield pass('filter', { reads: { input, estimate: 'estimate' }, writes: { output }, given: { noise: power } })
  return noise
}

function* findNoise(
  part: LateralPart,
  gather: PassedGather,
  { input, lateralTraces }: WienerRun,
  search: NoiseSearch,
): Passes<GatherNoise> {
  const factors = yield* balancingFactors(gather, input, search.isBalanced)
  const reads = { input }
  const survey = { factors, windowSamples: SURVEY_SAMPLES, lateralTraces: part.surveyTraces }
  const windowSamples =
    search.windowSamples ??
    patchLength(
      mergedHistogram(yield localPass(part, gather, survey)('noise', { reads }), SURVEY_SAMPLES / 2 + 1),
      part.noiseQuantile,
    )
  const nBins = windowSamples / 2 + 1
  const found = yield localPass(part, gather, { factors, windowSamples, lateralTraces })('noise', { reads })
  return { factors, windowSamples, power: noisePowers(mergedHistogram(found, nBins), nBins, part.noiseQuantile) }
}

type LocalGiven = Omit<LateralShape, 'nTraces'> & { readonly factors: Float64Array }

function localPass(part: LateralPart, { nSamples }: PassedGather, local: LocalGiven) {
  return (
    name: string,
    { reads, writes = {}, given = {} }: Pick<GatherPass, 'reads'> & Partial<Pick<GatherPass, 'writes' | 'given'>>,
  ): GatherPass => ({
    name: `${part.name} ${name}`,
    reads,
    writes,
    haloTraces: part.reach(local.lateralTraces),
    bytesPerTrace: framesBytesPerTrace(nSamples),
    given: { ...local, ...given },
  })
}

/** How the passes of `wienerFilter` go. */
export function wienerRuns(part: LateralPart): PassRuns {
  return {
    ...balanceRuns,
    [`${part.name} noise`]: (task) => countPowers(task, localOf(part, task)),
    [`${part.name} estimate`]: (task) => estimate(task, localOf(part, task)),
    [`${part.name} filter`]: (task) => filter(task, localOf(part, task)),
  }
}

const NOTHING = new Float64Array(0)

interface Local {
  readonly frames: TraceFrames
  readonly lateral: LateralCells
  readonly factors: Float64Array
  readonly noise: Float64Array
}

function localOf(part: LateralPart, { pass, rows }: PassTask): Local {
  const { nSamples, nTraces } = rows['input']!
  const given = pass.given as unknown as LocalGiven & { readonly noise?: Float64Array }
  const { factors, windowSamples, lateralTraces, noise = NOTHING } = given
  const lateral = part.cellsOf({ nTraces, windowSamples, lateralTraces }, factors)
  return { frames: traceFrames({ nSamples, windowSamples }), lateral, factors, noise }
}

/** The powers of the cells of all groups centred on the span, by bin. */
function countPowers({ rows, span }: PassTask, { frames, lateral, factors }: Local): Finding {
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

function estimate({ rows, span, pass }: PassTask, { frames, lateral, factors, noise }: Local): Finding {
  const { nFrames, nBins } = frames.stft
  const k2 = (pass.given['k'] as number) ** 2
  const input = frames.of(rows['input']!, span.haloStartTrace, span.haloEndTrace, factors, 0)
  const kept = frames.empty(span.startTrace, span.endTrace, 1)
  for (let frame = 0; frame < nFrames; frame++) {
    for (const group of lateral.groupsOf(span.startTrace, span.endTrace)) {
      lateral.forward(input, frame, group)
      const energies = lateral.energies(group)
      forEachCell(lateral, group, nBins, ({ re, im }, at, bin) => {
        if (energies[at]! > k2 * noise[bin]!) return
        re[at] = 0
        im[at] = 0
      })
      lateral.addInverse(kept, frame, group)
    }
  }
  frames.write(kept, rows['estimate']!, span.startTrace, span.endTrace, null)
  return NOTHING
}

function filter({ rows, span }: PassTask, { frames, lateral, factors, noise }: Local): Finding {
  const { nFrames, nBins } = frames.stft
  const { haloStartTrace, haloEndTrace, startTrace, endTrace } = span
  const input = frames.of(rows['input']!, haloStartTrace, haloEndTrace, factors, 0)
  const estimated = frames.of(rows['estimate']!, haloStartTrace, haloEndTrace, null, 1)
  const filtered = frames.empty(startTrace, endTrace, 2)
  for (let frame = 0; frame < nFrames; frame++) {
    for (const group of lateral.groupsOf(startTrace, endTrace)) {
      lateral.forward(estimated, frame, group)
      const energies = lateral.energies(group)
      lateral.forward(input, frame, group)
      forEachCell(lateral, group, nBins, ({ re, im }, at, bin) => {
        // Without noise everything passes.
        const gain = noise[bin] === 0 ? 1 : energies[at]! / (energies[at]! + noise[bin]!)
        re[at] = gain * re[at]!
        im[at] = gain * im[at]!
      })
      lateral.addInverse(filtered, frame, group)
    }
  }
  frames.write(filtered, rows['output']!, startTrace, endTrace, undoingFactors(factors))
  return NOTHING
}

function forEachCell(
  lateral: LateralCells,
  group: PatchGroup,
  nBins: number,
  visit: (cells: LanePair, at: number, bin: number) => void,
): void {
  const { cells, nLanes } = lateral
  const nRows = lateral.rowsOf(group)
  for (let row = 0; row < nRows; row++) {
    for (let bin = 0; bin < nBins; bin++) visit(cells, row * nLanes + bin, bin)
  }
}
