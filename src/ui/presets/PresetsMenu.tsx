import type { ReactElement } from 'react'
import { presets } from '../../app/presets.ts'
import { useActions, usePresets } from '../context.ts'
import { IconMenu } from '../shell/Menu.tsx'
import { presetAbout } from './preset-words.ts'

/** Recipes to begin with: the built-in ones, then the user's own. */
export function PresetsMenu(): ReactElement {
  const actions = useActions()
  const kept = usePresets((state) => state.kept)
  const own = kept.map((preset) => ({
    group: 'Yours',
    text: preset.name,
    aside: presetAbout(preset),
    onSelect: () => actions.takeUserPreset(preset.id),
  }))
  return (
    <IconMenu
      icon="list"
      label="Presets"
      items={[
        ...presets.map((preset) => ({
          group: 'Built in',
          text: preset.recipe.name,
          aside: preset.about,
          onSelect: () => actions.takePreset(preset),
        })),
        ...own,
        { text: 'Save as preset…', onSelect: () => actions.askForPreset('name') },
        ...(own.length > 0 ? [{ text: 'Rename or delete…', onSelect: () => actions.askForPreset('list') }] : []),
      ]}
    />
  )
}
