import type { RecipeStep } from '../../core/recipe.ts'
import { balancePart } from '../balance/gpu-balance.ts'
import type {
  GatherGpuProcess,
  GatherRecording,
  GatherShape,
  GpuLimits,
  PlannedTile,
  StagedProcess,
} from '../gpu-process.ts'
import { keepingNothing, type PlanPart, planOfParts } from '../plan-parts.ts'
import { gpuLateralFrames } from '../wiener/gpu-lateral-frames.ts'
import {
  filterNoisePart,
  filterSpectrum,
  type GpuWienerFilter,
  recordFilterNoise,
  recordFrameLengths,
} from '../wiener/gpu-wiener-filter.ts'
import { lateralFrames } from '../wiener/lateral-frames.ts'
import { type GpuRobustMethod, recordSafeRobust, robustPart } from './gpu-safe-robust.ts'

/** A process of spans on the GPU, as SpanMethod has it. */
export interface GpuSpanMethod {
  readonly staged: StagedProcess
  /** How far from a trace are those that its result depends on. */
  reach(step: RecipeStep): number
}

/** By what the noise's spectrum is found: frames of single traces. */
const SPECTRUM: GpuWienerFilter = {
  reference: lateralFrames,
  part: gpuLateralFrames,
  windowSamples: null,
  shapesOf: (windowSamples) => [{ windowSamples, lateralTraces: 1 }],
}

/** A method of spans made safe from erratic noise, robust-spans.ts, on the GPU: in stages, from plane to plane. */
export function gpuSafeSpans({ staged, reach }: GpuSpanMethod): GatherGpuProcess {
  const partsOf = (step: RecipeStep, shape: GatherShape, limits: GpuLimits): readonly PlanPart[] => {
    const plan = staged.plan(shape, step, limits)
    const method = {
      buffers: plan.buffers,
      gatherBuffers: [],
      planes: [],
      haloTraces: 2 * Math.ceil(reach(step) / 2),
      tileStep: 2,
      kernels: staged.kernels(plan, step),
    }
    return [method, filterNoisePart(SPECTRUM, shape), balancePart(shape), robustPart(shape)].map(keepingNothing)
  }
  return {
    plan: (shape, step, limits) => planOfParts(partsOf(step, shape, limits), step, shape, limits),

    kernels: ({ shape, limits }, step) => partsOf(step, shape, limits).flatMap(({ kernels }) => kernels),

    recordForward() {},

    recordInverse(recording, step) {
      const { plan, take, put } = recording
      const { nRows } = staged.plan(plan.shape, step, plan.limits)
      const method: GpuRobustMethod = {
        noise(plane) {
          recordFrameLengths(recording, [SPECTRUM], { plane, held: 'nothing' })
          recordFilterNoise(recording, SPECTRUM, { plane, held: 'nothing' })
          return filterSpectrum(recording, SPECTRUM)
        },
        filter(input, output) {
          for (const tile of plan.tiles) {
            take(input, tile, 'samples', nRows)
            recordStaged(recording, tile, staged, step)
            put(tile, 'samples', output)
          }
        },
      }
      recordSafeRobust(recording, true, method, 'output')
    },
  }
}

/** `samples` of a tile -> what the method makes of them. */
function recordStaged(
  { plan, recorder, survey, tileBuffer, table }: GatherRecording,
  tile: PlannedTile,
  staged: StagedProcess,
  step: RecipeStep,
): void {
  const recording = {
    shape: plan.shape,
    limits: plan.limits,
    recorder,
    nTraces: tile.haloEndTrace - tile.haloStartTrace,
    survey,
    buffer: (name: string) => tileBuffer(tile, name),
    table,
  }
  staged.recordForward(recording, step)
  staged.recordInverse(recording, step)
}
