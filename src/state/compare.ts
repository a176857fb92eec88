import { createStore, type StoreApi } from 'zustand/vanilla'
import { NO_MEASURES, type RunMeasures } from '../core/measures.ts'
import type { Recipe } from '../core/recipe.ts'

/** `b` is the recipe in hand, as without any comparison; `both` shows After A, After B and A - B. */
export type Compared = 'a' | 'b' | 'both'

export interface CompareState {
  /** Recipe A as it was stored; null before. */
  readonly recipe: Recipe | null
  /** What the user asked for. */
  readonly wanted: Compared
  /** What is in the panels: as asked for, once recipe A has been run on the gather. */
  readonly shown: Compared
  /** Of recipe A, on the gather for which it was run last. */
  readonly measures: RunMeasures
}

export type CompareStore = StoreApi<CompareState>

export function createCompareStore(): CompareStore {
  return createStore<CompareState>(() => ({ recipe: null, wanted: 'b', shown: 'b', measures: NO_MEASURES }))
}

/** After a press of A or B: each is shown or not, and never none. */
export function pressed(wanted: Compared, which: 'a' | 'b'): Compared {
  const other = which === 'a' ? 'b' : 'a'
  if (wanted === 'both' || wanted === which) return other
  return 'both'
}

/** A recipe's name, as heads and buttons say it. */
export function recipeName({ name }: Pick<Recipe, 'name'>): string {
  return name === '' ? 'Untitled' : name
}
