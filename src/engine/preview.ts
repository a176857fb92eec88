/**
 * The engine behind the three panels: one gather stays loaded, recipes run on it again and again, and Before and
 * After are left where the panels can draw them: in GPU buffers, or in memory when the CPU engine computes.
 */
import type { EngineInfo, EngineKind, EngineOptions, EngineTimings, GatherFigures } from '../core/engine.ts'
import { asSeisError, SeisError } from '../core/errors.ts'
import { type BadSamples, type Gather, type GatherPart, partOf, type TraceBlock } from '../core/gather.ts'
import type { RunMeasures } from '../core/measures.ts'
import type { Recipe } from '../core/recipe.ts'
import type { Spectra, SpectrumChoice } from '../core/spectra.ts'
import type { ImageName } from '../core/view.ts'
import { type GpuDevice, openGpuDevice } from '../gpu/device.ts'
import { readBlock } from '../gpu/read-block.ts'
import { readFloat } from '../gpu/read-float.ts'
import type { BeforeAndAfter, TraceTiles } from '../gpu/trace-tiles.ts'
import { hasKernels, hasWholeGatherStep } from '../processes/methods.ts'
import type { InteractiveGpuEngine, MeasuringEngine } from './interactive.ts'
import { type AskPlane, TracePlanes } from './trace-planes.ts'

export interface PreviewRun {
  /** What computed it. */
  readonly kind: EngineKind
  readonly samples: BeforeAndAfter
  readonly timings: EngineTimings
  readonly forwardsReused: number
  /** How long each step took, ms; left out where the engine does not tell. */
  readonly stepMs?: readonly number[]
  readonly badSamples: BadSamples
  /** What each step found out; empty where the engine does not say. */
  readonly figures: readonly GatherFigures[]
  /** What it did. On the CPU engine that takes a while of its own: neither the picture nor the next run need wait for it. */
  measure(): Promise<RunMeasures>
  /**
   * A value from 0 to 1 for each sample, computed anew when it is asked for: the local similarity of After and Noise, or how far
   * a sample counted as an outlier; null where no step of the recipe looks for outliers. Rejects once `signal` is aborted.
   */
  image(name: ImageName, signal: AbortSignal): Promise<TraceBlock | null>
  /** Spectra of a part of the gather, in another thread; to be asked for as long as the run is the one that is shown. */
  spectra(part: GatherPart, choice: SpectrumChoice): Promise<Spectra>
  readonly plane: AskPlane
}

export interface PreviewEngine {
  readonly info: EngineInfo
  /** What the panels draw with; null when the CPU engine computes. */
  readonly device: GPUDevice | null
  /** Resolves when that device is lost by anything but `close`; never without one. */
  readonly lost: Promise<SeisError>
  load(gather: Gather): Promise<void>
  /** The loaded gather as it is, as Before and as After: nothing is computed. */
  plain(): Promise<BeforeAndAfter>
  /** What a recipe is computed on. */
  kindFor(recipe: Recipe): EngineKind
  /**
   * Once `signal` is aborted, a run on the CPU ends soon and rejects; one on the GPU, which is short, goes on to its end.
   * `onStep` is as in EngineOptions.
   */
  run(recipe: Recipe, signal: AbortSignal, onStep?: EngineOptions['onStep']): Promise<PreviewRun>
  /** After of the last run, in memory: it stays when others run. */
  copyAfter(run: PreviewRun): Promise<TraceBlock>
  /** Amplitude of After in the run before, for the cursor readout. */
  afterAt(run: PreviewRun, sample: number, trace: number): Promise<number>
  close(): Promise<void>
}

export interface PreviewOptions {
  readonly gpu: GPU | undefined
  readonly wanted: 'auto' | 'webgpu' | 'cpu'
  createGpuEngine(gpu: GPU): Promise<InteractiveGpuEngine>
  createCpuEngine(): Promise<MeasuringEngine>
}

/** What the browser has to offer, found out while the engine was chosen. */
export interface GpuFindings {
  readonly availability: 'hardware' | 'software' | 'none'
  readonly adapter: string
  /** Why there is no hardware adapter; empty when there is one, and without WebGPU. */
  readonly reason: string
  readonly maxBufferBytes: number | null
}

