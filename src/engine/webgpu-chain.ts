import { SeisError } from '../core/errors.ts'
import type { Recipe, RecipeStep } from '../core/recipe.ts'
import type { BufferPool } from '../gpu/buffers.ts'
import type { ConstantTable, ConstantTables } from '../gpu/constant-tables.ts'
import type { KernelSpec } from '../gpu/kernel.ts'
import type { BufferSlice, PassRecorder } from '../gpu/recorder.ts'
import type { TraceTiles } from '../gpu/trace-tiles.ts'
import type {
  FusedPlan,
  FusedProcess,
  GatherGpuProcess,
  GatherPlan,
  GatherShape,
  GpuFigures,
  GpuLimits,
  GpuProcess,
  PlannedTile,
  StagedProcess,
  StepPlan,
  TileRecording,
} from '../processes/gpu-process.ts'
import { gpuOf, processOf } from '../processes/methods.ts'
import { forwardValues } from '../processes/schema.ts'
import { keptBytesOf } from '../processes/tiling.ts'
import { TileFindings } from './tile-findings.ts'
import { PUT, recordPut, recordTake, TAKE, type TileTraces, traceSlice, UNIT_SURVEY } from './webgpu-copies.ts'
import { acquireTiles, type GpuGather } from './webgpu-gather.ts'
import { acquireAll, gatherStepBytes, recordGatherStep, unplanned } from './webgpu-gather-step.ts'

/** A plan, and what records it. */
type PlannedWork =
  | { readonly kind: 'fused'; readonly plan: FusedPlan; readonly gpu: FusedProcess }
  | { readonly kind: 'staged'; readonly plan: StepPlan; readonly gpu: StagedProcess }
  | { readonly kind: 'gather'; readonly plan: GatherPlan; readonly gpu: GatherGpuProcess }

type WorkOf<Kind extends PlannedWork['kind']> = Extract<PlannedWork, { readonly kind: Kind }>

export interface PlannedStep {
  readonly step: RecipeStep
  readonly work: PlannedWork
  /** Equal keys: the same result from the same input. */
  readonly stepKey: string
  /** Equal keys: the same forward transform of the same input, kept in the same buffers. */
  readonly forwardKey: string
  /** Whether there is a forward transform to keep, and it fits what may be kept beside those of the steps before. */
  readonly isKept: boolean
}

interface StepState {
  readonly planned: PlannedStep
  readonly output: TraceTiles
  /** Kept buffers of each tile, or of the gather, by name; null when the budget did not allow it, or the step is fused. */
  readonly kept: readonly ReadonlyMap<string, GPUBuffer>[] | null
  /** Of each kept tile, where its plan has any. */
  readonly findings: readonly TileFindings[]
  /** What the step found out, if anything. */
  readonly figures: StepFigures | null
}

/** Findings of a tile that the run renews: to be read back after the submit. */
export interface RenewedFindings {
  readonly slice: BufferSlice
  readonly take: (words: Uint32Array) => void
}

/** Where what a step found out lies, and how it is read. */
export interface StepFigures extends GpuFigures {
  readonly slice: BufferSlice
}

interface RecordedStep {
  readonly gather: GpuGather
  readonly input: TraceTiles
  readonly state: StepState
  readonly isForwardHere: boolean
  /** The bad samples of the input are to be counted. */
  readonly countsBad: boolean
}

export interface ChainResult {
  readonly after: TraceTiles
  readonly forwardsReused: number
  /** Of each step; null where it finds nothing out. */
  readonly figures: readonly (StepFigures | null)[]
  readonly findings: readonly RenewedFindings[]
}

interface ChainTools {
  readonly pool: BufferPool
  readonly tables: ConstantTables
  readonly recorder: PassRecorder
  readonly limits: GpuLimits
  /** Called with buffers that someone may still be drawing from. */
  retire(buffers: readonly GPUBuffer[]): void
}

