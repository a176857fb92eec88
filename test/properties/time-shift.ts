/** What a shift in time does to a step's result, for any engine. */
import fc from 'fast-check'
import type { Gather } from '../../src/core/gather.ts'
import type { RecipeStep } from '../../src/core/recipe.ts'
import { processOf } from '../../src/processes/methods.ts'
import { type ArrayComparison, compareArrays } from '../compare-arrays.ts'
import { largestOf } from '../gathers.ts'
import { anyGather, anyStep, type GatherDraw, type Given, gatherOfDraw, holds, isSmall } from './arbitraries.ts'
import type { TestedEngine } from './engines.ts'

/** Sample i of the result is sample i - shift of the gather, which goes round. */
export function shiftedRound<Block extends Pick<Gather, 'nTraces' | 'samples'>>(block: Block, shift: number): Block {
  const { samples, nTraces } = block
  const { length } = samples
  const from = (at: number) => (((at - shift * nTraces) % length) + length) % length
  return { ...block, samples: samples.map((_, at) => samples[from(at)]!) }
}

/** process(shifted gather) against shifted process(gather), over samples [startSample, endSample). */
export async function compareShifted(
  gather: Gather,
  step: RecipeStep,
  shift: number,
  engine: TestedEngine,
  [startSample, endSample]: readonly [number, number] = [0, gather.nSamples],
): Promise<ArrayComparison> {
  const { nTraces } = gather
  const [actual, still] = [await engine.process(shiftedRound(gather, shift), step), await engine.process(gather, step)]
  const inside = (samples: Float32Array) => samples.subarray(startSample * nTraces, endSample * nTraces)
  const tolerance = { absolute: engine.roundingOf(step) * largestOf(gather.samples, still.samples), columns: nTraces }
  return compareArrays(inside(actual.samples), inside(shiftedRound(still, shift).samples), tolerance)
}

interface Shift {
  readonly step: RecipeStep
  readonly gather: GatherDraw
  readonly shift: number
  readonly samples?: readonly [number, number]
}

async function shifts(anyShift: fc.Arbitrary<Shift>, engine: TestedEngine, numRuns: number): Promise<void> {
  const anySmall = anyShift.filter(({ step, gather }) => isSmall(step, gather) && engine.suits(step, gather))
  const property = fc.asyncProperty(anySmall, async ({ step, gather, shift, samples }) => {
    const { matches, report } = await compareShifted(gatherOfDraw(gather), step, shift, engine, samples)
    if (!matches) throw new Error(report)
  })
  await holds(property, Math.ceil(engine.share * numRuns))
}

const anyRound = (step: RecipeStep, nSamples: number): fc.Arbitrary<Shift> =>
  fc.record({
    step: fc.constant(step),
    gather: anyGather({ nSamples: [nSamples, nSamples], nTraces: [1, 9] }),
    shift: fc.integer({ min: 1, max: nSamples }),
  })

/** The swt of a length that 2^level divides is that of a signal that goes round. */
export function swtGoesRound(engine: TestedEngine, numRuns: number): Promise<void> {
  const given: Given = {
    ...engine.given,
    transform: ['swt'],
    level: engine.given['level'] ?? [1, 2, 3, 4, 5],
    padding: ['reflect'],
  }
  const anyShift = anyStep(processOf('wavelet-denoise'), given).chain((step) => {
    const unit = 2 ** Number(step['level'])
    return fc.integer({ min: 1, max: Math.max(1, 96 / unit) }).chain((units) => anyRound(step, units * unit))
  })
  return shifts(anyShift, engine, numRuns)
}

/** So is the S-transform of any length, as long as no mean over time ends at the ends. */
export function stransformGoesRound(engine: TestedEngine, numRuns: number): Promise<void> {
  // With protection, for without it the phase of a cell of next to nothing, which is rounding, becomes that of a large one.
  const given: Given = { ...engine.given, transform: ['stransform'], timeSmoothing: [1], protection: ['never-inflate'] }
  const anyShift = anyStep(processOf('tf-denoise'), given).chain((step) =>
    fc.integer({ min: 2, max: 60 }).chain((nSamples) => anyRound(step, nSamples)),
  )
  return shifts(anyShift, engine, numRuns)
}

/** Frames of the STFT move with whole hops; a sample is as before where all frames that it depends on lie inside. */
export function stftMovesByHops(engine: TestedEngine, numRuns: number): Promise<void> {
  const given: Given = {
    ...engine.given,
    transform: ['stft'],
    windowSamples: [16, 30, 64],
    timeSmoothing: [1, 2, 3, 4],
  }
  const anyShift = anyStep(processOf('tf-denoise'), given).chain((step) => {
    const [window, hop] = [Number(step['windowSamples']), Number(step['hopSamples'])]
    const reach = window + Math.ceil(Number(step['timeSmoothing']) / 2) * hop
    return fc
      .record({ hops: fc.integer({ min: 1, max: 3 }), rest: fc.integer({ min: 1, max: 40 }) })
      .chain(({ hops, rest }) => {
        const shift = hops * hop
        const nSamples = shift + 2 * reach + rest
        const gather = anyGather({ nSamples: [nSamples, nSamples], nTraces: [1, 9] })
        const samples = [shift + reach, nSamples - reach] as const
        return gather.map((draw): Shift => ({ step, gather: draw, shift, samples }))
      })
  })
  return shifts(anyShift, engine, numRuns)
}
