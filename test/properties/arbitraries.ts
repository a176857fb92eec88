/**
 * What the properties draw from: steps from the registry's own schemas, so that a process added later is drawn from
 * without a line here, and gathers as short descriptions, so that a counterexample can be read.
 */
import fc from 'fast-check'
import { isSeisError } from '../../src/core/errors.ts'
import type { Gather } from '../../src/core/gather.ts'
import type { ParamValue, RecipeStep } from '../../src/core/recipe.ts'
import { spanReferenceOf } from '../../src/processes/methods.ts'
import type { Process } from '../../src/processes/process.ts'
import { parseStep } from '../../src/processes/recipe.ts'
import { processes } from '../../src/processes/registry.ts'
import { automaticOf, type NumberParam, type Param } from '../../src/processes/schema.ts'
import { makeGather, noise, signalWithNoise } from '../gathers.ts'
import { isSpanProcess, type SpanProcess } from '../span-process.ts'

/** The one seed of all properties: a failure comes again. Another number draws other cases. */
const SEED = 20261125

/**
 * Runs a property `numRuns` times, the same cases every time; a failure throws with the smallest counterexample that
 * was found within the time a test has.
 */
export async function holds<Ts>(property: fc.IAsyncProperty<Ts>, numRuns: number): Promise<void> {
  const limits = { interruptAfterTimeLimit: 50_000, markInterruptAsFailure: true }
  await fc.assert(property, { seed: SEED, numRuns, ...limits })
}

/** Each process of the registry that goes by spans of traces, with its name, for a test of each. */
export const PROCESSES = processes.flatMap((process): readonly (readonly [string, SpanProcess])[] =>
  isSpanProcess(process) ? [[process.definition.name, process]] : [],
)

/** Values to choose from instead of all legal ones, by key; keys that a process does not have are of no account. */
export type Given = Readonly<Record<string, readonly ParamValue[]>>

/** Any legal value of a parameter: mostly what its slider gives, sometimes its limits, its default, or null. */
function anyValue(param: Param): fc.Arbitrary<ParamValue> {
  switch (param.kind) {
    case 'flag':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...param.choices.map((choice) => choice.value))
    case 'number': {
      const { min, max, sliderMin = min, sliderMax = max, minIsExclusive = false } = param
      const ends = fc.constantFrom(...(minIsExclusive ? [max] : [min, max]))
      const automatic = automaticOf(param)
      const others = fc.constantFrom(param.default, ...(automatic === null ? [] : [automatic.value]))
      return fc.oneof({ weight: 6, arbitrary: between(param, sliderMin, sliderMax) }, ends, others)
    }
  }
}

function between({ whole, sliderStep }: NumberParam, low: number, high: number): fc.Arbitrary<number> {
  if (whole === undefined) {
    const max = Math.floor((high - low) / sliderStep)
    return fc.integer({ min: 0, max }).map((steps) => Math.min(high, low + steps * sliderStep))
  }
  if (whole === 'any') return fc.integer({ min: low, max: high })
  const rest = whole === 'odd' ? 1 : 0
  const [min, max] = [Math.ceil((low - rest) / 2), Math.floor((high - rest) / 2)]
  return fc.integer({ min, max }).map((half) => 2 * half + rest)
}

/** Values with which steps go by spans of traces, where else they may go by the whole gather. */
const OF_SPANS: Given = { robust: ['off'] }

/** Any step of a process that a recipe may hold and that goes by spans of traces. */
export function anyStep({ definition, wholeGather }: Process, given: Given = {}): fc.Arbitrary<RecipeStep> {
  const values = definition.params.map((param): [string, fc.Arbitrary<ParamValue>] => {
    const choices = { ...OF_SPANS, ...given }[param.key]
    return [param.key, choices === undefined ? anyValue(param) : fc.constantFrom(...choices)]
  })
  return fc
    .record(Object.fromEntries(values))
    .map((drawn): RecipeStep => ({ process: definition.name, ...drawn }))
    .filter((step) => isLegal(step) && wholeGather?.includes(step) !== true)
}

/** Any step of any of these processes. */
export function anyStepOfAll(given: Given = {}): fc.Arbitrary<RecipeStep> {
  return fc.constantFrom(...PROCESSES).chain(([, process]) => anyStep(process, given))
}

/** Whether a recipe may hold it: a definition may refuse combinations of legal values. */
export function isLegal(step: RecipeStep): boolean {
  try {
    parseStep(step, 0)
    return true
  } catch (error) {
    if (isSeisError(error)) return false
    throw error
  }
}

/** A gather in a few words. */
export interface GatherDraw {
  readonly nSamples: number
  readonly nTraces: number
  readonly kind: 'noise' | 'waves' | 'spikes' | 'whole numbers'
  readonly seed: number
  /** Its amplitudes are about 2^exponent. */
  readonly exponent: number
}

type Range = readonly [min: number, max: number]

export interface GatherBounds {
  readonly nSamples: Range
  readonly nTraces: Range
  readonly exponent?: Range
}

export function anyGather({ nSamples, nTraces, exponent = [0, 0] }: GatherBounds): fc.Arbitrary<GatherDraw> {
  const within = ([min, max]: Range) => fc.integer({ min, max })
  return fc.record({
    nSamples: within(nSamples),
    nTraces: within(nTraces),
    kind: fc.constantFrom('noise', 'waves', 'spikes', 'whole numbers'),
    seed: fc.nat(999),
    exponent: within(exponent),
  })
}

export function gatherOfDraw({ nSamples, nTraces, kind, seed, exponent }: GatherDraw): Gather {
  const at = (i: number, j: number): number => {
    const random = noise(i, j + 1000 * seed)
    switch (kind) {
      case 'noise':
        return random
      case 'waves':
        // Every seventh trace is loud, as a bad one is.
        return signalWithNoise(i, j + seed) * ((j + seed) % 7 === 0 ? 8 : 1)
      case 'spikes':
        return random > 0.8 ? random : 0
      case 'whole numbers':
        return Math.round(4 * random)
    }
  }
  return makeGather(nSamples, nTraces, (i, j) => at(i, j) * 2 ** exponent)
}

/** Whether a step keeps a test short: at most so many bytes of forward transform for all traces. */
export function isSmall(
  step: RecipeStep,
  { nSamples, nTraces }: Pick<GatherDraw, 'nSamples' | 'nTraces'>,
  bytes = 2 ** 19,
): boolean {
  return spanReferenceOf(step).analysisBytesPerTrace(nSamples, step) * nTraces <= bytes
}
