/** The page as somebody without a pointer uses it: Tab, the keys of the workbench, and what has the focus. */
import { expect, type Page } from '@playwright/test'

/** More than any page of the workbench has controls. */
const MOST_TABS = 90

interface Focused {
  /** As a screen reader says it. */
  readonly name: string
  readonly tag: string
  /** In the window, with nothing over it, and marked. */
  readonly isSeen: boolean
}

/** Presses Tab until a control of this name has the focus, and sees to it that every one on the way shows its focus. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = []
  for (let count = 0; count < MOST_TABS; count++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(readFocus)
    passed.push(focused.name)
    if (focused.tag !== 'BODY') expect(focused.isSeen, `the focus on ${focused.name} is seen`).toBe(true)
    if (typeof name === 'string' ? focused.name === name : name.test(focused.name)) return
  }
  throw new Error(`Tab never comes to ${name}: ${passed.join(' | ')}`)
}

/** Tab to a control, and press it. */
export async function pressControl(page: Page, name: string | RegExp, key = 'Enter'): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press(key)
}

/** Tab to a field, and replace what is in it. */
export async function typeInto(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(text)
}

/** By the palette: `words` must be enough to put the command first. */
export async function runCommand(page: Page, words: string): Promise<void> {
  await page.keyboard.press('/')
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused()
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
}

/** The focus is somewhere on the page and not lost, whatever became of the control that had it. */
export async function expectFocusKept(page: Page): Promise<void> {
  await expect.poll(async () => (await page.evaluate(readFocus)).tag).not.toBe('BODY')
}

function readFocus(): Focused {
  const element = document.activeElement as HTMLElement
  const field = element as HTMLInputElement
  const label = field.labels?.[0]?.textContent ?? ''
  const name = (element.getAttribute('aria-label') ?? (label || element.textContent)).trim().slice(0, 80)
  const { left, top, right, bottom } = element.getBoundingClientRect()
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  const over = document.elementFromPoint(x, y)
  // A splitter is a line; a list may lie, unseen, over the text that shows its value.
  const isOpen =
    over !== null &&
    (element.contains(over) || over.contains(element) || element.closest('label') === over.closest('label'))
  // The thumb of a slider and the box around a field show it in their place.
  const marked = [element, element.closest('.field, .value')].filter((one) => one !== null)
  const isMarked =
    marked.some((one) => getComputedStyle(one).outlineStyle !== 'none') ||
    field.type === 'range' ||
    element.role === 'combobox'
  const isInside = x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight
  const isSeen = isInside && isOpen && isMarked
  return { name, tag: element.tagName, isSeen }
}
