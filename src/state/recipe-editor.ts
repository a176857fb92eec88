import { isSeisError } from '../core/errors.ts'
import type { ParamValue, Recipe, RecipeStep } from '../core/recipe.ts'
import {
  type ChainItem,
  fieldKey,
  type HistoryEntry,
  type RecipeState,
  type RecipeStore,
  snapshotOf,
} from './recipe.ts'

/** What the editor has to know about processes; given, so that the stores stay free of them. */
export interface RecipeRules {
  /** Throws bad-recipe (with `fields.limits`) for a step that may not run. */
  checkStep(step: RecipeStep, index: number): unknown
  defaultStep(process: string): RecipeStep
  /** The name of a step in the history, such as "Wavelet denoise". */
  processLabel(process: string): string
  /** What the history calls a change, such as "Threshold k 3.2 to 2.4". */
  changeLabel(process: string, key: string, from: ParamValue, to: ParamValue): string
}

/** 'drag' while a slider is held: not in the history; 'commit' when it is let go, or typed. */
export type ParamPhase = 'drag' | 'commit'

export interface ParamChange {
  readonly stepId: string
  readonly key: string
  readonly value: ParamValue
}

export interface RecipeEditor {
  setParam(stepId: string, key: string, value: ParamValue, phase: ParamPhase): void
  /** Several parameters at once, as one step of the history; none of them where one is refused. */
  setParams(changes: readonly ParamChange[], label: string): void
  /** Puts back what was there when the drag began. */
  cancelDrag(): void
  addStep(process: string): void
  removeStep(stepId: string): void
  moveStep(stepId: string, delta: number): void
  toggleStep(stepId: string): void
  selectStep(stepId: string): void
  /** Names given one after another are one step of the history. */
  renameRecipe(name: string, label?: string): void
  undo(): void
  redo(): void
  /** Another recipe altogether; can be undone. `markSaved` when it is the same as a file. */
  replaceRecipe(recipe: Recipe, label: string): void
  markSaved(): void
}

const MAX_HISTORY = 200

