import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PlaneCell, TransformPlane } from '../core/transform-plane.ts'
import { definitionOf } from '../processes/recipe.ts'
import { type ChainItem, type RecipeSnapshot, selectedItem } from './recipe.ts'
import type { ErrorText } from './session.ts'

/** The transform plane of one trace at the selected step, for as long as somebody looks at it. */
export interface PlaneState {
  /** The picked trace, from 0; it stays from gather to gather. */
  readonly trace: number | null
  /** The last plane that was found; it stays while another of the same step is on its way. */
  readonly plane: TransformPlane | null
  /** The step that it is of. */
  readonly stepId: string | null
  /** The cell whose support is outlined in the panels. */
  readonly cell: PlaneCell | null
  readonly isWorking: boolean
  readonly error: ErrorText | null
}

export type PlaneStore = StoreApi<PlaneState>

export const NO_PLANE: Omit<PlaneState, 'trace'> = {
  plane: null,
  stepId: null,
  cell: null,
  isWorking: false,
  error: null,
}

export function createPlaneStore(): PlaneStore {
  return createStore<PlaneState>(() => ({ trace: null, ...NO_PLANE }))
}

/** The step whose plane can be shown: the selected one, if it runs and has one. */
export function planeStep(recipe: RecipeSnapshot): ChainItem | null {
  const item = selectedItem(recipe)
  return item?.isEnabled && whyNoPlane(item) === null ? item : null
}

/** Why a step has no plane, in one sentence. */
export function whyNoPlane({ step }: ChainItem): string | null {
  return definitionOf(step.process).whyNoPlane(step)
}

/** Whether a cell of one plane is a cell of the other: they have the same bands with as many cells. */
export function haveSameCells(a: TransformPlane, b: TransformPlane): boolean {
  return a.bands.length === b.bands.length && a.bands.every(({ nCells }, band) => b.bands[band]!.nCells === nCells)
}
