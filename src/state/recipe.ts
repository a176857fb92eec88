import { createStore, type StoreApi } from 'zustand/vanilla'
import { type ParamValue, RECIPE_FORMAT, type Recipe, type RecipeStep } from '../core/recipe.ts'

/** A step as the page holds it: with an identity that survives reordering, and a switch. */
export interface ChainItem {
  readonly id: string
  readonly isEnabled: boolean
  readonly step: RecipeStep
}

/** What an undo step brings back. */
export interface RecipeSnapshot {
  readonly name: string
  readonly items: readonly ChainItem[]
  readonly selectedId: string | null
}

export interface HistoryEntry {
  /** What was done, such as "Threshold k 3.2 to 2.4". */
  readonly label: string
  /** The recipe on the other side of this step: before it in `past`, after it in `future`. */
  readonly snapshot: RecipeSnapshot
}

/** A slider in hand: nothing is in the history yet, Escape brings `snapshot` back. */
export interface ParamDrag {
  readonly stepId: string
  readonly key: string
  readonly startValue: ParamValue
  readonly snapshot: RecipeSnapshot
}

export interface RecipeState extends RecipeSnapshot {
  /** Items as last saved or loaded; the recipe is edited when `items` is another list. */
  readonly savedItems: readonly ChainItem[]
  /** Oldest first. */
  readonly past: readonly HistoryEntry[]
  /** Next redo last. */
  readonly future: readonly HistoryEntry[]
  readonly drag: ParamDrag | null
  /** By `fieldKey`: why the value last given was refused. The value before it stays in force. */
  readonly fieldErrors: Readonly<Record<string, string>>
  /** For the identity of the next step. */
  readonly nextId: number
}

export type RecipeStore = StoreApi<RecipeState>

export function createRecipeStore(): RecipeStore {
  return createStore<RecipeState>(() => ({
    name: '',
    items: [],
    selectedId: null,
    savedItems: [],
    past: [],
    future: [],
    drag: null,
    fieldErrors: {},
    nextId: 1,
  }))
}

export function fieldKey(stepId: string, key: string): string {
  return `${stepId}/${key}`
}

/** In the order in which they run. */
export function activeItems(state: RecipeSnapshot): readonly ChainItem[] {
  return state.items.filter((item) => item.isEnabled)
}

/** The recipe that runs: the steps that are switched on. */
export function activeRecipe(state: RecipeSnapshot): Recipe {
  const steps = activeItems(state).map((item) => item.step)
  return { format: RECIPE_FORMAT, name: state.name, steps }
}

export function selectedItem(state: RecipeSnapshot): ChainItem | null {
  return state.items.find((item) => item.id === state.selectedId) ?? null
}

export function isEdited(state: RecipeState): boolean {
  return state.items !== state.savedItems
}

export function snapshotOf(state: RecipeSnapshot): RecipeSnapshot {
  return { name: state.name, items: state.items, selectedId: state.selectedId }
}
