/**
 * Plan: a sheet of two parameters on the CPU engine: three columns and two rows run, every cell gets its rank and a picture of
 * its own, and a leakage map when it is asked for; arrow keys move the selection, the table beside it follows, Space flips its
 * picture, other gathers are checked; Enter adopts: Tune shows both values, one undo brings the recipe back, and the
 * cell that was set as A is recipe A.
 */
import { dropFolder } from './browser.ts'
import { expect, test } from './fixtures.ts'
import { choosePreset, settled } from './panels.ts'

test('a sheet is run, looked through by keys, adopted and undone', async ({ page, demo }) => {
  await page.goto('/?engine=cpu')
  await expect(page.getByRole('heading', { name: 'Open a dataset' })).toBeVisible()
  await dropFolder(page, demo)
  await choosePreset(page, 'Original SeisProc')
  const workspaces = page.getByRole('navigation', { name: 'Workspace' })
  await workspaces.getByRole('button', { name: 'Sweep' }).click()
  await expect(page.getByLabel('Columns: parameter').locator('option:checked')).toHaveText('Threshold k')
  await page.getByLabel('Columns: from').fill('1')
  await page.getByLabel('Columns: to').fill('5')
  await page.getByLabel('Columns: how many values').fill('3')
  await page.keyboard.press('Enter')
  await page.getByLabel('Rows: to').selectOption('Hard')
  await page.getByRole('button', { name: 'Run 6 recipes' }).click()
  await expect(page.getByTestId('sweep-state')).toHaveText(/^6 of 6 done in/)

  const thumbnails = page.getByRole('table', { name: 'Recipes by Threshold k and Rule' }).getByRole('button')
  const ranks = await thumbnails.locator('.thumb-rank').allTextContents()
  expect([...ranks].sort()).toEqual(['1', '2', '3', '4', '5', '6'])
  const pictures = () =>
    thumbnails
      .locator('canvas')
      .evaluateAll((all) => new Set(all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL())).size)
  expect(await pictures()).toBe(6)
  await page.keyboard.press('l')
  await expect(page.getByRole('radio', { name: 'Leakage map' })).toBeChecked()
  await expect(page.getByTestId('sweep-state')).toHaveText(/^6 of 6 done in/)
  expect(await pictures()).toBe(6)
  await expect(thumbnails.nth(ranks.indexOf('1'))).toHaveAttribute('aria-pressed', 'true')

  await thumbnails.nth(0).click()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(thumbnails.nth(4)).toBeFocused()
  await expect(thumbnails.nth(4)).toHaveAttribute('aria-label', /^Threshold k 3.0 σ, Rule Hard: rank \d/)
  const compared = page.getByRole('region', { name: 'Selected recipe' })
  await expect(compared.getByRole('row', { name: 'Rule Soft Hard' })).toBeVisible()
  await expect(compared.getByRole('img')).toHaveCount(3)
  for (const name of ['After', 'Before']) {
    await page.keyboard.press('Space')
    await expect(compared.getByRole('img')).toHaveCount(1)
    await expect(compared.getByRole('img', { name })).toBeVisible()
  }
  await page.keyboard.press('4')
  await expect(compared.getByRole('img', { name: 'Leakage map' })).toBeVisible()
  await page.getByRole('button', { name: 'Set as A' }).click()
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  const checked = page.getByRole('region', { name: 'Check on other gathers' }).locator('tbody tr')
  await expect(checked).toHaveText([/^2.*%.*%/, /^3.*%.*%/, /^4.*%.*%/])

  await thumbnails.nth(4).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await settled(page)
  const k = page.getByLabel('Threshold k, value')
  await expect(k).toHaveValue('5.0')
  await expect(page.getByLabel('Rule', { exact: true })).toHaveValue('hard')
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(k).toHaveValue('3.0')
  await expect(page.getByLabel('Rule', { exact: true })).toHaveValue('soft')
  await page.keyboard.press('a')
  await expect(page.getByRole('button', { name: 'A, Threshold k 3, Rule hard' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
})