/** Edits of the recipe in `store`: validated, named, and undone one drag at a time. */
export function createRecipeEditor(store: RecipeStore, rules: RecipeRules): RecipeEditor {
  const commit = (
    label: string,
    change: Partial<RecipeState>,
    before = snapshotOf(store.getState()),
    past = store.getState().past,
  ): void => {
    const entry: HistoryEntry = { label, snapshot: before }
    store.setState({ ...change, past: [...past, entry].slice(-MAX_HISTORY), future: [], drag: null })
  }
  const find = (stepId: string): ChainItem | undefined => store.getState().items.find((item) => item.id === stepId)
  const labelOf = (item: ChainItem): string => rules.processLabel(item.step.process)
  const cancelDrag = (): void => {
    const { drag } = store.getState()
    if (drag !== null) store.setState({ ...drag.snapshot, drag: null })
  }

  /** Refused values leave a message at the field and change nothing else. */
  const isAllowed = (step: RecipeStep, stepId: string, key: string): boolean => {
    const { items, fieldErrors } = store.getState()
    const place = fieldKey(stepId, key)
    try {
      rules.checkStep(
        step,
        items.findIndex((item) => item.id === stepId),
      )
    } catch (error) {
      if (!isSeisError(error, 'bad-recipe')) throw error
      store.setState({ fieldErrors: { ...fieldErrors, [place]: refusalOf(error.fields['limits'], error.message) } })
      return false
    }
    const stale = Object.keys(fieldErrors).some((other) => other.startsWith(`${stepId}/`))
    if (stale) store.setState({ fieldErrors: withoutStep(fieldErrors, stepId) })
    return true
  }

  return {
    setParam(stepId, key, value, phase) {
      const item = find(stepId)
      if (item === undefined) return
      const step = { ...item.step, [key]: value }
      if (!isAllowed(step, stepId, key)) {
        if (phase === 'commit') finishDrag()
        return
      }
      const state = store.getState()
      const items = step[key] === item.step[key] ? state.items : replaceItem(state.items, { ...item, step })
      if (phase === 'drag') {
        const startValue = item.step[key] ?? null
        const drag = state.drag ?? { stepId, key, startValue, snapshot: snapshotOf(state) }
        store.setState({ items, drag })
        return
      }
      store.setState({
        items,
        drag: state.drag ?? { stepId, key, startValue: item.step[key] ?? null, snapshot: snapshotOf(state) },
      })
      finishDrag()
    },
    setParams(changes, label) {
      cancelDrag()
      const { items } = store.getState()
      const changed = changes.reduce(
        (all, { stepId, key, value }) =>
          all.map((item) =>
            item.id === stepId && item.step[key] !== value ? { ...item, step: { ...item.step, [key]: value } } : item,
          ),
        items,
      )
      const areAllowed = changes.every(({ stepId, key }) => {
        const item = changed.find(({ id }) => id === stepId)
        return item !== undefined && isAllowed(item.step, stepId, key)
      })
      if (areAllowed && changed.some((item, i) => item !== items[i])) commit(label, { items: changed })
    },
    cancelDrag,
    addStep(process) {
      const { items, nextId } = store.getState()
      const item = { id: `step-${nextId}`, isEnabled: true, step: rules.defaultStep(process) }
      commit(`Add ${labelOf(item)}`, { items: [...items, item], selectedId: item.id, nextId: nextId + 1 })
    },
    removeStep(stepId) {
      const { items, selectedId } = store.getState()
      const index = items.findIndex((item) => item.id === stepId)
      const item = items[index]
      if (item === undefined) return
      const rest = items.filter((other) => other !== item)
      const neighbour = rest[Math.min(index, rest.length - 1)]?.id ?? null
      commit(`Remove ${labelOf(item)}`, { items: rest, selectedId: selectedId === stepId ? neighbour : selectedId })
    },
    moveStep(stepId, delta) {
      const { items } = store.getState()
      const from = items.findIndex((item) => item.id === stepId)
      const item = items[from]
      if (item === undefined) return
      const to = Math.min(items.length - 1, Math.max(0, from + delta))
      if (to === from) return
      const rest = items.filter((other) => other !== item)
      commit(`Move ${labelOf(item)} ${to < from ? 'up' : 'down'}`, {
        items: [...rest.slice(0, to), item, ...rest.slice(to)],
      })
    },
    toggleStep(stepId) {
      const item = find(stepId)
      if (item === undefined) return
      const toggled = { ...item, isEnabled: !item.isEnabled }
      const label = `${labelOf(item)} ${toggled.isEnabled ? 'on' : 'off'}`
      commit(label, { items: replaceItem(store.getState().items, toggled) })
    },
    selectStep(stepId) {
      if (find(stepId) !== undefined) store.setState({ selectedId: stepId })
    },
    renameRecipe(name, label = 'Rename recipe') {
      const { name: known, items, past } = store.getState()
      if (name === known) return
      const last = past.at(-1)
      if (last?.snapshot.items === items) commit(label, { name }, last.snapshot, past.slice(0, -1))
      else commit(label, { name })
    },
    undo() {
      cancelDrag()
      const { past, future } = store.getState()
      const entry = past.at(-1)
      if (entry === undefined) return
      const back: HistoryEntry = { label: entry.label, snapshot: snapshotOf(store.getState()) }
      store.setState({ ...entry.snapshot, past: past.slice(0, -1), future: [...future, back], fieldErrors: {} })
    },
    redo() {
      cancelDrag()
      const { past, future } = store.getState()
      const entry = future.at(-1)
      if (entry === undefined) return
      const back: HistoryEntry = { label: entry.label, snapshot: snapshotOf(store.getState()) }
      store.setState({ ...entry.snapshot, past: [...past, back], future: future.slice(0, -1), fieldErrors: {} })
    },
    replaceRecipe(recipe, label) {
      const { nextId } = store.getState()
      const items = recipe.steps.map((step, i) => ({ id: `step-${nextId + i}`, isEnabled: true, step }))
      const change = { name: recipe.name, items, selectedId: items[0]?.id ?? null, fieldErrors: {} }
      commit(label, { ...change, savedItems: items, nextId: nextId + items.length })
    },
    markSaved() {
      store.setState({ savedItems: store.getState().items })
    },
  }

  function finishDrag(): void {
    const { drag, items } = store.getState()
    if (drag === null) return
    const item = items.find((candidate) => candidate.id === drag.stepId)
    const value = item?.step[drag.key] ?? null
    if (item === undefined || value === drag.startValue) {
      store.setState({ ...drag.snapshot, drag: null })
      return
    }
    commit(rules.changeLabel(item.step.process, drag.key, drag.startValue, value), { items }, drag.snapshot)
  }
}

function replaceItem(items: readonly ChainItem[], replacement: ChainItem): readonly ChainItem[] {
  return items.map((item) => (item.id === replacement.id ? replacement : item))
}

function withoutStep(errors: RecipeState['fieldErrors'], stepId: string): RecipeState['fieldErrors'] {
  return Object.fromEntries(Object.entries(errors).filter(([place]) => !place.startsWith(`${stepId}/`)))
}

function refusalOf(limits: unknown, message: string): string {
  return typeof limits === 'string' && limits !== '' ? `Allowed: ${limits}` : message
}
