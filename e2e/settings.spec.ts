/**
 * Plan: the best settings of a batch are looked for on a real folder, of whose gathers far less is wanted than is read:
 * the table has a row for each settings, the chosen and the default marked; what was found is used by the batch form, is
 * still so after a reload, and leaves with the defaults; nothing is left in the browser's storage. The notice about the
 * chunks leads to a batch that writes the dataset anew with chunks that fit, after which there is no such notice.
 */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openBenchmark } from './benchmark.ts'
import { dropFolder } from './browser.ts'
import { expect, seisproc, test } from './fixtures.ts'
import { loadRecipe, settled, TWO_STEPS } from './panels.ts'

const browserStorage = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const names: string[] = []
    for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name)
    return names
  })

test('settings are found, used and kept, and a dataset with chunks that fit badly is written anew', async ({
  page,
  folders,
}) => {
  test.setTimeout(180_000)
  const dataset = join(folders, 'wide-chunks')
  const words = ['--gathers', '10', '--traces', '20', '--samples', '200', '--chunk', '200']
  await seisproc('demo', dataset, ...words)
  await page.goto('/?engine=cpu')
  await expect(page.getByRole('button', { name: 'Open demo' })).toBeEnabled()
  await dropFolder(page, dataset)
  await loadRecipe(page, TWO_STEPS)
  await settled(page)
  const notice = page.getByRole('status').filter({ hasText: 'traces are read for each trace of a gather' })
  await expect(notice).toContainText(/The first gather took .+s: .+B were read for its .+B\./)

  await openBenchmark(page)
  await page.getByRole('radio', { name: 'Batch settings' }).click()
  const state = page.getByTestId('tuning-state')
  await expect(state).toHaveText('not started')
  await page.getByRole('button', { name: 'Find best settings' }).click()
  await expect(page.getByTestId('tuning-step')).toContainText(/step \d+ of \d+/)
  await expect(state).toHaveText('done', { timeout: 60_000 })
  const rows = page.getByRole('region', { name: 'Settings', exact: true }).locator('tbody tr')
  expect(await rows.count()).toBeGreaterThan(4)
  await expect(rows.filter({ hasText: 'chosen' })).toHaveCount(1)
  await expect(rows.filter({ hasText: 'default' })).toHaveCount(1)
  await expect(page.getByTestId('settings-finding')).toContainText(/MB\/s end to end/)
  expect(await browserStorage(page)).toEqual([])

  const found = page.getByRole('region', { name: 'Settings found' })
  await found.getByRole('button', { name: 'Use these settings' }).click()
  await expect(found).toContainText('in use')
  const shown = await found.locator('dl').textContent()
  await page.reload()
  await dropFolder(page, dataset)
  await settled(page)
  await openBenchmark(page)
  await page.getByRole('radio', { name: 'Batch settings' }).click()
  expect(await found.locator('dl').textContent()).toBe(shown)
  await found.getByRole('button', { name: 'Show batch' }).click()
  const output = page.getByRole('region', { name: 'Output', exact: true })
  await expect(output).toContainText(/thread.*MiB/)
  await output.getByRole('button', { name: 'Defaults' }).click()
  await expect(output).not.toContainText('MiB')

  await notice.getByRole('button', { name: 'Rewrite dataset' }).click()
  await expect(page.getByRole('radio', { name: 'To suit gathers' })).toBeChecked()
  await expect(page.getByText('No steps. The output equals the input.')).toBeVisible()
  await page.getByRole('radio', { name: 'Zstd' }).click()
  await page.getByRole('button', { name: 'Browser storage' }).click()
  await page.getByRole('button', { name: 'Run 10 gathers' }).click()
  await expect(page.getByTestId('batch-state')).toHaveText('done', { timeout: 60_000 })
  await page.getByRole('button', { name: 'Open result' }).click()
  await settled(page)
  await expect(notice).toHaveCount(0)
})
