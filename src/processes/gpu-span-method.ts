import type { RecipeStep } from '../core/recipe.ts'
import type { GatherRecording, GatherShape, GpuLimits, PlannedTile, StagedProcess } from './gpu-process.ts'
import type { PlanPart } from './plan-parts.ts'

/** A process of spans, as SpanMethod has it, as a part of steps of the whole gather on the GPU: in stages, from plane to plane. */
export interface GpuSpanMethod {
  readonly staged: StagedProcess
  /** How far from a trace are those that its result depends on. */
  reach(step: RecipeStep): number
}

/** What it takes, whatever the step's threshold k. */
export function spanMethodPart(
  { staged, reach }: GpuSpanMethod,
  step: RecipeStep,
  shape: GatherShape,
  limits: GpuLimits,
): PlanPart {
  const plan = staged.plan(shape, step, limits)
  return {
    buffers: plan.buffers,
    gatherBuffers: [],
    planes: [],
    haloTraces: 2 * Math.ceil(reach(step) / 2),
    tileStep: 2,
    kernels: staged.kernels(plan, step),
  }
}

/** A tile of a plane -> `samples`, what a step, whose k is a number, makes of it. */
export function recordSpanMethod(
  { plan, recorder, survey, take, tileBuffer, table }: GatherRecording,
  tile: PlannedTile,
  { staged }: GpuSpanMethod,
  step: RecipeStep,
  plane: string,
): void {
  const { shape, limits } = plan
  take(plane, tile, 'samples', staged.plan(shape, step, limits).nRows)
  const recording = {
    shape,
    limits,
    recorder,
    nTraces: tile.haloEndTrace - tile.haloStartTrace,
    survey,
    findings: null,
    found: null,
    buffer: (name: string) => tileBuffer(tile, name),
    table,
  }
  staged.recordForward(recording, step)
  staged.recordInverse(recording, step)
}
