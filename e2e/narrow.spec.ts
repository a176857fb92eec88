/**
 * Plan: in what a zoom of 200 % leaves of a screen of 1440 x 900, every control of every page can be brought into the
 * window with nothing over it, and no page is wider than the window. Control case: a button beyond the edge is found.
 * Below 640 pixels the page says what it needs.
 */
import type { Page } from '@playwright/test'
import { openBenchmark } from './benchmark.ts'
import { dropFolder } from './browser.ts'
import { expect, test } from './fixtures.ts'
import { settled } from './panels.ts'

/** The names of controls that stay out of the window, or under something, wherever the page is scrolled to. */
function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isOpen = (control: Element): boolean => {
      control.scrollIntoView({ block: 'center' })
      const { left, top, right, bottom } = control.getBoundingClientRect()
      const [x, y] = [(left + right) / 2, (top + bottom) / 2]
      const over = document.elementFromPoint(x, y)
      if (over === null) return false
      return control.contains(over) || over.contains(control) || over.closest('label') === control.closest('label')
    }
    const shown = [...document.querySelectorAll('.app :is(button, select, input:not([type=file]))')].filter((control) =>
      control.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
    )
    const found = shown.filter((control) => !isOpen(control))
    const isTooWide = document.documentElement.scrollWidth > innerWidth
    return [...found.map((one) => one.getAttribute('aria-label') ?? one.textContent), ...(isTooWide ? ['page'] : [])]
  })
}

test('every page can be used at a zoom of 200 %', async ({ page, demo }) => {
  test.setTimeout(180_000)
  await page.setViewportSize({ width: 720, height: 450 })
  await page.goto('/?engine=cpu')
  await expect(page.getByRole('button', { name: 'Open demo' })).toBeEnabled()
  expect(await outOfReach(page), 'start').toEqual([])
  await dropFolder(page, demo)
  await settled(page)
  await page.keyboard.press('s')
  await expect(page.getByRole('img', { name: /^Amplitude spectra/ }).locator('.scatterlayer')).toBeVisible()
  expect(await outOfReach(page), 'tune').toEqual([])
  const workspace = page.getByRole('navigation', { name: 'Workspace' })
  await workspace.getByRole('button', { name: 'Sweep' }).click()
  await page.getByRole('button', { name: /^Run \d+ recipes$/ }).click()
  await expect(page.getByTestId('sweep-state')).toHaveText(/done in/, { timeout: 60_000 })
  expect(await outOfReach(page), 'sweep').toEqual([])
  await workspace.getByRole('button', { name: 'Batch' }).click()
  await page.getByRole('button', { name: 'Browser storage' }).click()
  expect(await outOfReach(page), 'batch, before').toEqual([])
  await page.getByRole('button', { name: 'Run 4 gathers' }).click()
  await expect(page.getByTestId('batch-state')).toHaveText('done')
  expect(await outOfReach(page), 'batch, done').toEqual([])
  await page.getByRole('button', { name: 'Report', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Certificate' })).toBeVisible()
  expect(await outOfReach(page), 'report').toEqual([])
  await openBenchmark(page)
  expect(await outOfReach(page), 'benchmark').toEqual([])
  await page.evaluate(() => {
    const beyond = document.createElement('button')
    beyond.textContent = 'beyond the edge'
    Object.assign(beyond.style, { position: 'fixed', left: '900px' })
    document.querySelector('main')?.append(beyond)
  })
  expect(await outOfReach(page)).toEqual(['beyond the edge'])
  await page.setViewportSize({ width: 639, height: 450 })
  await expect(page.getByText('needs a window at least 640 px wide')).toBeVisible()
})
