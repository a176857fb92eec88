import type { RecipeStep } from '../../core/recipe.ts'
import { balancePart, recordBalance } from '../balance/gpu-balance.ts'
import type { GatherGpuProcess, GatherShape, GpuFigures, PlannedTile } from '../gpu-process.ts'
import { keepingFindings, type PlanPart, planOfParts } from '../plan-parts.ts'
import { protectionPart, recordProtected } from '../protection/gpu-protection.ts'
import { noiseProbePart, recordNoiseSpectrum, recordProbe } from '../risk/gpu-noise-probe.ts'
import { recordPlaneSum } from '../risk/gpu-plane-sum.ts'
import { recordErrors, recordErrorTotals } from '../risk/gpu-risk.ts'
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
import { bestWeightsPart, FIGURES_AT, N_FIGURES, recordBestWeights } from './gpu-best-weights.ts'
import { LONGEST, methodsOf } from './methods.ts'
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

/** The weighted sum of Wiener filters, as the twin has it. */
export const autoDenoiseGpu: GatherGpuProcess = {
  computes: (step) => autoDenoiseParams(step).robust === 'off',

  figures: () => FIGURES,

  plan: (shape, step, limits) => planOfParts(partsOf(shape, step), step, shape, limits),

  kernels: ({ shape }, step) => partsOf(shape, step).flatMap(({ kernels }) => kernels),

  recordForward(recording) {
    // The balance leaves the samples of the only tile there.
    const input: FilterInput = { plane: 'input', held: 'samples' }
    recordBalance(recording, true)
    recordFrameLengths(recording, METHODS, input)
    for (const method of METHODS) recordFilterNoise(recording, method, input)
  },

  recordInverse(recording, step) {
    const { plan, buffer, put } = recording
    const figures = recording.figures!
    const { protectSignal } = autoDenoiseParams(step)
    const run = (method: GpuMethod, plane: string, use: (tile: PlannedTile) => void) =>
      recordWienerFilter(recording, method, { input: { plane, held: 'nothing' }, k: method.k }, use)
    for (const method of METHODS) run(method, 'input', (tile) => put(tile, 'result', method.plane))
    recordNoiseSpectrum(recording, { input: 'input', output: PLANES[0]! }, figures)
    recordProbe(recording, { plain: 'input', probed: 'probe' })
    for (const [m, method] of METHODS.entries()) {
      run(method, 'probe', (tile) =>
        recordErrors(recording, tile, { input: 'input', output: method.plane }, WIENER_TILE),
      )
      recordErrorTotals(recording, m)
    }
    const frames = filterSpectrum(recording, METHODS[0]!).shape
    recordBestWeights(recording, { input: 'input', outputs: PLANES, frames }, figures)
    for (const tile of plan.tiles) {
      recordPlaneSum(recording, tile, PLANES, buffer('weights'), { term: 'estimate', sum: 'result' })
      put(tile, 'result', protectSignal ? 'result' : 'output')
    }
    if (protectSignal) recordProtected(recording, { plane: 'result', isHeld: false, means: 'kept' })
  },
}

function partsOf(shape: GatherShape, step: RecipeStep): readonly PlanPart[] {
  const parts = [
    ...METHODS.map((method) => wienerFilterPart(method, shape)),
    balancePart(shape),
    noiseProbePart(shape),
    bestWeightsPart(shape, PLANES),
    ...(autoDenoiseParams(step).protectSignal ? [protectionPart(shape)] : []),
  ]
  return parts.map(keepingFindings)
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
