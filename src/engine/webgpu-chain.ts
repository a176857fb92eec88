import { SeisError } from '../core/errors.ts'
import type { Recipe, RecipeStep } from '../core/recipe.ts'
import type { BufferPool } from '../gpu/buffers.ts'
import type { ConstantTables } from '../gpu/constant-tables.ts'
import type { KernelSpec } from '../gpu/kernel.ts'
import type { BufferSlice, PassRecorder } from '../gpu/recorder.ts'
import { type TraceTile, type TraceTiles, tileSlice } from '../gpu/trace-tiles.ts'
import type {
  FusedPlan,
  FusedRecording,
  GatherShape,
  GpuLimits,
  PlannedTile,
  StepPlan,
  TileRecording,
  TraceSlice,
} from '../processes/gpu-process.ts'
import type { Process } from '../processes/process.ts'
import { processOf } from '../processes/recipe.ts'
import { forwardValues } from '../processes/schema.ts'
import { acquireTiles, type GpuGather, PUT, TAKE } from './webgpu-gather.ts'

export interface PlannedStep {
  readonly step: RecipeStep
  readonly process: Process
  readonly plan: StepPlan | FusedPlan
  /** Equal keys: the same result from the same input. */
  readonly stepKey: string
  /** Equal keys: the same forward transform of the same input, in the same tiles. */
  readonly forwardKey: string
}

interface StepState {
  readonly planned: PlannedStep
  readonly output: TraceTiles
  /** Kept buffers of each tile, by name; null when the budget did not allow it, or the step is fused. */
  readonly kept: readonly ReadonlyMap<string, GPUBuffer>[] | null
}

export interface ChainResult {
  readonly after: TraceTiles
  readonly forwardsReused: number
}

interface ChainTools {
  readonly pool: BufferPool
  readonly tables: ConstantTables
  readonly recorder: PassRecorder
  readonly limits: GpuLimits
  /** Forward transforms may hold this many bytes between runs. */
  readonly keptBytes: number
  /** Called with buffers that someone may still be drawing from. */
  retire(buffers: readonly GPUBuffer[]): void
}

/** Plans every step; throws bad-recipe for an unknown process and `gpu` for what does not fit the adapter. */
export function planChain(recipe: Recipe, shape: GatherShape, limits: GpuLimits): readonly PlannedStep[] {
  return recipe.steps.map((step, index) => {
    const process = processOf(step.process, `step ${index + 1}`)
    const plan = process.gpu.fused.plan(shape, step, limits) ?? process.gpu.staged.plan(shape, step, limits)
    const forwardKey = JSON.stringify([forwardValues(process.definition, step), plan.tiles])
    return { step, process, plan, stepKey: JSON.stringify([step, plan.tiles]), forwardKey }
  })
}

export function kernelsOfChain(chain: readonly PlannedStep[]): readonly KernelSpec[] {
  const ofSteps = chain.flatMap(({ process, plan, step }) =>
    plan.kind === 'fused' ? process.gpu.fused.kernels(plan, step) : process.gpu.staged.kernels(plan, step),
  )
  return [TAKE, PUT, ...ofSteps]
}

/** Whether the gather must be surveyed before the chain runs; if not, its first step counts bad samples. */
export function needsSurvey(chain: readonly PlannedStep[]): boolean {
  return chain.some(({ plan }) => plan.kind === 'staged' || plan.needsSurvey)
}

/** The steps run on one gather, and what is left of them for the next run. */
export class GpuChain {
  readonly #tools: ChainTools
  #states: StepState[] = []

  constructor(tools: ChainTools) {
    this.#tools = tools
  }

  /**
   * Records what has to be computed anew. The gather must be the one of the last call, or `forget` called between.
   * countsBad: the first step, which must be fused, counts the bad samples.
   */
  record(gather: GpuGather, chain: readonly PlannedStep[], countsBad: boolean): ChainResult {
    let input = gather.before
    let isInputNew = false
    let forwardsReused = 0
    for (const dropped of this.#states.splice(chain.length)) this.#drop(dropped)
    chain.forEach((planned, index) => {
      const state = this.#states[index]
      if (state && !isInputNew && state.planned.stepKey === planned.stepKey) {
        forwardsReused++
        input = state.output
        return
      }
      const isForwardHere = !isInputNew && !!state?.kept && state.planned.forwardKey === planned.forwardKey
      if (isForwardHere) forwardsReused++
      const next = isForwardHere ? { ...state, planned } : this.#replace(index, planned)
      this.#states[index] = next
      if (planned.plan.kind === 'fused') this.#recordFused(gather, input, next, countsBad && index === 0)
      else this.#recordStaged(gather, input, planned.plan, next, isForwardHere)
      input = next.output
      isInputNew = true
    })
    return { after: input, forwardsReused }
  }

  /** Gives every buffer back: the next gather is another one. */
  forget(): void {
    for (const state of this.#states.splice(0)) this.#drop(state)
  }

  #drop(state: StepState): void {
    for (const tile of state.kept ?? []) for (const buffer of tile.values()) this.#tools.pool.release(buffer)
    this.#tools.retire(state.output.tiles.map((tile) => tile.buffer))
  }

  #replace(index: number, planned: PlannedStep): StepState {
    const { pool, limits, keptBytes } = this.#tools
    const old = this.#states[index]
    if (old) this.#drop(old)
    const others = this.#states
      .filter((state, other) => other !== index && state.kept !== null)
      .reduce((sum, state) => sum + keptBytesOf(state.planned.plan), 0)
    const { plan } = planned
    const isKept = plan.kind === 'staged' && others + keptBytesOf(plan) <= keptBytes
    const { nSamples, nTraces } = plan.shape
    return {
      planned,
      output: acquireTiles(pool, nSamples, nTraces, limits.bindingBytes, 'after'),
      kept: isKept ? plan.tiles.map((tile) => this.#acquire(plan, tile, true)) : null,
    }
  }

