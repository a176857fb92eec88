import type { FramePlane } from '../../dsp/lateral-patches.ts'
import { balanceRuns, balancingFactors, undoingFactors } from '../balance/trace-balance.ts'
import type { Finding, GatherPass, PassedGather, Passes, PassRuns, PassTask } from '../gather-process.ts'
import type { CellShape, LateralPart } from './lateral-part.ts'
import { forEachCell, type LateralWork, lateralPass, lateralWork } from './lateral-pass.ts'
import { noisePowers, powerInShape, powerRuns } from './noise-power.ts'
import { patchLength, patchLengthRuns } from './patch-length.ts'

/** What is known of a gather's noise, and how it was measured. */
export interface GatherNoise {
  /** By which its traces are balanced. */
  readonly factors: Float64Array
  readonly windowSamples: number
  /** The noise power of each frequency, in cells of the first shape. */
  readonly power: Float64Array
}

export interface WienerRun {
  /** Planes. In between, planes `estimate` and, where shapes are several, `sum` are used. */
  readonly input: string
  readonly output: string
  readonly k: number
  /** The shapes of cells for a length that is given or found: that length is the first one's. */
  shapesOf(windowSamples: number): readonly [CellShape, ...CellShape[]]
  /** As an earlier run returned it; or it is to be found. */
  readonly noise: GatherNoise | NoiseSearch
}

export type NoiseSearch = {
  /** Null: from the gather's own spectrum. */
  readonly windowSamples: number | null
} & ({ readonly isBalanced: boolean } | { readonly factors: Float64Array })

/**
 * A Wiener filter in two stages. Frames of the balanced gather are seen with their neighbours; a frequency's noise power
 * is that of its weak cells. Cells whose energy exceeds k^2 times the noise give a first estimate (hard thresholding),
 * whose own energies E give the gains E / (E + noise) of the second (empirical Wiener filter: Ghael, Sayeed and Baraniuk
 * 1997). Of several shapes, the mean of all first estimates gives the gains of each, and the mean of what they make of the
 * gather comes out. Returns the noise that it went by.
 */
export function* wienerFilter(part: LateralPart, gather: PassedGather, run: WienerRun): Passes<GatherNoise> {
  const { input, output, k } = run
  const noise = yield* findNoise(part, gather, run)
  const { factors, power } = noise
  const [first, ...others] = run.shapesOf(noise.windowSamples)
  const shapes = [
    { shape: first, power },
    ...others.map((shape) => ({ shape, power: powerInShape(part, power, first, shape) })),
  ]
  const estimate = { reads: { input }, output: 'estimate', given: { k } }
  yield* meanOfShapes('estimate', part, gather, factors, shapes, estimate)
  const filter = { reads: { input, estimate: 'estimate' }, output, given: {} }
  yield* meanOfShapes('filter', part, gather, factors, shapes, filter)
  return noise
}

/** The noise that a run goes by: as it says, or as it is found in its input. */
export function* findNoise(
  part: LateralPart,
  gather: PassedGather,
  { input, shapesOf, noise: search }: Omit<WienerRun, 'k'>,
): Passes<GatherNoise> {
  if ('power' in search) return search
  const factors = 'factors' in search ? search.factors : yield* balancingFactors(gather, input, search.isBalanced)
  const windowSamples = search.windowSamples ?? (yield* patchLength(gather, input, factors))
  const power = yield* noisePowers(gather, input, { part, factors, ...shapesOf(windowSamples)[0] })
  return { factors, windowSamples, power }
}

interface StagePass extends Pick<GatherPass, 'reads' | 'given'> {
  readonly output: string
}

interface NoiseOfShape {
  readonly shape: CellShape
  readonly power: Float64Array
}

/** A pass for each shape, which adds its share to those before: a sum is written where the last one does not lie. */
function* meanOfShapes(
  name: string,
  part: LateralPart,
  gather: PassedGather,
  factors: Float64Array,
  shapes: readonly NoiseOfShape[],
  { reads, output, given }: StagePass,
): Passes {
  const sums = shapes.map((_, i) => ((shapes.length - i) % 2 === 1 ? output : 'sum'))
  for (const [i, { shape, power }] of shapes.entries()) {
    const view = { part, factors, ...shape }
    yield lateralPass(name, gather, view, {
      reads: i === 0 ? reads : { ...reads, sum: sums[i - 1]! },
      writes: { output: sums[i]! },
      given: { ...given, noise: power, share: 1 / shapes.length },
    })
  }
}

/** How its passes go. */
export function wienerRuns(part: LateralPart): PassRuns {
  return {
    ...balanceRuns,
    ...patchLengthRuns,
    ...powerRuns(part),
    [`${part.name} estimate`]: (task) => estimate(task, lateralWork(part, task)),
    [`${part.name} filter`]: (task) => filter(task, lateralWork(part, task)),
  }
}

const NOTHING = new Float64Array(0)

function estimate(task: PassTask, work: LateralWork): Finding {
  const { rows, span, pass } = task
  const { frames, lateral, factors } = work
  const { nFrames, nBins } = frames.stft
  const noise = pass.given['noise'] as Float64Array
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
  return addShare(task, work, kept, null)
}

function filter(task: PassTask, work: LateralWork): Finding {
  const { rows, span, pass } = task
  const { frames, lateral, factors } = work
  const { nFrames, nBins } = frames.stft
  const noise = pass.given['noise'] as Float64Array
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
  return addShare(task, work, filtered, undoingFactors(factors))
}

/** Writes what frames give, each trace times its factor and all times the share, on top of the sum before. */
function addShare(
  { rows, span, pass }: PassTask,
  { frames, factors }: LateralWork,
  made: FramePlane,
  traceFactors: Float64Array | null,
): Finding {
  const { startTrace, endTrace } = span
  const share = pass.given['share'] as number
  const output = rows['output']!
  const shares = factors.map((_, trace) => share * (traceFactors?.[trace] ?? 1))
  frames.write(made, output, startTrace, endTrace, shares)
  const before = rows['sum']
  if (before === undefined) return NOTHING
  for (let i = 0; i < output.nSamples; i++) {
    for (let at = i * output.nTraces + startTrace; at < i * output.nTraces + endTrace; at++) {
      output.samples[at]! += before.samples[at]!
    }
  }
  return NOTHING
}
