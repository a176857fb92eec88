import type { RecipeStep } from '../../core/recipe.ts'
import { balancePart, recordBalance } from '../balance/gpu-balance.ts'
import type { GatherGpuProcess, GatherRecording, GatherShape, GpuFigures, PlannedTile } from '../gpu-process.ts'
import { keepingFindings, keepingNothing, type PlanPart, planOfParts } from '../plan-parts.ts'
import { protectionPart, recordProtected } from '../protection/gpu-protection.ts'
import { noiseProbePart, recordNoiseSpectrum, recordProbe } from '../risk/gpu-noise-probe.ts'
import { recordPlaneSum } from '../risk/gpu-plane-sum.ts'
import { recordErrors, recordErrorTotals } from '../risk/gpu-risk.ts'
import { type GpuRobustMethod, recordSafeRobust, robustPart } from '../robust/gpu-safe-robust.ts'
import { fkPatches } from '../wiener/fk-patches.ts'
import { gpuFkPatches } from '../wiener/gpu-fk-patches.ts'
import { gpuLateralFrames } from '../wiener/gpu-lateral-frames.ts'
import {
  type FilterInput,
  filterSpectrum,
  type GpuWienerFilter,
  recordFilterNoise,
  recordFrameLengths,
  recordWienerFilter,
  WIENER_TILE,
  wienerFilterPart,
} from '../wiener/gpu-wiener-filter.ts'
import {
  bestWeightsPart,
  FIGURES_AT,
  N_FIGURES,
  recordBestWeights,
  recordSafeWeights,
  safeWeightsPart,
} from './gpu-best-weights.ts'
import { LONGEST, MOST_OUTLIERS, methodsOf } from './methods.ts'
import { autoDenoiseParams } from './params.ts'

interface GpuMethod extends GpuWienerFilter {
  readonly name: string
  readonly plane: string
  readonly k: number
}

const METHODS: readonly GpuMethod[] = methodsOf(LONGEST).map(({ part, k }, m) => ({
  name: `method ${m}`,
  plane: `method ${m}`,
  k,
  reference: part,
  part: part === fkPatches ? gpuFkPatches : gpuLateralFrames,
  windowSamples: null,
  shapesOf: (length) => [methodsOf(Math.min(LONGEST, length))[m]!.shape],
}))

const PLANES = METHODS.map(({ plane }) => plane)

/** What the robust mode goes by. */
const USUAL: GpuWienerFilter = {
  name: 'usual',
  reference: fkPatches,
  part: gpuFkPatches,
  windowSamples: null,
  shapesOf: (windowSamples) => [{ ...methodsOf(0)[0]!.shape, windowSamples }],
}
const USUAL_K = methodsOf(0)[0]!.k
/** Where its result is left. */
const SAFE_PLANE = 'filtered'

/** The weighted sum of Wiener filters, as the twin has it. */
export const autoDenoiseGpu: GatherGpuProcess = {
  figures: (step) => (isRobust(step) ? SAFE_FIGURES : FIGURES),

  plan: (shape, step, limits) => planOfParts(partsOf(shape, step), step, shape, limits),

  kernels: ({ shape }, step) => partsOf(shape, step).flatMap(({ kernels }) => kernels),

  recordForward(recording, step) {
    if (isRobust(step)) return
    // The balance leaves the samples of the only tile there.
    recordBalance(recording, true)
    recordNoises(recording, { plane: 'input', held: 'samples' })
  },

  recordInverse(recording, step) {
    const { plan, buffer, put } = recording
    const { protectSignal } = autoDenoiseParams(step)
    if (isRobust(step)) {
      recordUsual(recording)
      recordNoises(recording, { plane: 'cleaned', held: 'nothing' })
      recordWeights(recording, 'cleaned')
      recordSafeWeights(recording, recording.figures!)
    } else {
      recordWeights(recording, 'input')
    }
    const planes = isRobust(step) ? [...PLANES, SAFE_PLANE] : PLANES
    for (const tile of plan.tiles) {
      recordPlaneSum(recording, tile, planes, buffer('weights'), { term: 'estimate', sum: 'result' })
      put(tile, 'result', protectSignal ? 'result' : 'output')
    }
    if (!protectSignal) return
    // The protection has its own balance.
    if (isRobust(step)) recordBalance(recording, true)
    recordProtected(recording, { plane: 'result', isHeld: false, means: 'kept' })
  },
}

