import type { BadSamples, Gather, TraceBlock } from './gather.ts'
import type { Recipe } from './recipe.ts'

export type EngineKind = 'webgpu' | 'cpu'

export interface EngineInfo {
  readonly kind: EngineKind
  /** What it runs on, in words: the adapter's name, or "2 worker threads". */
  readonly adapter: string
  /** A software rasteriser: correct, but slower than the CPU engine. */
  readonly isSoftware: boolean
}

export type EngineStage = 'upload' | 'compute' | 'readback'

export interface EngineTimings {
  /** CPU to GPU (0 on the CPU engine, and where the gather was there already). */
  readonly uploadMs: number
  readonly computeMs: number
  /** GPU to CPU (0 on the CPU engine). */
  readonly readbackMs: number
}

/** What a step of a recipe found out about a gather, by name: figures, words, and curves point by point. */
export type GatherFigures = Readonly<Record<string, number | string | readonly number[] | readonly string[]>>

export interface ProcessedGather extends TraceBlock {
  readonly badSamples: BadSamples
  readonly timings: EngineTimings
  /** Steps whose forward transform was still there from the call before, and was not computed again. */
  readonly forwardsReused: number
  /** How long each step took, ms; left out by engines that do not say. */
  readonly stepMs?: readonly number[]
  /** What each step found out, if anything; left out by engines that do not say. */
  readonly figures?: readonly GatherFigures[]
  /**
   * Mean local similarity of After and Noise, 0 to 1, where it was asked for; null without a live sample. It may come later
   * than the samples, so that the next gather need not wait for it.
   */
  readonly leakage?: Promise<number | null>
  /** How white the spectrum of what was removed is, 0 to 1, where that comes along with the leakage: on a graphics card. */
  readonly noiseWhiteness?: number | null
  /**
   * Samples laid out as in the gather, from 1 for what was kept to 0 for an outlier: the least that a step safe from erratic
   * noise gave it. Left out where there is no such step, and where it was not asked for.
   */
  readonly mask?: Float32Array<ArrayBuffer>
  /** What the last step was computed from once erratic noise was taken out; left out where it takes none out, and unless asked for. */
  readonly cleaned?: Float32Array<ArrayBuffer>
}

/** Runs a recipe on whole gathers. The result is a new block; the input is left as it was. */
export interface Engine {
  readonly info: EngineInfo
  /** It failed for good, by a lost device or a dead thread: every further call rejects. */
  readonly isLost: boolean
  /** How many gathers it has work for at once, so that no part of it waits for the end of one; 1 where left out. */
  readonly gathersAtOnce?: number | undefined
  process(gather: Gather, recipe: Recipe, options?: EngineOptions): Promise<ProcessedGather>
  /**
   * Several gathers, results in their order and with the same bits; rejects where one of them is refused. Only of engines
   * where that takes less than one call each.
   */
  readonly processMany?:
    | ((gathers: readonly Gather[], recipe: Recipe, options?: EngineOptions) => Promise<readonly ProcessedGather[]>)
    | undefined
  /** Samples of a result that nobody will read again: the next result may be put there. */
  recycle(samples: ProcessedGather['samples']): void
  close(): Promise<void>
}

export interface EngineOptions {
  /** Keep forward transforms for the next call (tuning); the same gather object must come again to profit. */
  readonly keepForwards?: boolean
  /** Bring the mask of outliers along. The CPU engine does, unless forwards are kept, from which it is not known. */
  readonly withMask?: boolean
  /** Bring along what the last step was computed from, if that is safe from erratic noise. Only the CPU engine does, and only without `keepForwards`. */
  readonly withCleaned?: boolean
  /** Is told where a call has got to. The CPU engine, which only computes, says nothing. */
  readonly onStage?: (stage: EngineStage) => void
  /** Is told which step has begun, from 0. The graphics card, which is given all of them at once, says nothing. */
  readonly onStep?: (step: number) => void
  /** Measure how much signal went with the noise. */
  readonly withLeakage?: boolean
  readonly signal?: AbortSignal
}
