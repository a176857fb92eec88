/** What the page and the benchmark worker say to each other: types only. */
import type { BenchFigures, BenchStep } from '../bench/bench.ts'
import type { BrowserMachine } from '../bench/browser-machine.ts'
import type { BenchPlan } from '../bench/plan.ts'
import type { EngineKind } from '../core/engine.ts'

export interface BenchOrder {
  readonly plan: BenchPlan
  readonly engine: EngineKind
}

export interface BenchAnswer {
  readonly figures: BenchFigures
  /** As the worker saw it, which opened the engine. */
  readonly machine: BrowserMachine
}

export interface BenchWorkerApi {
  /** Rejects with `gpu` when there is no adapter or the device is lost. The engine ends with the worker. */
  run(
    order: BenchOrder,
    onStep: (step: BenchStep) => void,
    onFigures: (figures: BenchFigures) => void,
  ): Promise<BenchAnswer>
}