function isRobust(step: RecipeStep): boolean {
  return autoDenoiseParams(step).robust !== 'off'
}

function recordNoises(recording: GatherRecording, input: FilterInput): void {
  recordFrameLengths(recording, METHODS, input)
  for (const method of METHODS) recordFilterNoise(recording, method, input)
}

/** The f-k filter made safe: `input` -> planes `cleaned` and SAFE_PLANE. */
function recordUsual(recording: GatherRecording): void {
  const method: GpuRobustMethod = {
    noise(plane) {
      recordFrameLengths(recording, [USUAL], { plane, held: 'nothing' })
      recordFilterNoise(recording, USUAL, { plane, held: 'nothing' })
      return filterSpectrum(recording, USUAL)
    },
    filter(plane, output) {
      const run = { input: { plane, held: 'nothing' }, k: USUAL_K } as const
      recordWienerFilter(recording, USUAL, run, (tile) => recording.put(tile, 'result', output))
    },
  }
  recordSafeRobust(recording, true, method, { to: SAFE_PLANE, shareAt: FIGURES_AT.outlierShare })
}

/** A plane, in which noise was found -> what the methods make of it, and their `weights`. */
function recordWeights(recording: GatherRecording, input: 'input' | 'cleaned'): void {
  const { put } = recording
  const figures = recording.figures!
  const run = (method: GpuMethod, plane: string, use: (tile: PlannedTile) => void) =>
    recordWienerFilter(recording, method, { input: { plane, held: 'nothing' }, k: method.k }, use)
  for (const method of METHODS) run(method, input, (tile) => put(tile, 'result', method.plane))
  recordNoiseSpectrum(recording, { input, output: PLANES[0]! }, figures)
  recordProbe(recording, { plain: input, probed: 'probe' })
  for (const [m, method] of METHODS.entries()) {
    run(method, 'probe', (tile) => recordErrors(recording, tile, { input, output: method.plane }, WIENER_TILE))
    recordErrorTotals(recording, m)
  }
  const frames = filterSpectrum(recording, METHODS[0]!).shape
  recordBestWeights(recording, { input, outputs: PLANES, frames }, figures)
}

function partsOf(shape: GatherShape, step: RecipeStep): readonly PlanPart[] {
  const parts = [
    ...METHODS.map((method) => wienerFilterPart(method, shape)),
    balancePart(shape),
    noiseProbePart(shape),
    bestWeightsPart(shape, PLANES),
    ...(autoDenoiseParams(step).protectSignal ? [protectionPart(shape)] : []),
  ]
  if (!isRobust(step)) return parts.map(keepingFindings)
  return [...parts, wienerFilterPart(USUAL, shape), robustPart(shape), safeWeightsPart()].map(keepingNothing)
}

const FIGURES: GpuFigures = {
  nValues: N_FIGURES,
  read(values) {
    const { sure, sureOfSum, weights, windowSamples } = FIGURES_AT
    return {
      methods: methodsOf(values[windowSamples]!).map(({ name }) => name),
      sure: [...values.slice(sure, sureOfSum)],
      weights: [...values.slice(weights, windowSamples)],
      sureOfSum: values[sureOfSum]!,
      noise: values[0] === 1 ? 'coloured' : 'white',
    }
  },
}

const SAFE_FIGURES: GpuFigures = {
  ...FIGURES,
  read(values, unit) {
    const outlierShare = values[FIGURES_AT.outlierShare]!
    if (outlierShare > MOST_OUTLIERS) return { methods: ['f-k'], weights: [1], outlierShare }
    return { ...FIGURES.read(values, unit), outlierShare }
  },
}
