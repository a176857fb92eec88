/** Everything that has a name in the palette, a key in the key map, or both: one table for the three. */
import { presets } from '../../app/presets.ts'
import { isActive } from '../../state/batch.ts'
import type { Stores } from '../../state/stores.ts'
import { focusRegion } from '../regions.ts'
import { documentTheme } from '../theme.ts'
import type { Command, CommandPlace, CommandTargets } from './command.ts'
import { tuneCommands } from './tune-commands.ts'

const pageCommands: readonly Command[] = [
  { name: 'Tune', place: 'dataset', run: ({ actions }) => actions.showWorkspace('tune') },
  { name: 'Sweep', place: 'dataset', run: ({ actions }) => actions.showWorkspace('sweep') },
  { name: 'Batch', place: 'dataset', run: ({ actions }) => actions.showWorkspace('batch') },
  { name: 'Benchmark', place: 'anywhere', run: ({ actions }) => actions.showWorkspace('benchmark') },
  { name: 'Open a folder', place: 'anywhere', run: ({ actions }) => actions.openPicker() },
  { name: 'Open demo', place: 'anywhere', run: ({ actions }) => actions.openDemo() },
  { name: 'Close dataset', place: 'dataset', run: ({ actions }) => actions.closeDataset() },
]

const recipeCommands: readonly Command[] = [
  { name: 'Undo', keys: ['Ctrl+Z'], place: 'dataset', run: ({ actions }) => actions.undo() },
  { name: 'Redo', keys: ['Ctrl+Shift+Z'], place: 'dataset', run: ({ actions }) => actions.redo() },
  { name: 'Save recipe', place: 'dataset', run: ({ actions }) => actions.saveRecipe() },
  { name: 'Save as preset', place: 'tune', run: ({ actions }) => actions.askForPreset('name') },
  { name: 'Rename or delete presets', place: 'tune', run: ({ actions }) => actions.askForPreset('list') },
  { name: 'Take recipe A', place: 'tune', run: ({ actions }) => actions.takeRecipeA() },
  ...presets.map(
    (preset): Command => ({
      name: `Preset ${preset.recipe.name}`,
      place: 'tune',
      run: ({ actions }) => actions.takePreset(preset),
    }),
  ),
]

const sweepCommands = withPlace('sweep', [
  {
    name: 'Flip the selected recipe, Before and After',
    keys: ['Space'],
    run: ({ actions }) => actions.flipSweepCell(false),
  },
  {
    name: 'Cycle the selected recipe, Before, After, Noise',
    keys: ['Shift+Space'],
    run: ({ actions }) => actions.flipSweepCell(true),
  },
  { name: 'Three pictures of the selected recipe', keys: ['4'], run: ({ actions }) => actions.setSweepLayout('three') },
  { name: 'Store the selected recipe as A', keys: ['Shift+A'], run: ({ actions }) => actions.storeSweepCellAsA() },
  { name: 'Leakage maps in place of Noise in the sheet', keys: ['L'], run: toggleLeakageMaps },
  { name: 'Recipes of the sheet as a table', run: ({ actions }) => actions.toggleTable('sweep') },
])

const shellCommands: readonly Command[] = [
  {
    name: 'Figures of each gather as a table',
    place: 'batch',
    run: ({ actions }) => actions.toggleTable('quality'),
  },
  { name: 'Stages of a batch as a table', place: 'batch', run: ({ actions }) => actions.toggleTable('stages') },
  { name: 'Run over time as a table', place: 'batch', run: ({ actions }) => actions.toggleTable('course') },
  { name: 'Pause a batch, or go on', keys: ['P'], place: 'batch', run: pauseOrGoOn },
  {
    name: 'Switch theme',
    place: 'anywhere',
    run: ({ actions }) => actions.setTheme(documentTheme() === 'dark' ? 'light' : 'dark'),
  },
  { name: 'Next region of the page', keys: ['J'], place: 'anywhere', isKeyOnly: true, run: () => focusRegion(1) },
  { name: 'Previous region', keys: ['K'], place: 'anywhere', isKeyOnly: true, run: () => focusRegion(-1) },
  {
    name: 'Find a command',
    keys: ['/'],
    place: 'anywhere',
    isKeyOnly: true,
    run: (targets) => targets.findCommand(),
  },
  { name: 'Key map', keys: ['?'], place: 'anywhere', run: (targets) => targets.showKeyMap() },
]

/** In the order in which the palette and the key map list them. */
export const commands: readonly Command[] = [
  ...tuneCommands,
  ...recipeCommands,
  ...sweepCommands,
  ...shellCommands,
  ...pageCommands,
]

/** The user's own come and go: they have no place in the table. */
export function ownPresetCommands({ presets: { getState } }: Stores): readonly Command[] {
  const { kept, deleted } = getState()
  return kept
    .filter(({ id }) => !deleted.includes(id))
    .map(({ id, name }) => ({
      name: `Your preset ${name}`,
      place: 'tune',
      run: ({ actions }) => actions.takeUserPreset(id),
    }))
}

function toggleLeakageMaps({ stores, actions }: CommandTargets): void {
  actions.setSweepShows(stores.sweep.getState().shows === 'leakage' ? 'noise' : 'leakage')
}

function pauseOrGoOn({ stores, actions }: CommandTargets): boolean {
  const { progress, waiting } = stores.batch.getState()
  if (waiting !== null || !isActive(progress)) return false
  if (progress?.state === 'paused') actions.goOnWithBatch()
  else actions.pauseBatch()
  return true
}

function withPlace(place: CommandPlace, named: readonly Omit<Command, 'place'>[]): readonly Command[] {
  return named.map((command) => ({ ...command, place }))
}