/**
 * `auto` computes and draws on a hardware adapter, else on the CPU: a software adapter is slower than plain
 * JavaScript at both. `webgpu` takes any adapter and throws `gpu` when there is none.
 */
export async function openPreview(options: PreviewOptions): Promise<{ engine: PreviewEngine; gpu: GpuFindings }> {
  const { gpu, wanted } = options
  const probe = await probeGpu(gpu)
  if (gpu !== undefined && probe.opened !== null && takesGpu(wanted, probe.opened)) {
    probe.opened.close()
    const engine = await options.createGpuEngine(gpu)
    return { engine: gpuPreview(engine, options.createCpuEngine), gpu: probe.findings }
  }
  probe.opened?.close()
  if (wanted === 'webgpu') throw probe.error ?? new SeisError('gpu', 'There is no graphics adapter')
  return { engine: cpuPreview(await options.createCpuEngine()), gpu: probe.findings }
}

function takesGpu(wanted: PreviewOptions['wanted'], opened: GpuDevice): boolean {
  return wanted === 'webgpu' || (wanted === 'auto' && !opened.isSoftware)
}

interface Probe {
  readonly opened: GpuDevice | null
  readonly error: SeisError | null
  readonly findings: GpuFindings
}

async function probeGpu(gpu: GPU | undefined): Promise<Probe> {
  try {
    const opened = await openGpuDevice({ gpu })
    const findings: GpuFindings = {
      availability: opened.isSoftware ? 'software' : 'hardware',
      adapter: opened.adapterName,
      reason: opened.isSoftware ? 'The only graphics adapter is a software one.' : '',
      maxBufferBytes: opened.device.limits.maxBufferSize,
    }
    return { opened, error: null, findings }
  } catch (cause) {
    const error = asSeisError(cause)
    const findings: GpuFindings = {
      availability: 'none',
      adapter: '',
      reason: gpu === undefined ? '' : error.message,
      maxBufferBytes: null,
    }
    return { opened: null, error, findings }
  }
}

/**
 * A recipe with a step that has no kernels is computed on the CPU, and drawn from the GPU all the same; so is one with a step
 * of the whole gather where the adapter is a software one, which would take minutes.
 */
function gpuPreview(engine: InteractiveGpuEngine, createCpuEngine: () => Promise<MeasuringEngine>): PreviewEngine {
  let loaded: Gather | null = null
  let tiles: TraceTiles | null = null
  let cpu: Promise<MeasuringEngine> | null = null
  const openCpu = (): Promise<MeasuringEngine> => {
    cpu ??= createCpuEngine()
    return cpu
  }
  const planes = new TracePlanes(openCpu)
  const kindFor = (recipe: Recipe): EngineKind =>
    hasKernels(recipe) && !(engine.info.isSoftware && hasWholeGatherStep(recipe)) ? 'webgpu' : 'cpu'
  return {
    info: engine.info,
    device: engine.device,
    lost: engine.lost,
    kindFor,
    async load(gather) {
      loaded = gather
      tiles = await engine.load(gather)
    },
    async plain() {
      const before = required(tiles)
      return { kind: 'tiles', before, after: before }
    },
    async run(recipe, signal, onStep) {
      const gather = required(loaded)
      if (kindFor(recipe) === 'webgpu') {
        const { before, after, timings, forwardsReused, stepMs, badSamples, figures, ...measures } =
          await engine.run(recipe)
        const image = async (name: ImageName, stop: AbortSignal) => {
          if (name === 'outliers') return outliersOf(await openCpu(), gather, recipe, stop)
          // Not computed again by this engine: that would end what the panels draw from.
          return (await openCpu()).leakageMap(gather, await readBlock(engine.device, after))
        }
        const spectra = async (part: GatherPart, choice: SpectrumChoice) => {
          const result = await readBlock(engine.device, after, part)
          return (await openCpu()).spectra(partOf(gather, part), result, choice)
        }
        const plane = planes.ofRun(gather, recipe, figures)
        const found = { timings, forwardsReused, badSamples, figures, ...(stepMs && { stepMs }) }
        const asked = { measure: async () => measures, image, spectra, plane }
        return { kind: 'webgpu', samples: { kind: 'tiles', before, after }, ...found, ...asked }
      }
      const { after, facts } = await runOnCpu(await openCpu(), planes, gather, recipe, { signal, onStep })
      return { kind: 'cpu', samples: { kind: 'tiles', ...(await engine.show(after)) }, ...facts }
    },
    copyAfter: (run) => readBlock(engine.device, tilesOf(run)),
    afterAt: (run, sample, trace) => tileValue(engine.device, tilesOf(run), sample, trace),
    async close() {
      await engine.close()
      if (cpu !== null) await (await cpu).close()
    },
  }
}

