/** The measuring itself, the same for the command line and the page: engines are handed in, figures come out as data. */
import type { Engine, EngineInfo } from '../core/engine.ts'
import { WebGpuEngine } from '../engine/webgpu.ts'
import { benchGather } from './bench-gather.ts'
import { type CopyFigures, measureCopy } from './copy.ts'
import { measureProcess, type ProcessFigures } from './process-figures.ts'
import type { RepeatPlan } from './repeat.ts'
import { gigabytesPerSecond, movedBytes } from './statistics.ts'
import { type MissingVariant, offeredVariants } from './variants.ts'

export interface BenchSize {
  readonly nSamples: number
  readonly nTraces: number
}

export interface BenchPlan extends RepeatPlan {
  /** The first is the one that figures are quoted for. */
  readonly sizes: readonly BenchSize[]
  /** A variant is left out, and named, at a later size where one run would take longer, going by the first size. */
  readonly longestRunMs: number
}

export const FULL_PLAN: BenchPlan = {
  sizes: [
    { nSamples: 1600, nTraces: 3000 },
    { nSamples: 1000, nTraces: 240 },
    { nSamples: 1600, nTraces: 1000 },
  ],
  warmUpRuns: 2,
  minRuns: 3,
  maxRuns: 15,
  budgetMs: 4000,
  longestRunMs: 4000,
}

export const QUICK_PLAN: BenchPlan = {
  sizes: [{ nSamples: 500, nTraces: 60 }],
  warmUpRuns: 1,
  minRuns: 3,
  maxRuns: 3,
  budgetMs: 1000,
  longestRunMs: Number.POSITIVE_INFINITY,
}

export interface SizeFigures extends BenchSize {
  readonly copy: CopyFigures & { readonly gigabytesPerSecond: number }
  readonly processes: readonly ProcessFigures[]
  readonly leftOut: readonly MissingVariant[]
}

/** What the figures were measured on, as far as the engine can tell. */
export interface EngineFacts extends EngineInfo {
  readonly clock: 'GPU timestamps' | 'wall clock'
  readonly gpu: GpuFacts | null
}

export interface GpuFacts {
  readonly vendor: string
  readonly architecture: string
  readonly device: string
  /** The driver and its version, where the system tells. */
  readonly description: string
  readonly features: readonly string[]
  readonly limits: Readonly<Record<string, number>>
}

export interface BenchFigures {
  readonly engine: EngineFacts
  readonly sizes: readonly SizeFigures[]
  readonly missing: readonly MissingVariant[]
}

export interface BenchCalls {
  readonly signal?: AbortSignal
  /** What is measured next, such as "swt, 1600 x 3000". */
  readonly onNext?: (what: string) => void
}

/** Measures every variant of this build, and a copy, at every size of the plan. */
export async function runBench(
  engine: Engine,
  plan: BenchPlan,
  { signal, onNext }: BenchCalls = {},
): Promise<BenchFigures> {
  const { offered, missing } = offeredVariants()
  const sizes: SizeFigures[] = []
  for (const { nSamples, nTraces } of plan.sizes) {
    const shape = `${nSamples} x ${nTraces}`
    const gather = benchGather(nSamples, nTraces)
    onNext?.(`copy, ${shape}`)
    const copy = await measureCopy(engine, gather, plan, signal)
    const copyMs = copy.times.medianMs
    const processes: ProcessFigures[] = []
    const leftOut: MissingVariant[] = []
    for (const variant of offered) {
      const expectedMs = scaledRunMs(sizes[0], variant.name, nSamples * nTraces)
      if (expectedMs > plan.longestRunMs) {
        leftOut.push({ name: variant.name, reason: `one run would take about ${Math.round(expectedMs / 1000)} s` })
        continue
      }
      onNext?.(`${variant.name}, ${shape}`)
      const given = { plan, copyMs, ...(signal === undefined ? {} : { signal }) }
      processes.push(await measureProcess(engine, gather, variant, given))
    }
    const moved = gigabytesPerSecond(movedBytes(nSamples, nTraces), copyMs)
    sizes.push({ nSamples, nTraces, copy: { ...copy, gigabytesPerSecond: moved }, processes, leftOut })
  }
  return { engine: engineFacts(engine), sizes, missing }
}

/** Time of one run as the first size tells it, by the number of samples; 0 where it tells nothing. */
function scaledRunMs(first: SizeFigures | undefined, variant: string, samples: number): number {
  const known = first?.processes.find((figures) => figures.variant === variant)
  return first && known ? (known.whole.medianMs * samples) / (first.nSamples * first.nTraces) : 0
}

const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupsPerDimension',
] as const

export function engineFacts(engine: Engine): EngineFacts {
  if (!(engine instanceof WebGpuEngine)) return { ...engine.info, clock: 'wall clock', gpu: null }
  const { adapterInfo, features, limits } = engine.device
  const { vendor, architecture, device, description } = adapterInfo
  return {
    ...engine.info,
    clock: features.has('timestamp-query') ? 'GPU timestamps' : 'wall clock',
    gpu: {
      vendor,
      architecture,
      device,
      description,
      features: [...features].sort(),
      limits: Object.fromEntries(LIMITS.map((name) => [name, limits[name]])),
    },
  }
}
