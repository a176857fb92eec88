import type { WorkbenchActions } from '../app/actions.ts'
import { definitionOf } from '../processes/recipe.ts'
import { isActive } from '../state/batch.ts'
import { selectedItem } from '../state/recipe.ts'
import type { Stores } from '../state/stores.ts'
import { colourMapOf, nextColourMap, nextWiggle, steppedNoiseGain } from '../state/view.ts'
import { spectrumPlace } from './analysis/spectrum-place.ts'
import { steppedValue } from './inspector/slider-scale.ts'
import { panelRange } from './panels/use-panel-range.ts'
import { focusRegion } from './regions.ts'
import { documentTheme } from './theme.ts'
import { steppedClip } from './tune/clip-ladder.ts'
import { GO_TO_GATHER_ID } from './tune/Navigator.tsx'

/** One press of + or - zooms by this factor. */
const ZOOM_STEP = 1.25

interface KeyTargets {
  readonly stores: Stores
  readonly actions: WorkbenchActions
  /** The parameter that , and . change; the one last touched. */
  selectedParam(): string
  showKeyMap(): void
}

/** The keys of the key map; returns whether the key meant something. Typing in a field never comes here. */
export function pressKey(event: KeyboardEvent, targets: KeyTargets): boolean {
  const { stores } = targets
  if (event.ctrlKey || event.metaKey) return pressWithControl(event, targets)
  if (event.altKey) return false
  if (event.key === '?') {
    targets.showKeyMap()
    return true
  }
  if (stores.view.getState().areLetterKeysOn && (event.key === 'j' || event.key === 'k')) {
    return focusRegion(event.key === 'j' ? 1 : -1)
  }
  const { phase, workspace } = stores.session.getState()
  if (phase === 'ready' && workspace === 'batch') return pressInBatch(event, targets)
  if (phase !== 'ready' || workspace !== 'tune') return false
  return pressNamed(event, targets) || (stores.view.getState().areLetterKeysOn && pressCharacter(event, targets))
}

function pressInBatch({ key }: KeyboardEvent, { stores, actions }: KeyTargets): boolean {
  const { progress, waiting } = stores.batch.getState()
  const isForIt = key.toLowerCase() === 'p' && stores.view.getState().areLetterKeysOn
  if (!isForIt || waiting !== null || !isActive(progress)) return false
  if (progress?.state === 'paused') actions.goOnWithBatch()
  else actions.pauseBatch()
  return true
}

/** What a slider itself answers to; every other key stays a key of the workbench while it has the focus. */
const SLIDER_KEYS = /^(?:Arrow|Page|Home$|End$)/

/** Whether the key belongs to the element that has the focus: typing, a list, a slider. */
export function isTyping(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement && target.type === 'range') return SLIDER_KEYS.test(key)
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox'
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement || target.isContentEditable
}

function pressWithControl(event: KeyboardEvent, { stores, actions }: KeyTargets): boolean {
  if (event.key.toLowerCase() !== 'z' || stores.session.getState().phase !== 'ready') return false
  if (event.shiftKey) actions.redo()
  else actions.undo()
  return true
}

function pressNamed(event: KeyboardEvent, { stores, actions }: KeyTargets): boolean {
  const view = stores.view.getState()
  switch (event.key) {
    case 'ArrowLeft':
      actions.previousGather()
      return true
    case 'ArrowRight':
      actions.nextGather()
      return true
    case 'Home':
      actions.goToGather(0)
      return true
    case 'End':
      actions.goToGather((stores.session.getState().dataset?.gathers.nGathers ?? 1) - 1)
      return true
    case 'ArrowUp':
    case 'ArrowDown': {
      const direction = event.key === 'ArrowUp' ? 1 : -1
      if (event.shiftKey) actions.setNoiseGain(steppedNoiseGain(view.noiseGain, direction))
      else actions.setClipPercentile(steppedClip(view.clipPercentile, direction))
      return true
    }
    case 'Escape':
      leaveOne(stores, actions)
      return true
    case ' ':
      // On a button, Space is a press.
      if (event.target instanceof HTMLElement && event.target.matches('button, [type=checkbox], summary')) return false
      actions.flip(event.shiftKey)
      return true
    default:
      return false
  }
}