  #acquire(plan: StepPlan, tile: PlannedTile, isKept: boolean): ReadonlyMap<string, GPUBuffer> {
    const wanted = plan.buffers.filter((buffer) => buffer.isKept === isKept)
    const width = tile.haloEndTrace - tile.haloStartTrace
    return new Map(
      wanted.map(({ name, bytesPerTrace }) => [name, this.#tools.pool.acquire(bytesPerTrace * width, name)]),
    )
  }

  #recordFused(gather: GpuGather, input: TraceTiles, { planned, output }: StepState, countsBad: boolean): void {
    const { recorder, tables } = this.#tools
    const plan = planned.plan as FusedPlan
    for (const tile of plan.tiles) {
      const recording: FusedRecording = {
        plan,
        tile,
        recorder,
        before: traceSlice(input, tile.haloStartTrace, tile.haloEndTrace),
        after: traceSlice(output, tile.startTrace, tile.endTrace),
        survey: gather.survey,
        countsBad,
        table: (table) => ({ buffer: tables.get(table), bytes: table.values.byteLength }),
      }
      planned.process.gpu.fused.record(recording, planned.step)
    }
  }

  #recordStaged(gather: GpuGather, input: TraceTiles, plan: StepPlan, state: StepState, isForwardHere: boolean): void {
    const { pool, recorder, tables } = this.#tools
    const { process, step } = state.planned
    plan.tiles.forEach((tile, index) => {
      const nTraces = tile.haloEndTrace - tile.haloStartTrace
      const scratch = new Map(this.#acquire(plan, tile, false))
      const kept = state.kept?.[index] ?? this.#acquire(plan, tile, true)
      const recording: TileRecording = {
        shape: plan.shape,
        limits: plan.limits,
        recorder,
        nTraces,
        survey: gather.survey,
        buffer: (name) => sliceOf(plan, name, scratch.get(name) ?? kept.get(name), nTraces),
        table: (table) => ({ buffer: tables.get(table), bytes: table.values.byteLength }),
      }
      if (!isForwardHere) {
        recordTake(recording, plan, tile, input)
        process.gpu.staged.recordForward(recording, step)
      }
      process.gpu.staged.recordInverse(recording, step)
      recordPut(recording, tile, state.output)
      for (const buffer of scratch.values()) pool.release(buffer)
      if (!state.kept) for (const buffer of kept.values()) pool.release(buffer)
    })
  }
}

function keptBytesOf(plan: StepPlan | FusedPlan): number {
  if (plan.kind === 'fused') return 0
  const { buffers, tiles } = plan
  const bytesPerTrace = buffers.reduce((sum, buffer) => sum + (buffer.isKept ? buffer.bytesPerTrace : 0), 0)
  return tiles.reduce((sum, tile) => sum + (tile.haloEndTrace - tile.haloStartTrace) * bytesPerTrace, 0)
}

function sliceOf(plan: StepPlan, name: string, buffer: GPUBuffer | undefined, nTraces: number): BufferSlice {
  const planned = plan.buffers.find((candidate) => candidate.name === name)
  if (!planned || !buffer) throw new SeisError('internal', `no buffer called ${name} was planned`)
  return { buffer, bytes: planned.bytesPerTrace * nTraces }
}

/** Traces [startTrace, endTrace) where they lie; throws `internal` where they are not all in one buffer. */
function traceSlice(tiles: TraceTiles, startTrace: number, endTrace: number): TraceSlice {
  const tile = tiles.tiles.find((block) => overlap(block, startTrace, endTrace).nTraces === endTrace - startTrace)
  if (tile === undefined) throw new SeisError('internal', `traces ${startTrace} to ${endTrace} lie in several buffers`)
  return { slice: tileSlice(tiles, tile), width: tile.nTraces, offset: startTrace - tile.startTrace }
}

function recordTake(recording: TileRecording, plan: StepPlan, tile: PlannedTile, input: TraceTiles): void {
  for (const block of input.tiles) {
    const span = overlap(block, tile.haloStartTrace, tile.haloEndTrace)
    if (span.nTraces <= 0) continue
    recording.recorder.dispatch({
      kernel: TAKE,
      params: {
        nTraces: span.nTraces,
        nRows: plan.nRows,
        nSamples: input.nSamples,
        blockTraces: block.nTraces,
        blockOffset: span.startTrace - block.startTrace,
        tileTraces: recording.nTraces,
        tileOffset: span.startTrace - tile.haloStartTrace,
      },
      bindings: [tileSlice(input, block), recording.survey, recording.buffer('samples')],
    })
  }
}

function recordPut(recording: TileRecording, tile: PlannedTile, output: TraceTiles): void {
  for (const block of output.tiles) {
    const span = overlap(block, tile.startTrace, tile.endTrace)
    if (span.nTraces <= 0) continue
    recording.recorder.dispatch({
      kernel: PUT,
      params: {
        nTraces: span.nTraces,
        nRows: output.nSamples,
        blockTraces: block.nTraces,
        blockOffset: span.startTrace - block.startTrace,
        tileTraces: recording.nTraces,
        tileOffset: span.startTrace - tile.haloStartTrace,
      },
      bindings: [recording.buffer('samples'), recording.survey, tileSlice(output, block)],
    })
  }
}

function overlap(block: TraceTile, startTrace: number, endTrace: number): { startTrace: number; nTraces: number } {
  const start = Math.max(block.startTrace, startTrace)
  return { startTrace: start, nTraces: Math.min(block.startTrace + block.nTraces, endTrace) - start }
}
