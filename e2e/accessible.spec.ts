/**
 * Plan: axe finds no fault (WCAG 2.2 A and AA, and its best practices) on any page, in both themes: start, tune with
 * either analysis, the palette, the key map, the sweep, the batch before and after, with its figures and stages as tables, its
 * report, the benchmark, an error. Control case: it finds one that is put in.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { openBenchmark } from './benchmark.ts'
import { dropFolder } from './browser.ts'
import { expect, test } from './fixtures.ts'
import { choosePreset, settled } from './panels.ts'

/** Each fault in a line: theme, rule, element, what is wrong. */
async function faults(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    const axe = new AxeBuilder({ page }).setLegacyMode()
    // Themes differ in their colours alone.
    if (theme === 'light') axe.withRules('color-contrast')
    const { violations } = await axe.analyze()
    for (const { id, nodes } of violations) {
      for (const { target, failureSummary } of nodes) found.push(`${theme}, ${id}: ${target}: ${failureSummary}`)
    }
  }
  return found
}

test('no page has a fault, in either theme', async ({ page, demo, folders, expectedErrors }) => {
  test.setTimeout(240_000)
  expectedErrors.push(/./)
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Open demo' })).toBeEnabled()
  expect.soft(await faults(page), 'start').toEqual([])
  await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')))
  expect((await faults(page)).join('\n'), 'a fault that is put in').toContain('button-name')
  await page.evaluate(() => document.querySelector('main > button')?.remove())

  await dropFolder(page, demo)
  await settled(page)
  await page.keyboard.press('s')
  await expect(page.getByRole('img', { name: /^Amplitude spectra/ }).locator('.scatterlayer')).toBeVisible()
  expect.soft(await faults(page), 'tune, with the spectrum').toEqual([])
  await choosePreset(page, 'Original SeisProc')
  await page.locator('[data-panel="after"]').hover()
  await page.keyboard.press('t')
  await expect(page.getByRole('application', { name: /^Transform plane/ })).toBeVisible()
  expect.soft(await faults(page), 'tune, with a transform plane').toEqual([])
  const reverse = page.getByRole('button', { name: 'Reverse polarity' })
  await expect(reverse).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('/')
  await page.keyboard.type('pol rev')
  await expect(page.getByRole('listbox', { name: 'Commands' }).getByRole('option')).toHaveText(['Reverse polarityR'])
  expect.soft(await faults(page), 'palette').toEqual([])
  await page.keyboard.press('Enter')
  await expect(reverse).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  expect.soft(await faults(page), 'key map').toEqual([])
  await page.keyboard.press('Escape')

  const workspace = page.getByRole('navigation', { name: 'Workspace' })
  await workspace.getByRole('button', { name: 'Sweep' }).click()
  expect.soft(await faults(page), 'sweep').toEqual([])
  await workspace.getByRole('button', { name: 'Tune' }).click()

  await page.getByRole('button', { name: 'Run on all gathers' }).click()
  await page.getByRole('button', { name: 'Browser storage' }).click()
  expect.soft(await faults(page), 'batch, before').toEqual([])
  await page.getByRole('button', { name: 'Run 4 gathers' }).click()
  await expect(page.getByTestId('batch-state')).toHaveText('done')
  await page.getByRole('button', { name: 'Show as table: gathers' }).click()
  await page.getByRole('button', { name: 'Show as table: stages' }).press('Enter')
  await expect(page.getByRole('table', { name: 'What each stage does' }).getByRole('row')).toHaveCount(8)
  expect.soft(await faults(page), 'batch, done').toEqual([])
  await page.getByRole('button', { name: 'Report', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Certificate' })).toBeVisible()
  await expect(page.getByRole('table', { name: /outliers first$/ }).getByRole('row')).toHaveCount(5)
  expect.soft(await faults(page), 'report').toEqual([])

  await openBenchmark(page)
  await expect(page.getByRole('region', { name: 'Machine' })).toBeVisible()
  expect.soft(await faults(page), 'benchmark').toEqual([])
  await page.getByRole('radio', { name: 'Batch settings' }).click()
  expect.soft(await faults(page), 'batch settings').toEqual([])

  const empty = join(folders, 'nothing')
  await mkdir(empty)
  await dropFolder(page, empty)
  await expect(page.getByRole('heading', { name: 'This dataset cannot be opened' })).toBeVisible()
  expect.soft(await faults(page), 'error').toEqual([])
})