function cpuPreview(engine: MeasuringEngine): PreviewEngine {
  let loaded: Gather | null = null
  const planes = new TracePlanes(async () => engine)
  return {
    info: engine.info,
    device: null,
    lost: new Promise(() => {}),
    kindFor: () => 'cpu',
    async load(gather) {
      loaded = gather
    },
    plain: async () => ({ kind: 'blocks', before: required(loaded), after: required(loaded) }),
    async run(recipe, signal, onStep) {
      const { before, after, facts } = await runOnCpu(engine, planes, loaded, recipe, { signal, onStep })
      return { kind: 'cpu', samples: { kind: 'blocks', before, after }, ...facts }
    },
    copyAfter: async (run) => blocksOf(run).after,
    async afterAt(run, sample, trace) {
      const { after } = blocksOf(run)
      return after.samples[sample * after.nTraces + trace] ?? Number.NaN
    },
    close: () => engine.close(),
  }
}

async function runOnCpu(
  engine: MeasuringEngine,
  planes: TracePlanes,
  loaded: Gather | null,
  recipe: Recipe,
  { signal, onStep }: { readonly signal: AbortSignal; readonly onStep: EngineOptions['onStep'] },
) {
  const before = required(loaded)
  const after = await engine.process(before, recipe, { keepForwards: true, signal, ...(onStep && { onStep }) })
  const { timings, forwardsReused, stepMs, badSamples, figures = [] } = after
  const image = (name: ImageName, stop: AbortSignal) =>
    name === 'outliers' ? outliersOf(engine, before, recipe, stop) : engine.leakageMap(before, after)
  const spectra = (part: GatherPart, choice: SpectrumChoice) =>
    engine.spectra(partOf(before, part), partOf(after, part), choice)
  const measure = () => engine.measure(before, after)
  const plane = planes.ofRun(before, recipe, figures)
  const found = { timings, forwardsReused, badSamples, figures, ...(stepMs && { stepMs }) }
  const facts = { ...found, measure, image, spectra, plane }
  return { before, after, facts }
}

function required<Loaded>(loaded: Loaded | null): Loaded {
  if (loaded === null) throw new SeisError('internal', 'No gather is loaded')
  return loaded
}

async function outliersOf(engine: MeasuringEngine, gather: Gather, recipe: Recipe, signal: AbortSignal) {
  const { nSamples, nTraces, mask, samples } = await engine.process(gather, recipe, { withMask: true, signal })
  engine.recycle(samples)
  return mask === undefined ? null : { nSamples, nTraces, samples: mask.map((kept) => 1 - kept) }
}

async function tileValue(device: GPUDevice, tiles: TraceTiles, sample: number, trace: number): Promise<number> {
  const tile = tiles.tiles.find((one) => trace >= one.startTrace && trace < one.startTrace + one.nTraces)
  if (tile === undefined) throw new SeisError('internal', `No tile holds trace ${trace}`)
  return readFloat(device, tile.buffer, sample * tile.nTraces + trace - tile.startTrace)
}

function tilesOf(run: PreviewRun): TraceTiles {
  if (run.samples.kind === 'tiles') return run.samples.after
  throw new SeisError('internal', 'The run left its samples in memory')
}

function blocksOf(run: PreviewRun): { readonly after: TraceBlock } {
  if (run.samples.kind === 'blocks') return run.samples
  throw new SeisError('internal', 'The run left its samples on the GPU')
}
