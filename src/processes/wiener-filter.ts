import type { Finding, PassedGather, Passes, PassRuns, PassTask } from './gather-process.ts'
import type { LateralPart } from './lateral-part.ts'
import { forEachCell, type LateralWork, lateralPass, lateralWork } from './lateral-pass.ts'
import { noisePowers, powerRuns } from './noise-power.ts'
import { patchLength, patchLengthRuns } from './patch-length.ts'
import { balanceRuns, balancingFactors, undoingFactors } from './trace-balance.ts'

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
  const view = { part, factors, windowSamples, lateralTraces }
  yield lateralPass('estimate', gather, view, {
    reads: { input },
    writes: { estimate: 'estimate' },
    given: { noise: power, k },
  })
  yield lateralPass('filter', gather, view, {
    reads: { input, estimate: 'estimate' },
    writes: { output },
    given: { noise: power },
  })
  return noise
}

function* findNoise(
  part: LateralPart,
  gather: PassedGather,
  { input, lateralTraces }: WienerRun,
  search: NoiseSearch,
): Passes<GatherNoise> {
  const factors = yield* balancingFactors(gather, input, search.isBalanced)
  const windowSamples = search.windowSamples ?? (yield* patchLength(gather, input, factors))
  const power = yield* noisePowers(gather, input, { part, factors, windowSamples, lateralTraces })
  return { factors, windowSamples, power }
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

function estimate({ rows, span, pass }: PassTask, { frames, lateral, factors }: LateralWork): Finding {
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
  frames.write(kept, rows['estimate']!, span.startTrace, span.endTrace, null)
  return NOTHING
}

function filter({ rows, span, pass }: PassTask, { frames, lateral, factors }: LateralWork): Finding {
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
  frames.write(filtered, rows['output']!, startTrace, endTrace, undoingFactors(factors))
  return NOTHING
}
