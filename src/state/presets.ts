import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RecipeStep } from '../core/recipe.ts'

/** A recipe that the user keeps under a name. */
export interface UserPreset {
  readonly id: string
  readonly name: string
  /** Null where this version does not understand the recipe. */
  readonly steps: readonly RecipeStep[] | null
}

export interface PresetsState {
  /** In the order in which they were saved. */
  readonly kept: readonly UserPreset[]
  /** Of the list that is open: they can be put back until it is closed. */
  readonly deleted: readonly string[]
  /** What the page asks for: the name of a new one, or what is to become of those there are. */
  readonly asks: 'name' | 'list' | null
}

export type PresetsStore = StoreApi<PresetsState>

export function createPresetsStore(): PresetsStore {
  return createStore<PresetsState>(() => ({ kept: [], deleted: [], asks: null }))
}

/** The one that has this name, other than `except`; a deleted one gives its name free. */
export function presetNamed({ kept, deleted }: PresetsState, name: string, except = ''): UserPreset | null {
  return kept.find((preset) => preset.name === name && preset.id !== except && !deleted.includes(preset.id)) ?? null
}
