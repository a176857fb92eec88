/** What comes back from the graphics card beside samples, and results that need none. */
import type { GatherFigures, ProcessedGather } from '../core/engine.ts'
import { type BadSamples, type Gather, NO_BAD_SAMPLES } from '../core/gather.ts'
import { NO_MEASURES, type RunMeasures } from '../core/measures.ts'
import type { Recipe } from '../core/recipe.ts'
import type { Readback, ReadbackRing } from '../gpu/readback.ts'
import { elapsedMs, passesMs } from '../gpu/timing.ts'
import type { TraceTiles } from '../gpu/trace-tiles.ts'
import { MEASURE_VALUES, readMeasures } from '../measures/run-measures-gpu.ts'
import type { GpuRun } from './interactive.ts'
import type { RenewedFindings, StepFigures } from './webgpu-chain.ts'
import { type GpuGather, surveyedUnit } from './webgpu-gather.ts'

/** What one submit leaves to be waited for. */
export interface Submitted {
  readonly after: TraceTiles
  readonly forwardsReused: number
  readonly counters: Promise<Counters>
  readonly blocks: readonly Readback[]
  /** Of each step. */
  readonly figures: readonly ReadFigures[]
}

/** What a step found out, in the unit of the gather's samples. */
export type ReadFigures = (unit: number) => Promise<GatherFigures>

export interface Counters {
  readonly badSamples: BadSamples
  /** Of the samples that a step of the whole gather sees. */
  readonly unit: number
  readonly computeMs: number
  /** Of each step, where they were timed by themselves. */
  readonly stepMs: readonly number[] | undefined
  readonly measures: RunMeasures
}

const noFigures: ReadFigures = async () => ({})

/** What a step found out is on its way; to be read after the submit. */
export function recordFigures(
  readbacks: ReadbackRing,
  encoder: GPUCommandEncoder,
  figures: StepFigures | null,
): ReadFigures {
  if (figures === null) return noFigures
  const readback = readbacks.record(encoder, [figures.slice])
  return (unit) => readback.read((bytes) => figures.read(new Float32Array(bytes, 0, figures.nValues), unit))
}

/** What tiles found out is on its way; the function takes it, after the submit. */
export function recordFindings(
  readbacks: ReadbackRing,
  encoder: GPUCommandEncoder,
  findings: readonly RenewedFindings[],
): () => Promise<void> {
  const reads = findings.map(({ slice, take }) => ({ take, readback: readbacks.record(encoder, [slice]) }))
  return async () => {
    const taken = reads.map(({ take, readback }) => readback.read((bytes) => take(new Uint32Array(bytes.slice(0)))))
    await Promise.all(taken)
  }
}

export function readCounters(bytes: ArrayBuffer, hasMeasures: boolean, wallMs: number): Counters {
  const [nSamples = 0, nTraces = 0, maxBits = 0] = new Uint32Array(bytes, 0, 3)
  const nValues = hasMeasures ? MEASURE_VALUES : 0
  const timestamps = new BigUint64Array(bytes.slice(16 + 4 * nValues))
  return {
    badSamples: { nSamples, nTraces },
    unit: surveyedUnit(maxBits),
    measures: hasMeasures ? readMeasures(new Float32Array(bytes, 16, nValues)) : NO_MEASURES,
    computeMs: elapsedMs(timestamps) ?? wallMs,
    stepMs: timestamps.length > 2 ? passesMs(timestamps).slice(1, -1) : undefined,
  }
}

/** What is said of a run in a batch: all of it is measured along. */
export function measuredAlong({ leakage, noiseWhiteness }: RunMeasures) {
  return { leakage: Promise.resolve(leakage), noiseWhiteness }
}

/** A gather without traces: there is nothing to bind a kernel to. */
export function emptyRun({ before }: GpuGather, uploadMs: number): GpuRun {
  const timings = { uploadMs, computeMs: 0, readbackMs: 0 }
  return { before, after: before, timings, forwardsReused: 0, badSamples: NO_BAD_SAMPLES, figures: [], ...NO_MEASURES }
}

export function copyOf({ nSamples, nTraces, samples }: Gather, { steps }: Recipe): ProcessedGather {
  const timings = { uploadMs: 0, computeMs: 0, readbackMs: 0 }
  const nothing = { badSamples: NO_BAD_SAMPLES, forwardsReused: 0, figures: steps.map(() => ({})) }
  return { nSamples, nTraces, samples: samples.slice(), timings, ...nothing }
}