/** Plans every step; throws bad-recipe for an unknown process and `gpu` for what does not fit the adapter. */
export function planChain(recipe: Recipe, shape: GatherShape, limits: GpuLimits): readonly PlannedStep[] {
  let keptBytes = limits.keptBytes
  return recipe.steps.map((step, index) => {
    const { definition } = processOf(step.process, `step ${index + 1}`)
    const gpu = gpuOf(step)
    if (gpu === null) throw noKernels(index, step)
    const work = planWork(gpu, shape, step, { ...limits, keptBytes })
    const wantedBytes = work.kind === 'fused' ? 0 : keptBytesOfWork(work)
    const isKept = wantedBytes > 0 && wantedBytes <= keptBytes
    if (isKept) keptBytes -= wantedBytes
    const { tiles, buffers } = work.plan
    const kept = buffers.filter((buffer) => buffer.isKept)
    const forwardKey = JSON.stringify([forwardValues(definition, step), tiles, kept])
    return { step, work, stepKey: JSON.stringify([step, tiles]), forwardKey, isKept }
  })
}

function noKernels(index: number, { process }: RecipeStep): SeisError {
  return new SeisError('gpu', 'There are no kernels for the step as it is set', {
    where: `step ${index + 1} (${process})`,
    todo: 'use the CPU engine',
  })
}

function planWork(gpu: GpuProcess, shape: GatherShape, step: RecipeStep, limits: GpuLimits): PlannedWork {
  if (!('fused' in gpu)) return { kind: 'gather', plan: gpu.plan(shape, step, limits), gpu }
  const plan = gpu.fused.plan(shape, step, limits)
  if (plan) return { kind: 'fused', plan, gpu: gpu.fused }
  return { kind: 'staged', plan: gpu.staged.plan(shape, step, limits), gpu: gpu.staged }
}

function keptBytesOfWork(work: WorkOf<'staged' | 'gather'>): number {
  if (work.kind === 'staged') return keptBytesOf(work.plan)
  return [...gatherStepBytes(work.plan, true).values()].reduce((sum, bytes) => sum + bytes, 0)
}

export function kernelsOfChain(chain: readonly PlannedStep[]): readonly KernelSpec[] {
  const ofSteps = chain.flatMap(({ work, step }) => {
    if (work.kind === 'fused') return work.gpu.kernels(work.plan, step)
    if (work.kind === 'staged') return work.gpu.kernels(work.plan, step)
    return work.gpu.kernels(work.plan, step)
  })
  return [TAKE, PUT, ...ofSteps]
}

/** Whether the gather must be surveyed before the chain runs; if not, its first step counts bad samples. */
export function needsSurvey(chain: readonly PlannedStep[]): boolean {
  return chain.some(({ work }) => work.kind !== 'fused' || work.plan.needsSurvey)
}

/** The steps run on one gather, and what is left of them for the next run. */
export class GpuChain {
  readonly #tools: ChainTools
  #states: StepState[] = []
  #renewed: RenewedFindings[] = []

  constructor(tools: ChainTools) {
    this.#tools = tools
  }

