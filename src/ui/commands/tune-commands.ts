import { COLOUR_MAP_LABELS, positionOf } from '../../app/panel-geometry.ts'
import { processDefinitions } from '../../processes/definitions.ts'
import { definitionOf } from '../../processes/recipe.ts'
import { leakageLimitOf } from '../../state/batch.ts'
import { nextMark, qcFigures } from '../../state/qc.ts'
import { selectedItem } from '../../state/recipe.ts'
import { COLOUR_MAPS, colourMapOf, nextColourMap, nextWiggle, steppedNoiseGain } from '../../state/view.ts'
import { analysisPlace, showAnalysis, toggleAnalysis } from '../analysis/analysis-place.ts'
import { steppedValue } from '../inspector/slider-scale.ts'
import { panelRange } from '../panels/use-panel-range.ts'
import { documentTheme } from '../theme.ts'
import { steppedClip } from '../tune/clip-ladder.ts'
import { GO_TO_GATHER_ID } from '../tune/GoTo.tsx'
import type { Command, CommandTargets } from './command.ts'

/** One press of + or - zooms by this factor. */
const ZOOM_STEP = 1.25

type Run = Command['run']

function tune(name: string, keys: readonly string[], run: Run, isKeyOnly?: true): Command {
  return { name, keys, place: 'tune', run, ...(isKeyOnly && { isKeyOnly }) }
}

const panelCommands: readonly Command[] = [
  tune('Flip Before and After in place', ['Space'], ({ actions }) => actions.flip(false)),
  tune('Cycle Before, After, Noise', ['Shift+Space'], ({ actions }) => actions.flip(true)),
  tune('Show only Before', ['1'], ({ actions }) => actions.setLayout('before')),
  tune('Show only After', ['2'], ({ actions }) => actions.setLayout('after')),
  tune('Show only Noise', ['3'], ({ actions }) => actions.setLayout('noise')),
  tune('Three panels', ['4'], ({ actions }) => actions.setLayout('three')),
  tune('Fit the whole gather', ['0'], ({ actions }) => actions.fit()),
  tune('Default layout', ['Shift+0'], ({ actions }) => actions.restoreLayout()),
  tune('Zoom in at the cursor', ['+'], (targets) => zoomAtCursor(ZOOM_STEP, targets)),
  tune('Zoom out at the cursor', ['−'], (targets) => zoomAtCursor(1 / ZOOM_STEP, targets)),
  tune('Gain up: clip lower', ['Up'], (targets) => stepClip(1, targets)),
  tune('Gain down: clip higher', ['Down'], (targets) => stepClip(-1, targets)),
  tune('Noise gain up', ['Shift+Up'], (targets) => stepNoiseGain(1, targets)),
  tune('Noise gain down', ['Shift+Down'], (targets) => stepNoiseGain(-1, targets)),
  tune('Reverse polarity', ['R'], ({ stores, actions }) => actions.setReversed(!stores.view.getState().isReversed)),
  tune('Next colour map', ['C'], ({ stores, actions }) =>
    actions.setColourMap(nextColourMap(colourMapOf(stores.view.getState(), documentTheme()))),
  ),
  ...COLOUR_MAPS.map((map) => tune(`Map ${COLOUR_MAP_LABELS[map]}`, [], ({ actions }) => actions.setColourMap(map))),
  tune('Wiggles, wiggles with variable area, none', ['V'], ({ stores, actions }) =>
    actions.setWiggle(nextWiggle(stores.view.getState().wiggle)),
  ),
  tune('True spacing of traces by the header shown', [], ({ stores, actions }) =>
    actions.setTrueSpacing(!stores.view.getState().isTrueSpacing),
  ),
  tune('Leakage map in place of Noise', ['L'], ({ stores, actions }) =>
    actions.setNoiseShows(stores.view.getState().noiseShows === 'leakage' ? 'noise' : 'leakage'),
  ),
  tune('Spectrum', ['S'], ({ stores, actions }) => toggleAnalysis('spectrum', stores.view, actions)),
  tune('Spectrum as a table', [], ({ actions }) => actions.toggleTable('spectrum')),
  tune('Transform plane of the trace under the cursor', ['T'], pickTraceAtCursor),
  tune('Transform plane as a table', [], ({ actions }) => actions.toggleTable('plane')),
  tune('Window tool', ['W'], ({ stores, actions }) =>
    actions.setTool(stores.view.getState().tool === 'window' ? 'hand' : 'window'),
  ),
  tune('Hide or show the inspector', ['I'], ({ stores, actions }) =>
    actions.setInspectorOpen(!stores.view.getState().isInspectorOpen),
  ),
  tune('Stop a drag and restore; clear the window', ['Esc'], leaveOne, true),
]

const gatherCommands: readonly Command[] = [
  tune('Previous gather', ['Left'], ({ actions }) => actions.previousGather()),
  tune('Next gather', ['Right'], ({ actions }) => actions.nextGather()),
  tune('First gather', ['Home'], ({ actions }) => actions.firstGather()),
  tune('Last gather', ['End'], ({ actions }) => actions.lastGather()),
  tune('Next outlier', ['O'], (targets) => goToOutlier(1, targets)),
  tune('Previous outlier', ['Shift+O'], (targets) => goToOutlier(-1, targets)),
  tune('Bookmark gather', ['M'], ({ stores, actions }) => actions.toggleBookmark(stores.gather.getState().index)),
  tune('Next bookmark', ['N'], (targets) => goToBookmark(1, targets)),
  tune('Previous bookmark', ['Shift+N'], (targets) => goToBookmark(-1, targets)),
  tune('Strip of all gathers as a table', [], ({ actions }) => actions.toggleTable('gathers')),
  tune('Go to gather', ['G'], () => document.getElementById(GO_TO_GATHER_ID)?.focus()),
]

