/*
 * Plan: which keys belong to the element with the focus. A text field takes all; a slider only those that move it, so
 * that Space still flips after a drag; a check box and plain elements none. Elements are stand-ins: Node has no DOM.
 */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { isTyping } from '../../src/ui/commands/keyboard.ts'

class Plain {
  readonly isContentEditable = false
}
class Input extends Plain {
  readonly type: string
  constructor(type: string) {
    super()
    this.type = type
  }
}

beforeEach(() => {
  vi.stubGlobal('HTMLElement', Plain)
  vi.stubGlobal('HTMLInputElement', Input)
  vi.stubGlobal('HTMLSelectElement', class extends Plain {})
  vi.stubGlobal('HTMLTextAreaElement', class extends Plain {})
})
afterEach(() => vi.unstubAllGlobals())

const input = (type: string): EventTarget => new Input(type) as unknown as EventTarget

it('leaves all keys to a text field', () => {
  expect([' ', 'ArrowLeft', 'k'].map((key) => isTyping(input('text'), key))).toEqual([true, true, true])
})

it('leaves a slider the keys that move it, and no more', () => {
  const moving = ['ArrowUp', 'ArrowLeft', 'PageDown', 'Home', 'End']
  expect(moving.filter((key) => !isTyping(input('range'), key))).toEqual([])
  expect([' ', '1', 'r', 'Escape'].filter((key) => isTyping(input('range'), key))).toEqual([])
})

it('leaves nothing to a check box and to what is no control', () => {
  expect(isTyping(input('checkbox'), 'e')).toBe(false)
  expect(isTyping(new Plain() as unknown as EventTarget, 'e')).toBe(false)
  expect(isTyping(null, 'e')).toBe(false)
})