  /**
   * Records what has to be computed anew. The gather must be the one of the last call, or `forget` called between.
   * countsBad: the first step, which must be fused, counts the bad samples. onStep is called before each step, and after the
   * last.
   */
  record(
    gather: GpuGather,
    chain: readonly PlannedStep[],
    countsBad: boolean,
    onStep: () => void = () => {},
  ): ChainResult {
    let input = gather.before
    let isInputNew = false
    let forwardsReused = 0
    for (const dropped of this.#states.splice(chain.length)) this.#drop(dropped)
    chain.forEach((planned, index) => {
      onStep()
      const state = this.#states[index]
      if (state && !isInputNew && state.planned.stepKey === planned.stepKey) {
        forwardsReused++
        input = state.output
        return
      }
      const isForwardHere = !isInputNew && !!state?.kept && state.planned.forwardKey === planned.forwardKey
      if (isForwardHere) forwardsReused++
      const next = isForwardHere ? this.#again(state, planned) : this.#replace(index, planned)
      this.#states[index] = next
      this.#recordStep({ gather, input, state: next, isForwardHere, countsBad: countsBad && index === 0 })
      input = next.output
      isInputNew = true
    })
    onStep()
    const figures = this.#states.map((state) => state.figures)
    return { after: input, forwardsReused, figures, findings: this.#renewed.splice(0) }
  }

  /** Gives every buffer back: the next gather is another one. */
  forget(): void {
    for (const state of this.#states.splice(0)) this.#drop(state)
  }

  #drop(state: StepState): void {
    for (const tile of state.kept ?? []) for (const buffer of tile.values()) this.#tools.pool.release(buffer)
    for (const { slice } of state.findings) this.#tools.pool.release(slice.buffer)
    this.#dropFigures(state)
    this.#tools.retire(state.output.tiles.map((tile) => tile.buffer))
  }

  #dropFigures({ figures }: StepState): void {
    if (figures !== null) this.#tools.pool.release(figures.slice.buffer)
  }

  /** The state of a step whose forward transform is there, for other thresholds. */
  #again(state: StepState, planned: PlannedStep): StepState {
    this.#dropFigures(state)
    return { ...state, planned, figures: this.#acquireFigures(planned) }
  }

  #acquireFigures({ work, step }: PlannedStep): StepFigures | null {
    const figures = work.kind === 'gather' ? work.gpu.figures?.(step) : null
    if (!figures) return null
    const bytes = 4 * figures.nValues
    return { ...figures, slice: { buffer: this.#tools.pool.acquire(bytes, 'figures'), bytes } }
  }

  #replace(index: number, planned: PlannedStep): StepState {
    const { pool, limits } = this.#tools
    const old = this.#states[index]
    if (old) this.#drop(old)
    const { plan } = planned.work
    const { nSamples, nTraces } = plan.shape
    const output = acquireTiles(pool, nSamples, nTraces, limits.bindingBytes, 'after')
    const kept = planned.isKept ? this.#acquireKept(planned.work) : null
    const findings = planned.isKept ? this.#acquireFindings(planned.work) : []
    return { planned, output, kept, findings, figures: this.#acquireFigures(planned) }
  }

  #acquireKept(work: PlannedWork): StepState['kept'] {
    if (work.kind === 'gather') return [acquireAll(this.#tools.pool, gatherStepBytes(work.plan, true))]
    return work.kind === 'staged' ? work.plan.tiles.map((tile) => this.#acquire(work.plan, tile, true)) : null
  }

  #acquireFindings({ kind, plan }: PlannedWork): StepState['findings'] {
    if (kind !== 'staged' || plan.findings === null) return []
    const bytes = 4 * plan.findings.nWords
    return plan.tiles.map(() => new TileFindings({ buffer: this.#tools.pool.acquire(bytes, 'findings'), bytes }))
  }

  #recordStep(recorded: RecordedStep): void {
    const { step, work } = recorded.state.planned
    if (work.kind === 'fused') this.#recordFused(work, recorded)
    else if (work.kind === 'staged') this.#recordStaged(work, recorded)
    else {
      const { gather, input, state, isForwardHere } = recorded
      const kept = state.kept?.[0] ?? null
      const figures = state.figures?.slice ?? null
      const { headers = {} } = gather.gather
      const of = { step, headers, input, output: state.output, survey: gather.survey, kept, isForwardHere, figures }
      recordGatherStep(this.#tools, { ...work, ...of })
    }
  }

  #acquire(plan: StepPlan | FusedPlan, tile: PlannedTile, isKept: boolean): ReadonlyMap<string, GPUBuffer> {
    const wanted = plan.buffers.filter((buffer) => buffer.isKept === isKept)
    const width = tile.haloEndTrace - tile.haloStartTrace
    return new Map(
      wanted.map(({ name, bytesPerTrace }) => [name, this.#tools.pool.acquire(bytesPerTrace * width, name)]),
    )
  }

  #recordFused({ plan, gpu }: WorkOf<'fused'>, { gather, input, state, countsBad }: RecordedStep): void {
    const { pool, recorder, tables } = this.#tools
    const { planned, output } = state
    const table = (values: ConstantTable) => ({ buffer: tables.get(values), bytes: values.values.byteLength })
    const scratch: GPUBuffer[] = []
    const acquire = (name: string, bytes: number): BufferSlice => {
      const buffer = pool.acquire(bytes, name)
      scratch.push(buffer)
      return { buffer, bytes }
    }
    const copyOf = (startTrace: number, endTrace: number): TileTraces => {
      const width = endTrace - startTrace
      return { startTrace, endTrace, width, offset: 0, slice: acquire('samples', 4 * plan.shape.nSamples * width) }
    }
    for (const tile of plan.tiles) {
      // Nearly always traces are read and written where they lie; a tile that reaches over two buffers is copied.
      const inPlace = traceSlice(input, tile.haloStartTrace, tile.haloEndTrace)
      const before = inPlace ?? copyOf(tile.haloStartTrace, tile.haloEndTrace)
      if (!inPlace) recordTake(recorder, input, before as TileTraces, plan.shape.nSamples, table(UNIT_SURVEY))
      const target = traceSlice(output, tile.startTrace, tile.endTrace)
      const after = target ?? copyOf(tile.startTrace, tile.endTrace)
      const width = tile.haloEndTrace - tile.haloStartTrace
      const buffers = new Map(
        plan.buffers.map(({ name, bytesPerTrace }) => [name, acquire(name, bytesPerTrace * width)]),
      )
      const buffer = (name: string) => buffers.get(name) ?? unplanned(name)
      const recording = { plan, tile, recorder, before, after, survey: gather.survey, countsBad, buffer, table }
      gpu.record(recording, planned.step)
      if (!target) recordPut(recorder, after as TileTraces, output, table(UNIT_SURVEY))
      for (const used of scratch.splice(0)) pool.release(used)
    }
  }

  #recordStaged({ plan, gpu }: WorkOf<'staged'>, { gather, input, state, isForwardHere }: RecordedStep): void {
    const { pool, recorder, tables } = this.#tools
    const { step } = state.planned
    plan.tiles.forEach((tile, index) => {
      const nTraces = tile.haloEndTrace - tile.haloStartTrace
      const scratch = new Map(this.#acquire(plan, tile, false))
      const kept = state.kept?.[index] ?? this.#acquire(plan, tile, true)
      const reach = plan.findings?.reach ?? null
      const findings = (reach && state.findings[index]) ?? null
      const found = (isForwardHere && reach && findings?.serving(reach)) || null
      const recording: TileRecording = {
        findings: findings?.slice ?? null,
        found,
        shape: plan.shape,
        limits: plan.limits,
        recorder,
        nTraces,
        survey: gather.survey,
        buffer: (name) => sliceOf(plan, name, scratch.get(name) ?? kept.get(name), nTraces),
        table: (table) => ({ buffer: tables.get(table), bytes: table.values.byteLength }),
      }
      const [survey, slice] = [gather.survey, recording.buffer('samples')]
      if (!isForwardHere) {
        const { haloStartTrace: startTrace, haloEndTrace: endTrace } = tile
        recordTake(recorder, input, { startTrace, endTrace, slice, width: nTraces, offset: 0 }, plan.nRows, survey)
        gpu.recordForward(recording, step)
      }
      gpu.recordInverse(recording, step)
      if (reach && findings && !found) this.#renewed.push({ slice: findings.slice, take: findings.renew(reach) })
      const { startTrace, endTrace } = tile
      const own = { startTrace, endTrace, slice, width: nTraces, offset: startTrace - tile.haloStartTrace }
      recordPut(recorder, own, state.output, survey)
      for (const buffer of scratch.values()) pool.release(buffer)
      if (!state.kept) for (const buffer of kept.values()) pool.release(buffer)
    })
  }
}

function sliceOf(plan: StepPlan, name: string, buffer: GPUBuffer | undefined, nTraces: number): BufferSlice {
  const planned = plan.buffers.find((candidate) => candidate.name === name)
  if (!planned || !buffer) return unplanned(name)
  return { buffer, bytes: planned.bytesPerTrace * nTraces }
}
