/** Pictures of what is there while something takes its time, and of windows that are small: scripts/screenshots.mjs. */
import { join } from 'node:path'
import type { Recipe } from '../src/core/recipe.ts'
import { preludeToWorker } from './benchmark.ts'
import { dropFolder } from './browser.ts'
import { expect, seisproc, test } from './fixtures.ts'
import { inEachLook } from './looks.ts'
import { loadRecipe, recipeFile, settled, TWO_STEPS } from './panels.ts'

/** The second step is at its filters for seconds. */
const SLOW: Recipe = {
  format: 'seisproc-recipe/1',
  name: 'Bursts, then random noise',
  steps: [{ process: 'mute' }, { process: 'fk-wiener', robust: 'safe' }, { process: 'wavelet-denoise' }],
}

/** What the threads that read and decode send comes later than anybody waits for a drive in the machine. */
const SLOW_DRIVE = `
  const listen = Worker.prototype.addEventListener
  Worker.prototype.addEventListener = function (type, told, options) {
    listen.call(this, type, (event) => setTimeout(() => told.call(this, event), 5500), options)
  }`

/** A laptop with large text, and what a zoom of 200 % leaves of a screen of 1440 x 900. */
const SMALL = [
  { width: 1280, height: 720 },
  { width: 720, height: 450 },
]

inEachLook(({ theme, size, shoot }) => {
  test('at a step, pausing', async ({ page }) => {
    await page.goto('/?engine=cpu')
    await page.getByRole('button', { name: 'Open demo' }).click()
    await settled(page)
    await page.locator('input[aria-label="Recipe file"]').setInputFiles(recipeFile(SLOW))
    await expect(page.getByText('working · step 2 of 3')).toBeVisible()
    await shoot(page, 'working')
    await settled(page)
    await page.getByRole('button', { name: 'Run on all gathers' }).click()
    await page.getByRole('button', { name: 'Browser storage' }).click()
    await page.getByLabel('Engine').selectOption('cpu')
    await page.getByRole('button', { name: 'Run 12 gathers' }).click()
    await expect(page.getByRole('button', { name: /^Pause/ })).toBeVisible()
    await expect(page.getByText(/^[1-9] in hand/).first()).toBeVisible()
    await page.keyboard.press('p')
    await expect(page.getByTestId('batch-state')).toHaveText('pausing')
    await shoot(page, 'batch-pausing')
  })

  test('a drive that reads slowly', async ({ page, folders }) => {
    await preludeToWorker(page, SLOW_DRIVE, 'io')
    const dataset = join(folders, `slow-${theme}-${size.width}`)
    await seisproc('demo', dataset, '--gathers', '3', '--traces', '500', '--samples', '1200', '--chunk', '500')
    await page.goto('/?engine=cpu')
    await dropFolder(page, dataset)
    await page.waitForTimeout(3000)
    await shoot(page, 'drive-reading')
    await expect(page.getByText(/^The first gather took .* to read/)).toBeVisible({ timeout: 60_000 })
    await loadRecipe(page, TWO_STEPS)
    await shoot(page, 'drive-slow')
  })

  // Once a theme: the window is made smaller.
  if (size.width > 1440) return
  test('small windows', async ({ page }) => {
    await page.goto('/?engine=cpu')
    await page.getByRole('button', { name: 'Open demo' }).click()
    await loadRecipe(page, TWO_STEPS)
    for (const small of SMALL) {
      await page.setViewportSize(small)
      await settled(page)
      await page.waitForTimeout(300)
      await shoot(page, `tune-at-${small.width}`)
    }
    await page.getByRole('button', { name: 'Add step' }).evaluate((button) => button.scrollIntoView({ block: 'start' }))
    await page.waitForTimeout(300)
    await shoot(page, 'tune-below')
    await page.setViewportSize(size)
    await page.getByRole('button', { name: 'Run on all gathers' }).click()
    await page.getByRole('button', { name: 'Browser storage' }).click()
    const shootSmall = async (state: string): Promise<void> => {
      for (const small of SMALL) {
        await page.setViewportSize(small)
        await page.waitForTimeout(300)
        await shoot(page, `${state}-at-${small.width}`)
      }
      await page.setViewportSize(size)
    }
    await shootSmall('batch')
    await page.getByRole('button', { name: 'Run 12 gathers' }).click()
    await expect(page.getByTestId('batch-state')).toHaveText('done', { timeout: 60_000 })
    await shootSmall('batch-done')
    await page.getByRole('navigation', { name: 'Workspace' }).getByRole('button', { name: 'Sweep' }).click()
    await shootSmall('sweep')
    await page.getByRole('navigation', { name: 'Workspace' }).getByRole('button', { name: 'Benchmark' }).click()
    await shootSmall('benchmark')
  })
})
