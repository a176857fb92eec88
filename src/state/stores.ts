import { type BatchStore, createBatchStore } from './batch.ts'
import { type BenchmarkStore, createBenchmarkStore } from './benchmark.ts'
import { type CompareStore, createCompareStore } from './compare.ts'
import { createGatherStore, type GatherStore } from './gather.ts'
import { createPlaneStore, type PlaneStore } from './plane.ts'
import { createPresetsStore, type PresetsStore } from './presets.ts'
import { createQcStore, type QcStore } from './qc.ts'
import { createRecipeStore, type RecipeStore } from './recipe.ts'
import { createResultStore, type ResultStore } from './result.ts'
import { createSessionStore, type SessionStore } from './session.ts'
import { createSpectrumStore, type SpectrumStore } from './spectrum.ts'
import { createSweepStore, type SweepStore } from './sweep.ts'
import { createTuningStore, type TuningStore } from './tuning.ts'
import { createViewStore, type ViewStore } from './view.ts'

/** All facts that the page shows. Made once, by the composition root. */
export interface Stores {
  readonly session: SessionStore
  readonly gather: GatherStore
  readonly qc: QcStore
  readonly recipe: RecipeStore
  readonly presets: PresetsStore
  readonly compare: CompareStore
  readonly view: ViewStore
  readonly result: ResultStore
  readonly spectrum: SpectrumStore
  readonly plane: PlaneStore
  readonly sweep: SweepStore
  readonly batch: BatchStore
  readonly benchmark: BenchmarkStore
  readonly tuning: TuningStore
}

export function createStores(): Stores {
  return {
    session: createSessionStore(),
    gather: createGatherStore(),
    qc: createQcStore(),
    recipe: createRecipeStore(),
    presets: createPresetsStore(),
    compare: createCompareStore(),
    view: createViewStore(),
    result: createResultStore(),
    spectrum: createSpectrumStore(),
    plane: createPlaneStore(),
    sweep: createSweepStore(),
    batch: createBatchStore(),
    benchmark: createBenchmarkStore(),
    tuning: createTuningStore(),
  }
}
