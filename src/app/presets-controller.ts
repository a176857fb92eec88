/** The user's own presets: saved under a name, taken, renamed, deleted and put back. The page asks before a name is lost. */
import { asSeisError, SeisError, toWire } from '../core/errors.ts'
import type { RecipeStep } from '../core/recipe.ts'
import { parseRecipe } from '../processes/recipe.ts'
import { activeRecipe } from '../state/recipe.ts'
import type { RecipeEditor } from '../state/recipe-editor.ts'
import type { Stores } from '../state/stores.ts'
import type { WorkbenchActions } from './actions.ts'
import type { KeptPreset, PresetKeep } from './kept-presets.ts'
import { presets } from './presets.ts'

export type PresetActions = Pick<
  WorkbenchActions,
  'takePreset' | 'takeUserPreset' | 'askForPreset' | 'savePreset' | 'renamePreset' | 'deletePreset' | 'putBackPreset'
>

export interface PresetParts {
  readonly keep: PresetKeep
  readonly editor: Pick<RecipeEditor, 'replaceRecipe' | 'renameRecipe' | 'markSaved'>
  readonly now: () => number
}

export interface PresetsController {
  readonly actions: PresetActions
  /** Lists what is kept. */
  refresh(): Promise<void>
}

/** Why a preset cannot have this name; null where it can. */
export function whyNotNamed(name: string): string | null {
  if (name.trim() === '') return 'A preset needs a name.'
  return presets.some(({ recipe }) => recipe.name === name.trim()) ? 'A built-in preset has this name.' : null
}

export function createPresetsController(stores: Stores, { keep, editor, now }: PresetParts): PresetsController {
  const { presets: store, session } = stores
  /** As listed last, those deleted since too. */
  let known: readonly KeptPreset[] = []
  const find = (id: string): KeptPreset | undefined => known.find((preset) => preset.id === id)

  async function refresh(): Promise<void> {
    const kept = await keep.list()
    const { deleted } = store.getState()
    known = [...kept, ...known.filter(({ id }) => deleted.includes(id) && !kept.some((other) => other.id === id))]
    known = [...known].sort((a, b) => a.savedAt - b.savedAt)
    store.setState({ kept: known.map(({ id, name, recipe }) => ({ id, name, steps: understoodSteps(recipe) })) })
  }

  async function save(name: string, mayReplace: boolean): Promise<void> {
    const recipe = { ...activeRecipe(stores.recipe.getState()), name }
    const preset = { id: crypto.randomUUID(), name, savedAt: now(), recipe }
    if (await keep.put(preset, mayReplace)) {
      editor.renameRecipe(name, `Save preset ${name}`)
      editor.markSaved()
      store.setState({ asks: null })
    }
    await refresh()
  }

  async function rename(id: string, name: string, mayReplace: boolean): Promise<void> {
    const preset = find(id)
    if (preset !== undefined) await keep.put({ ...preset, name }, mayReplace)
    await refresh()
  }

  async function remove(id: string): Promise<void> {
    await keep.delete(id)
    store.setState(({ deleted }) => ({ deleted: [...deleted, id] }))
  }

  /** Its name may have been given away since. */
  async function putBack(id: string): Promise<void> {
    const preset = find(id)
    if (preset === undefined || !(await keep.put(preset, false))) return
    store.setState(({ deleted }) => ({ deleted: deleted.filter((other) => other !== id) }))
  }

  function take(id: string): void {
    const preset = find(id)
    if (preset === undefined) return
    try {
      editor.replaceRecipe({ ...parseRecipe(preset.recipe), name: preset.name }, `Preset ${preset.name}`)
    } catch (error) {
      const { message, where, fields } = asSeisError(error)
      throw new SeisError('bad-recipe', `This version does not understand the preset ${preset.name}: ${message}`, {
        where,
        todo: 'The recipe in hand stays. Delete the preset, or open it in the version that saved it',
        fields,
        cause: error,
      })
    }
  }

  /** What cannot be kept is said, and leaves the page as it is. */
  function said(work: () => Promise<void> | void): void {
    Promise.resolve()
      .then(work)
      .catch((error: unknown) => session.setState({ notice: toWire(error) }))
  }

  return {
    refresh,
    actions: {
      takePreset: ({ recipe }) => editor.replaceRecipe(recipe, `Preset ${recipe.name}`),
      takeUserPreset: (id) => said(() => take(id)),
      askForPreset(asks) {
        store.setState(({ kept, deleted }) => ({
          asks,
          deleted: [],
          kept: kept.filter(({ id }) => !deleted.includes(id)),
        }))
        said(refresh)
      },
      savePreset: (name, mayReplace) => said(() => save(name, mayReplace)),
      renamePreset: (id, name, mayReplace) => said(() => rename(id, name, mayReplace)),
      deletePreset: (id) => said(() => remove(id)),
      putBackPreset: (id) => said(() => putBack(id)),
    },
  }
}

function understoodSteps(recipe: unknown): readonly RecipeStep[] | null {
  try {
    return parseRecipe(recipe).steps
  } catch {
    return null
  }
}
