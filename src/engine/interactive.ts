import type { Engine, EngineTimings, GatherFigures } from '../core/engine.ts'
import type { SeisError } from '../core/errors.ts'
import type { BadSamples, Gather, TraceBlock } from '../core/gather.ts'
import type { RunMeasures } from '../core/measures.ts'
import type { Recipe } from '../core/recipe.ts'
import type { Spectra, SpectrumChoice } from '../core/spectra.ts'
import type { TraceTiles } from '../gpu/trace-tiles.ts'
import type { PlaneFound, PlaneTask } from '../processes/process.ts'

/** What a run leaves on the GPU. Valid until the second `load` or `run` after it; nothing was read back but counters and figures. */
export interface GpuRun extends RunMeasures {
  /** The gather as stored: bad samples are still in place. */
  readonly before: TraceTiles
  /** The same tiles as `before` when the recipe has no steps. */
  readonly after: TraceTiles
  readonly timings: EngineTimings
  readonly forwardsReused: number
  /** How long each step took on the graphics card, ms; left out where it does not tell. */
  readonly stepMs?: readonly number[]
  readonly badSamples: BadSamples
  /** What each step found out about the gather. */
  readonly figures: readonly GatherFigures[]
}

/** An engine that measures what became of a gather, in another thread than the caller's. */
export interface MeasuringEngine extends Engine {
  measure(before: TraceBlock, after: TraceBlock): Promise<RunMeasures>
  /** The local similarity of After and Noise, 0 to 1, for each sample. */
  leakageMap(before: TraceBlock, after: TraceBlock): Promise<TraceBlock>
  spectra(before: TraceBlock, after: TraceBlock, choice: SpectrumChoice): Promise<Spectra>
  /** What a step's transform has of one trace. */
  plane(task: PlaneTask): Promise<PlaneFound>
}

/** The engine as the workbench uses it: one gather stays loaded, and recipes are run on it again and again. */
export interface InteractiveGpuEngine extends Engine {
  /** The panels draw with this device, from the buffers of a run. */
  readonly device: GPUDevice
  /** Resolves when the device is lost by anything but `close`; every later call rejects with the same error. */
  readonly lost: Promise<SeisError>
  /** Resolves to its samples, which stay as long as what a run leaves. */
  load(gather: Gather): Promise<TraceTiles>
  /** Runs on the loaded gather; throws `internal` when there is none. */
  run(recipe: Recipe): Promise<GpuRun>
  /** Puts samples that were computed elsewhere where a run of the loaded gather would leave them. */
  show(after: TraceBlock): Promise<Pick<GpuRun, 'before' | 'after'>>
}