const chainCommands: readonly Command[] = [
  tune('Show recipe A', ['A'], ({ actions }) => actions.pressCompared('a')),
  tune('Show recipe B', ['B'], ({ actions }) => actions.pressCompared('b')),
  tune('Store the recipe as A', ['Shift+A'], ({ actions }) => actions.storeRecipeA()),
  tune('Previous step in the chain', ['['], (targets) => selectNeighbour(-1, targets)),
  tune('Next step in the chain', [']'], (targets) => selectNeighbour(1, targets)),
  tune('Step on or off', ['E'], toggleStep),
  tune('Expected error as a table', [], ({ actions }) => actions.toggleTable('error')),
  tune('Selected parameter down', [','], (targets) => nudgeParam(-1, targets), true),
  tune('Selected parameter up', ['.'], (targets) => nudgeParam(1, targets), true),
  tune('Selected parameter down by ten', ['<'], (targets) => nudgeParam(-10, targets), true),
  tune('Selected parameter up by ten', ['>'], (targets) => nudgeParam(10, targets), true),
  ...processDefinitions.map(({ name, label }) => tune(`Add step ${label}`, [], ({ actions }) => actions.addStep(name))),
]

export const tuneCommands: readonly Command[] = [...panelCommands, ...gatherCommands, ...chainCommands]

function goToOutlier(direction: 1 | -1, { stores, actions }: CommandTargets): void {
  const batch = stores.batch.getState()
  const { outliers } = qcFigures(stores.qc.getState(), batch.series, leakageLimitOf(batch))
  const gather = nextMark(outliers, stores.gather.getState().index, direction)
  if (gather !== null) actions.goToGather(gather)
}

function goToBookmark(direction: 1 | -1, { stores, actions }: CommandTargets): void {
  const gather = nextMark(stores.qc.getState().bookmarks, stores.gather.getState().index, direction)
  if (gather !== null) actions.goToGather(gather)
}

function stepClip(direction: 1 | -1, { stores, actions }: CommandTargets): void {
  actions.setClipPercentile(steppedClip(stores.view.getState().clipPercentile, direction))
}

function stepNoiseGain(direction: 1 | -1, { stores, actions }: CommandTargets): void {
  actions.setNoiseGain(steppedNoiseGain(stores.view.getState().noiseGain, direction))
}

/** Another trace, or none there yet: its plane. Else the plane opens, or closes. */
function pickTraceAtCursor({ stores, actions }: CommandTargets): void {
  const trace = stores.view.getState().cursor?.trace ?? null
  const isOther = trace !== null && trace !== stores.plane.getState().trace
  if (isOther) actions.pickTrace(trace)
  if (isOther && analysisPlace('plane', stores.view) === null) showAnalysis('plane', actions)
  else if (!isOther) toggleAnalysis('plane', stores.view, actions)
}

/** One thing at a time: a drag, the support of a cell, the window, the window tool. */
function leaveOne({ stores: { recipe, view, plane }, actions }: CommandTargets): void {
  if (recipe.getState().drag !== null) actions.cancelDrag()
  else if (plane.getState().cell !== null) actions.outlineCell(null)
  else if (view.getState().window !== null) actions.setWindow(null)
  else actions.setTool('hand')
}

function zoomAtCursor(factor: number, { stores, actions }: CommandTargets): void {
  const range = panelRange(stores.view, stores.gather)
  const { cursor } = stores.view.getState()
  actions.zoom({
    sample: cursor === null ? (range.startSample + range.endSample) / 2 : cursor.sample + 0.5,
    trace: cursor === null ? (range.startTrace + range.endTrace) / 2 : positionOf(range.places, cursor.trace + 0.5),
    timeFactor: factor,
    traceFactor: factor,
  })
}

function toggleStep({ stores, actions }: CommandTargets): void {
  const step = selectedItem(stores.recipe.getState())
  if (step !== null) actions.toggleStep(step.id)
}

function selectNeighbour(direction: 1 | -1, { stores, actions }: CommandTargets): void {
  const { items, selectedId } = stores.recipe.getState()
  const neighbour = items[items.findIndex((item) => item.id === selectedId) + direction]
  if (neighbour !== undefined) actions.selectStep(neighbour.id)
}

function nudgeParam(count: number, { stores, actions, selectedParam }: CommandTargets): void {
  const item = selectedItem(stores.recipe.getState())
  if (item === null) return
  const numbers = definitionOf(item.step.process).params.filter((param) => param.kind === 'number')
  const param = numbers.find(({ key }) => key === selectedParam()) ?? numbers.find(({ key }) => key === 'k')
  if (param === undefined) return
  const value = item.step[param.key]
  actions.setParam(item.id, param.key, steppedValue(param, typeof value === 'number' ? value : null, count), 'commit')
}
