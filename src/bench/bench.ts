/** The measuring itself, the same for the command line and the page: engines are handed in, figures come out as data. */
import type { Engine, EngineInfo } from '../core/engine.ts'
import { WebGpuEngine } from '../engine/webgpu.ts'
import { hasKernels } from '../processes/methods.ts'
import { benchGather } from './bench-gather.ts'
import { type CopyFigures, measureCopy } from './copy.ts'
import { type GpuFacts, gpuFacts } from './gpu-facts.ts'
import type { BenchPlan, BenchSize } from './plan.ts'
import { measureProcess, type ProcessFigures } from './process-figures.ts'
import { gigabytesPerSecond, movedBytes } from './statistics.ts'
import type { BenchVariant } from './variant-steps.ts'
import { type MissingVariant, variantsFor } from './variants.ts'

export type { GpuFacts } from './gpu-facts.ts'
export { type BenchPlan, type BenchSize, FULL_PLAN, QUICK_PLAN } from './plan.ts'

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

export interface BenchFigures {
  readonly engine: EngineFacts
  readonly sizes: readonly SizeFigures[]
  readonly missing: readonly MissingVariant[]
}

/** What is measured, the `number`th of `count`, from 1; what is left out counts as well. */
export interface BenchStep extends BenchSize {
  /** `copy`, or the name of a variant. */
  readonly name: string
  readonly number: number
  readonly count: number
}

export interface BenchCalls {
  readonly signal?: AbortSignal
  /** What is measured next: in words such as "swt, 1600 x 3000", and as data. */
  readonly onNext?: (what: string, step: BenchStep) => void
  /** All figures so far, whenever there is a new one. */
  readonly onFigures?: (figures: BenchFigures) => void
}

/** Measures every variant of this build, and a copy, at every size of the plan; of `variants`, if not all are wanted. */
export async function runBench(
  engine: Engine,
  plan: BenchPlan,
  { signal, onNext, onFigures }: BenchCalls = {},
  variants?: readonly BenchVariant[],
): Promise<BenchFigures> {
  const { offered, missing } = variantsFor(engine.info, variants)
  const facts = engineFacts(engine)
  const sizes: SizeFigures[] = []
  const count = plan.sizes.length * (1 + offered.length)
  let number = 0
  const begin = (name: string, { nSamples, nTraces }: BenchSize): void =>
    onNext?.(`${name}, ${nSamples} x ${nTraces}`, { name, nSamples, nTraces, number, count })
  for (const size of plan.sizes) {
    const { nSamples, nTraces } = size
    const gather = benchGather(nSamples, nTraces)
    number++
    begin('copy', size)
    const copy = await measureCopy(engine, gather, plan, signal)
    const copyMs = copy.times.medianMs
    const moved = gigabytesPerSecond(movedBytes(nSamples, nTraces), copyMs)
    const processes: ProcessFigures[] = []
    const leftOut: MissingVariant[] = []
    const figures = (): SizeFigures => ({
      nSamples,
      nTraces,
      copy: { ...copy, gigabytesPerSecond: moved },
      processes: [...processes],
      leftOut: [...leftOut],
    })
    onFigures?.({ engine: facts, sizes: [...sizes, figures()], missing })
    for (const variant of offered) {
      number++
      if (engine.info.kind === 'webgpu' && !hasKernels(variant.recipe)) {
        leftOut.push({ name: variant.name, reason: 'it has no kernels: the CPU engine computes it' })
        continue
      }
      const expectedMs = scaledRunMs(sizes[0], variant.name, nSamples * nTraces)
      if (expectedMs > plan.longestRunMs) {
        leftOut.push({ name: variant.name, reason: `one run would take about ${Math.round(expectedMs / 1000)} s` })
        continue
      }
      begin(variant.name, size)
      const given = { plan, copyMs, ...(signal === undefined ? {} : { signal }) }
      processes.push(await measureProcess(engine, gather, variant, given))
      onFigures?.({ engine: facts, sizes: [...sizes, figures()], missing })
    }
    sizes.push(figures())
  }
  return { engine: facts, sizes, missing }
}

/** Time of one run as the first size tells it, by the number of samples; 0 where it tells nothing. */
function scaledRunMs(first: SizeFigures | undefined, variant: string, samples: number): number {
  const known = first?.processes.find((figures) => figures.variant === variant)
  return first && known ? (known.whole.medianMs * samples) / (first.nSamples * first.nTraces) : 0
}

export function engineFacts(engine: Engine): EngineFacts {
  if (!(engine instanceof WebGpuEngine)) return { ...engine.info, clock: 'wall clock', gpu: null }
  const { device } = engine
  return {
    ...engine.info,
    clock: device.features.has('timestamp-query') ? 'GPU timestamps' : 'wall clock',
    gpu: gpuFacts(device.adapterInfo, device),
  }
}
