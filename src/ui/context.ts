import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { WorkbenchActions } from '../app/actions.ts'
import type { BatchPageState } from '../state/batch.ts'
import type { BenchmarkState } from '../state/benchmark.ts'
import type { CompareState } from '../state/compare.ts'
import type { GatherState } from '../state/gather.ts'
import type { PlaneState } from '../state/plane.ts'
import type { PresetsState } from '../state/presets.ts'
import type { QcState } from '../state/qc.ts'
import type { RecipeState } from '../state/recipe.ts'
import type { ResultState } from '../state/result.ts'
import type { SessionState } from '../state/session.ts'
import type { SpectrumState } from '../state/spectrum.ts'
import type { Stores } from '../state/stores.ts'
import type { SweepState } from '../state/sweep.ts'
import type { TuningState } from '../state/tuning.ts'
import type { ViewState } from '../state/view.ts'

export const StoresContext = createContext<Stores | null>(null)
export const ActionsContext = createContext<WorkbenchActions | null>(null)

export function useStores(): Stores {
  return required(useContext(StoresContext), 'StoresContext')
}

export function useActions(): WorkbenchActions {
  return required(useContext(ActionsContext), 'ActionsContext')
}

/** Each selector must return a value that stays the same while its facts do: no new objects. */
export function useSession<T>(select: (state: SessionState) => T): T {
  return useStore(useStores().session, select)
}

export function useGather<T>(select: (state: GatherState) => T): T {
  return useStore(useStores().gather, select)
}

export function useQc<T>(select: (state: QcState) => T): T {
  return useStore(useStores().qc, select)
}

export function useRecipe<T>(select: (state: RecipeState) => T): T {
  return useStore(useStores().recipe, select)
}

export function usePresets<T>(select: (state: PresetsState) => T): T {
  return useStore(useStores().presets, select)
}

export function useCompare<T>(select: (state: CompareState) => T): T {
  return useStore(useStores().compare, select)
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useStores().view, select)
}

export function useResult<T>(select: (state: ResultState) => T): T {
  return useStore(useStores().result, select)
}

export function useSpectrum<T>(select: (state: SpectrumState) => T): T {
  return useStore(useStores().spectrum, select)
}

export function usePlane<T>(select: (state: PlaneState) => T): T {
  return useStore(useStores().plane, select)
}

export function useSweep<T>(select: (state: SweepState) => T): T {
  return useStore(useStores().sweep, select)
}

export function useBatch<T>(select: (state: BatchPageState) => T): T {
  return useStore(useStores().batch, select)
}

export function useBenchmark<T>(select: (state: BenchmarkState) => T): T {
  return useStore(useStores().benchmark, select)
}

export function useTuning<T>(select: (state: TuningState) => T): T {
  return useStore(useStores().tuning, select)
}

function required<T>(value: T | null, name: string): T {
  if (value === null) throw new Error(`${name} is not provided`)
  return value
}
