/*
 * Plan: the table of commands has no name and no key twice; keys are read as the key map writes them, whatever the case and
 * the keyboard; a key acts where its command means something, and single characters only while they are switched on; O goes
 * to the next outlier, N to the next bookmark; words are found anywhere in a name, and first where they begin a word of it.
 */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { WorkbenchActions } from '../../src/app/actions.ts'
import { createStores } from '../../src/state/stores.ts'
import { type CommandTargets, isOffered } from '../../src/ui/commands/command.ts'
import { commands } from '../../src/ui/commands/commands.ts'
import { findCommands } from '../../src/ui/commands/find-commands.ts'
import { keyName, pressKey } from '../../src/ui/commands/keyboard.ts'

beforeEach(() => vi.stubGlobal('HTMLElement', class {}))
afterEach(() => vi.unstubAllGlobals())

const press = (key: string, more: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  ({
    key,
    code: '',
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    target: null,
    ...more,
  }) as KeyboardEvent

/** Targets on the tune page that note each call of an action. */
function targetsWith(workspace: 'tune' | 'sweep' | 'batch' = 'tune') {
  const stores = createStores()
  stores.session.setState({ phase: 'ready', workspace })
  const calls: string[] = []
  const note =
    (name: string) =>
    (...given: readonly unknown[]) =>
      void calls.push([name, ...given].join(' '))
  const actions = new Proxy({}, { get: (_, name) => note(String(name)) }) as WorkbenchActions
  const targets: CommandTargets = {
    stores,
    actions,
    selectedParam: () => 'k',
    showKeyMap: note('showKeyMap'),
    findCommand: note('findCommand'),
  }
  return { stores, calls, targets }
}

it('has no name twice, and no key where another command has it', () => {
  const names = commands.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const place of ['tune', 'sweep', 'batch'] as const) {
    const { stores } = targetsWith(place)
    const keys = commands.filter((command) => isOffered(command, stores)).flatMap((command) => command.keys ?? [])
    expect(new Set(keys).size).toBe(keys.length)
    if (place === 'tune') expect(keys.length).toBeGreaterThan(40)
  }
})

it('reads keys as the key map writes them', () => {
  const shift = { shiftKey: true }
  const pressed = [
    press('r'),
    press('R'),
    press('A', shift),
    press('?', shift),
    press('<', shift),
    press('ArrowUp', shift),
    press(' ', shift),
    press('=', { ...shift, code: 'Digit0' }),
    press('z', { metaKey: true }),
    press('Z', { ctrlKey: true, ...shift }),
    press('-'),
  ]
  const names = ['R', 'R', 'Shift+A', '?', '<', 'Shift+Up', 'Shift+Space', 'Shift+0', 'Ctrl+Z', 'Ctrl+Shift+Z', '−']
  expect(pressed.map(keyName)).toEqual(names)
})

it('acts where the command means something, and on single characters only while they are on', () => {
  const { stores, calls, targets } = targetsWith()
  expect(['r', 'ArrowRight', ' ', 'p', 'x', '?'].map((key) => pressKey(press(key), targets))).toEqual([
    true,
    true,
    true,
    false,
    false,
    true,
  ])
  stores.view.setState({ areLetterKeysOn: false })
  expect(['r', '/', 'ArrowRight', '?'].map((key) => pressKey(press(key), targets))).toEqual([false, false, true, true])
  expect(pressKey(press('ArrowRight', { altKey: true }), targets)).toBe(false)
  expect(calls).toEqual(['setReversed true', 'nextGather', 'flip false', 'showKeyMap', 'nextGather', 'showKeyMap'])
  const batch = targetsWith('batch')
  expect(['ArrowRight', 'p', '/'].map((key) => pressKey(press(key), batch.targets))).toEqual([false, false, true])
  expect(batch.calls).toEqual(['findCommand'])
  const sweep = targetsWith('sweep')
  expect(['l', ' ', 'r'].map((key) => pressKey(press(key), sweep.targets))).toEqual([true, true, false])
  expect(sweep.calls).toEqual(['setSweepShows leakage', 'flipSweepCell false'])
})

it('goes from outlier to outlier and from bookmark to bookmark, and stays where there is none', () => {
  const { stores, calls, targets } = targetsWith()
  pressKey(press('o'), targets)
  stores.qc.setState({ rms: Float32Array.from({ length: 20 }, (_, i) => (i === 3 || i === 12 ? 9 : 1)) })
  stores.gather.setState({ index: 3 })
  pressKey(press('o'), targets)
  pressKey(press('O', { shiftKey: true }), targets)
  pressKey(press('m'), targets)
  pressKey(press('n'), targets)
  stores.qc.setState({ bookmarks: [2, 3, 17] })
  pressKey(press('n'), targets)
  pressKey(press('N', { shiftKey: true }), targets)
  expect(calls).toEqual(['goToGather 12', 'goToGather 12', 'toggleBookmark 3', 'goToGather 17', 'goToGather 2'])
})

it('finds words anywhere in a name, first where they begin a word of it', () => {
  const named = (...names: string[]) => names.map((name) => ({ name, place: 'anywhere', run: () => {} }) as const)
  const some = named('Open demo', 'Add step Cadzow', 'Noise gain up', 'Show only Noise', 'Gather by noise')
  const namesOf = (text: string) => findCommands(some, text).map(({ name }) => name)
  expect(namesOf('')).toHaveLength(5)
  expect(namesOf('noi GA')).toEqual(['Noise gain up', 'Gather by noise'])
  expect(namesOf('dz')).toEqual(['Add step Cadzow'])
  expect(namesOf('o')).toEqual(['Open demo', 'Show only Noise', 'Add step Cadzow', 'Noise gain up', 'Gather by noise'])
  expect(namesOf('nothing')).toEqual([])
})
