import { type CommandTargets, isOffered } from './command.ts'
import { commands } from './commands.ts'

/** Does what the key stands for; returns whether it meant something. Typing in a field never comes here. */
export function pressKey(event: KeyboardEvent, targets: CommandTargets): boolean {
  if (event.altKey) return false
  const key = keyName(event)
  const command = commands.find(({ keys = [], ...one }) => keys.includes(key) && isOffered(one, targets.stores))
  if (command === undefined) return false
  if (isSingleCharacter(key) && !targets.stores.view.getState().areLetterKeysOn) return false
  // On a button, Space is a press.
  if (key.endsWith('Space') && isPressedBySpace(event.target)) return false
  return command.run(targets) !== false
}

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  Escape: 'Esc',
  '-': '−',
  '=': '+',
}

/** A key as the key map writes it. */
export function keyName({ key, code, shiftKey, ctrlKey, metaKey }: KeyboardEvent): string {
  // What Shift+0 types differs between keyboards; the key is the same.
  const name = code === 'Digit0' ? '0' : (NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key))
  // Of what Shift makes of a key, such as a question mark, it is a part.
  const isShifted = shiftKey && (name.length > 1 || /^[\p{L}0]$/u.test(name))
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${isShifted ? 'Shift+' : ''}${name}`
}

/** Of WCAG 2.1.4. The key map, where they are switched on again, is always at hand. */
function isSingleCharacter(key: string): boolean {
  return key !== '?' && key.replace(/^Shift\+/, '').length === 1
}

function isPressedBySpace(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('button, [type=checkbox], summary')
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
