import { type ReactElement, useRef } from 'react'
import { isEdited } from '../../state/recipe.ts'
import { useActions, useCompare, useRecipe } from '../context.ts'
import { Icon } from '../Icon.tsx'
import { PresetsMenu } from '../presets/PresetsMenu.tsx'
import { IconMenu } from '../shell/Menu.tsx'

/** Name, file and history of the recipe. */
export function RecipeHead(): ReactElement {
  const actions = useActions()
  const name = useRecipe((state) => state.name)
  const edited = useRecipe(isEdited)
  const isStored = useCompare((state) => state.recipe !== null)
  const file = useRef<HTMLInputElement>(null)
  const rename = (input: HTMLInputElement): void => actions.renameRecipe(input.value.trim())
  return (
    <div className="section-head">
      <h2 className="section-title">Recipe</h2>
      <label className="field wide">
        <input
          key={name}
          aria-label="Name of the recipe"
          placeholder="Untitled"
          defaultValue={name}
          onBlur={(event) => rename(event.currentTarget)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur()
          }}
        />
        {edited && <span className="label">· edited</span>}
      </label>
      <HistoryButtons />
      <PresetsMenu />
      <IconMenu
        icon="dots"
        label="Recipe file"
        items={[
          { text: 'Save recipe', aside: 'JSON', onSelect: actions.saveRecipe },
          { text: 'Load recipe', aside: 'JSON', onSelect: () => file.current?.click() },
          { text: 'Copy link', aside: 'recipe only', onSelect: actions.copyRecipeLink },
          { text: 'Store as recipe A', aside: 'Shift+A', onSelect: actions.storeRecipeA },
          { text: 'Take recipe A', isDisabled: !isStored, onSelect: actions.takeRecipeA },
        ]}
      />
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        aria-label="Recipe file"
        hidden
        onChange={(event) => {
          const chosen = event.target.files?.[0]
          if (chosen !== undefined) actions.loadRecipe(chosen)
          event.target.value = ''
        }}
      />
    </div>
  )
}

function HistoryButtons(): ReactElement {
  const actions = useActions()
  const undoes = useRecipe((state) => state.past.at(-1)?.label ?? null)
  const redoes = useRecipe((state) => state.future.at(-1)?.label ?? null)
  const undoLabel = undoes === null ? 'Undo' : `Undo: ${undoes}`
  const redoLabel = redoes === null ? 'Redo' : `Redo: ${redoes}`
  return (
    <>
      <button
        type="button"
        className="btn square ghost"
        aria-label={undoLabel}
        title={undoes === null ? 'Nothing to undo' : undoLabel}
        disabled={undoes === null}
        onClick={() => actions.undo()}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        className="btn square ghost"
        aria-label={redoLabel}
        title={redoes === null ? 'Nothing to redo' : redoLabel}
        disabled={redoes === null}
        onClick={() => actions.redo()}
      >
        <Icon name="redo" />
      </button>
    </>
  )
}
