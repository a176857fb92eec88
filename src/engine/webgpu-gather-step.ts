import { SeisError } from '../core/errors.ts'
import type { TraceHeaders } from '../core/gather.ts'
import type { RecipeStep } from '../core/recipe.ts'
import type { BufferPool } from '../gpu/buffers.ts'
import type { ConstantTables } from '../gpu/constant-tables.ts'
import type { BufferSlice, PassRecorder } from '../gpu/recorder.ts'
import type { TraceTiles } from '../gpu/trace-tiles.ts'
import type { GatherGpuProcess, GatherPlan, GatherRecording, PlannedTile } from '../processes/gpu-process.ts'
import { recordPut, recordTake, type TileTraces, UNIT_SURVEY } from './webgpu-copies.ts'
import { acquireTiles } from './webgpu-gather.ts'

export interface GatherStepTools {
  readonly pool: BufferPool
  readonly tables: ConstantTables
  readonly recorder: PassRecorder
}

export interface GatherStep {
  readonly plan: GatherPlan
  readonly gpu: GatherGpuProcess
  readonly step: RecipeStep
  readonly headers: TraceHeaders
  readonly input: TraceTiles
  readonly output: TraceTiles
  readonly survey: BufferSlice
  /** What a run of the same forward transform left, or null: it is recorded. */
  readonly kept: ReadonlyMap<string, GPUBuffer> | null
  readonly isForwardHere: boolean
  readonly figures: BufferSlice | null
}

/** Bytes of each buffer of a step of the whole gather, by name; those of tiles as wide as the widest. */
export function gatherStepBytes(plan: GatherPlan, isKept: boolean): ReadonlyMap<string, number> {
  const isOneTile = plan.tiles.length === 1
  const widest = Math.max(...plan.tiles.map((tile) => tile.haloEndTrace - tile.haloStartTrace))
  return new Map([
    ...plan.gatherBuffers.filter((buffer) => buffer.isKept === isKept).map(({ name, bytes }) => [name, bytes] as const),
    ...plan.buffers
      .filter((buffer) => (buffer.isKept && isOneTile) === isKept)
      .map(({ name, bytesPerTrace }) => [name, bytesPerTrace * widest] as const),
  ])
}

export function recordGatherStep({ pool, tables, recorder }: GatherStepTools, given: GatherStep): void {
  const { plan, gpu, step, input, output, survey, isForwardHere } = given
  const scratch = acquireAll(pool, gatherStepBytes(plan, false))
  const kept = given.kept ?? acquireAll(pool, gatherStepBytes(plan, true))
  const { nSamples, nTraces } = plan.shape
  const planes = new Map(
    plan.planes.map((name) => [name, acquireTiles(pool, nSamples, nTraces, plan.limits.bindingBytes, name)]),
  )
  const bufferOf = (name: string): GPUBuffer => scratch.get(name) ?? kept.get(name) ?? unplanned(name)
  const table: GatherRecording['table'] = (values) => ({ buffer: tables.get(values), bytes: values.values.byteLength })
  const tileBuffer: GatherRecording['tileBuffer'] = ({ haloStartTrace, haloEndTrace }, name) => {
    const { bytesPerTrace } = plan.buffers.find((buffer) => buffer.name === name) ?? unplanned(name)
    return { buffer: bufferOf(name), bytes: bytesPerTrace * (haloEndTrace - haloStartTrace) }
  }
  const samplesOf = (tile: PlannedTile, name: string, startTrace: number, endTrace: number): TileTraces => ({
    startTrace,
    endTrace,
    slice: tileBuffer(tile, name),
    width: tile.haloEndTrace - tile.haloStartTrace,
    offset: startTrace - tile.haloStartTrace,
  })
  const planeOf = (name: string): TraceTiles => planes.get(name) ?? unplanned(name)
  const recording: GatherRecording = {
    plan,
    headers: given.headers,
    recorder,
    survey,
    figures: given.figures,
    tileBuffer,
    table,
    buffer(name) {
      const { bytes } = plan.gatherBuffers.find((buffer) => buffer.name === name) ?? unplanned(name)
      return { buffer: bufferOf(name), bytes }
    },
    take(plane, tile, name, nRows = nSamples) {
      const samples = samplesOf(tile, name, tile.haloStartTrace, tile.haloEndTrace)
      if (plane === 'input') recordTake(recorder, input, samples, nRows, survey)
      else recordTake(recorder, planeOf(plane), samples, nRows, table(UNIT_SURVEY))
    },
    put(tile, name, plane) {
      const samples = samplesOf(tile, name, tile.startTrace, tile.endTrace)
      if (plane === 'output') recordPut(recorder, samples, output, survey)
      else recordPut(recorder, samples, planeOf(plane), table(UNIT_SURVEY))
    },
  }
  if (!isForwardHere) gpu.recordForward(recording, step)
  gpu.recordInverse(recording, step)
  for (const buffer of scratch.values()) pool.release(buffer)
  for (const plane of planes.values()) for (const { buffer } of plane.tiles) pool.release(buffer)
  if (!given.kept) for (const buffer of kept.values()) pool.release(buffer)
}

export function acquireAll(pool: BufferPool, bytes: ReadonlyMap<string, number>): ReadonlyMap<string, GPUBuffer> {
  return new Map([...bytes].map(([name, size]) => [name, pool.acquire(size, name)]))
}

export function unplanned(name: string): never {
  throw new SeisError('internal', `no buffer called ${name} was planned`)
}