function pressCharacter(event: KeyboardEvent, targets: KeyTargets): boolean {
  const { stores, actions } = targets
  // What Shift+0 types differs between keyboards; the key is the same.
  if (event.shiftKey && event.code === 'Digit0') {
    actions.restoreLayout()
    return true
  }
  if (event.key === 'A') {
    actions.storeRecipeA()
    return true
  }
  const view = stores.view.getState()
  const step = selectedItem(stores.recipe.getState())
  const commands: Readonly<Record<string, () => void>> = {
    '1': () => actions.setLayout('before'),
    '2': () => actions.setLayout('after'),
    '3': () => actions.setLayout('noise'),
    '4': () => actions.setLayout('three'),
    '0': () => actions.fit(),
    '+': () => zoomAtCursor(ZOOM_STEP, targets),
    '=': () => zoomAtCursor(ZOOM_STEP, targets),
    '-': () => zoomAtCursor(1 / ZOOM_STEP, targets),
    r: () => actions.setReversed(!view.isReversed),
    a: () => actions.pressCompared('a'),
    b: () => actions.pressCompared('b'),
    v: () => actions.setWiggle(nextWiggle(view.wiggle)),
    l: () => actions.setNoiseShows(view.noiseShows === 'leakage' ? 'noise' : 'leakage'),
    s: () => toggleSpectrum(stores, actions),
    w: () => actions.setTool(view.tool === 'window' ? 'hand' : 'window'),
    c: () => actions.setColourMap(nextColourMap(colourMapOf(view, documentTheme()))),
    g: () => document.getElementById(GO_TO_GATHER_ID)?.focus(),
    i: () => actions.setInspectorOpen(!view.isInspectorOpen),
    e: () => step && actions.toggleStep(step.id),
    '[': () => selectNeighbour(-1, targets),
    ']': () => selectNeighbour(1, targets),
    ',': () => nudgeParam(-1, targets),
    '<': () => nudgeParam(-10, targets),
    '.': () => nudgeParam(1, targets),
    '>': () => nudgeParam(10, targets),
  }
  const command = commands[event.key.toLowerCase()]
  command?.()
  return command !== undefined
}

/** One thing at a time: a drag, the window, the window tool. */
function leaveOne({ recipe, view }: Stores, actions: WorkbenchActions): void {
  if (recipe.getState().drag !== null) actions.cancelDrag()
  else if (view.getState().window !== null) actions.setWindow(null)
  else actions.setTool('hand')
}

export function toggleSpectrum({ view }: Stores, actions: WorkbenchActions): void {
  const { place, needsInspector } = spectrumPlace(view.getState())
  actions.setSpectrumOpen(place === null)
  if (place === null && needsInspector) actions.setInspectorOpen(true)
}

function zoomAtCursor(factor: number, { stores, actions }: KeyTargets): void {
  const range = panelRange(stores.view, stores.gather)
  const { cursor } = stores.view.getState()
  actions.zoom({
    sample: cursor === null ? (range.startSample + range.endSample) / 2 : cursor.sample + 0.5,
    trace: cursor === null ? (range.startTrace + range.endTrace) / 2 : cursor.trace + 0.5,
    timeFactor: factor,
    traceFactor: factor,
  })
}

function selectNeighbour(direction: 1 | -1, { stores, actions }: KeyTargets): void {
  const { items, selectedId } = stores.recipe.getState()
  const neighbour = items[items.findIndex((item) => item.id === selectedId) + direction]
  if (neighbour !== undefined) actions.selectStep(neighbour.id)
}

function nudgeParam(count: number, { stores, actions, selectedParam }: KeyTargets): void {
  const item = selectedItem(stores.recipe.getState())
  if (item === null) return
  const numbers = definitionOf(item.step.process).params.filter((param) => param.kind === 'number')
  const param = numbers.find(({ key }) => key === selectedParam()) ?? numbers.find(({ key }) => key === 'k')
  if (param === undefined) return
  const value = item.step[param.key]
  actions.setParam(item.id, param.key, steppedValue(param, typeof value === 'number' ? value : null, count), 'commit')
}
