/** Pictures of every state, to be looked at: scripts/screenshots.mjs. They assert nothing but that the state is reached. */
import { cp, mkdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { openBenchmark, preludeToWorker, rateTable, runBenchmark } from './benchmark.ts'
import { dropFolder } from './browser.ts'
import { expect, ROOT, test } from './fixtures.ts'
import { choosePreset, dragSlider, panel, settled } from './panels.ts'

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
]

for (const theme of ['dark', 'light'] as const) {
  for (const size of SIZES) {
    test.describe(`${theme} ${size.width} x ${size.height}`, () => {
      test.beforeEach(async ({ page, expectedErrors }) => {
        expectedErrors.push(/./)
        await page.setViewportSize(size)
        await page.emulateMedia({ colorScheme: theme })
      })
      const shoot = async (page: Page, state: string): Promise<void> => {
        const name = `${state}-${theme}-${size.width}x${size.height}.png`
        await page.screenshot({ path: join(ROOT, 'test-results', 'screenshots', name) })
      }

      test('start, loading, tuning, dragging, zoomed, batch', async ({ page }) => {
        await page.goto('/')
        await expect(page.getByTestId('engine')).toBeVisible()
        await shoot(page, 'start')
        await page.getByRole('button', { name: 'Open demo' }).click()
        await shoot(page, 'loading')
        await settled(page)
        await shoot(page, 'tune')
        await choosePreset(page, 'Original SeisProc')
        await dragSlider(page, 'Threshold k', 0.1, async () => {
          await page.waitForTimeout(1500)
          await shoot(page, 'drag')
        })
        const box = await panel(page, 'after').boundingBox()
        if (box === null) throw new Error('There is no panel')
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
        for (let turn = 0; turn < 4; turn++) await page.mouse.wheel(0, -300)
        await page.waitForTimeout(500)
        await shoot(page, 'zoom')
        await page.getByRole('button', { name: 'Run on all gathers' }).click()
        await shoot(page, 'batch-set-up')
        await page.getByRole('button', { name: 'Browser storage' }).click()
        // The software adapter is slow enough for a picture of a batch that runs.
        await page.getByLabel('Engine').selectOption('webgpu')
        await page.getByRole('button', { name: 'Run 12 gathers' }).click()
        await expect(page.getByRole('progressbar', { name: 'Batch' })).not.toHaveAttribute('aria-valuenow', '0')
        await shoot(page, 'batch-running')
        await expect(page.getByTestId('batch-state')).toHaveText('done', { timeout: 60_000 })
        await shoot(page, 'batch-done')
      })

      test('wiggles and display gain', async ({ page }) => {
        await page.goto('/')
        await page.getByRole('button', { name: 'Open demo' }).click()
        await choosePreset(page, 'Original SeisProc')
        await page.keyboard.press('v')
        await shoot(page, 'wiggle-no-room')
        await page.getByLabel('Display gain').selectOption('t-1.25')
        const box = await panel(page, 'after').boundingBox()
        if (box === null) throw new Error('There is no panel')
        await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
        for (let turn = 0; turn < 5; turn++) await page.mouse.wheel(0, -300)
        await page.waitForTimeout(500)
        await shoot(page, 'wiggle')
        await page.keyboard.press('v')
        await page.getByLabel('Display gain').selectOption('agc-250')
        await page.getByRole('button', { name: 'Trace axis' }).click()
        await page.waitForTimeout(500)
        await shoot(page, 'wiggle-area')
      })

      test('benchmark: idle, running, done, failed', async ({ page }) => {
        await page.goto('/')
        await openBenchmark(page)
        await expect(page.getByText('No benchmark has run in this browser.')).toBeVisible()
        await expect(page.getByRole('region', { name: 'Machine' })).toBeVisible()
        await shoot(page, 'benchmark-idle')
        await runBenchmark(page, 'Quick', 'CPU')
        await expect(rateTable(page).locator('tbody tr').nth(3)).toBeVisible()
        await shoot(page, 'benchmark-running')
        await expect(page.getByTestId('benchmark-state')).toHaveText('done', { timeout: 60_000 })
        await page.mouse.move(size.width / 2, size.height - 1)
        await shoot(page, 'benchmark-done')
        await preludeToWorker(page, `Object.defineProperty(WorkerNavigator.prototype, 'gpu', { get: () => undefined })`)
        await runBenchmark(page, 'Quick', 'GPU')
        await expect(page.getByTestId('benchmark-state')).toHaveText('failed')
        await shoot(page, 'benchmark-failed')
      })

      test('errors', async ({ page, demo, folders }) => {
        const empty = join(folders, `holiday-pictures-${theme}-${size.width}`)
        await mkdir(empty)
        await writeFile(join(empty, 'read-me.txt'), 'nothing seismic')
        await page.goto('/')
        await expect(page.getByTestId('engine')).toBeVisible()
        await dropFolder(page, empty)
        await expect(page.getByRole('heading', { name: 'This dataset cannot be opened' })).toBeVisible()
        await shoot(page, 'error')
        const cut = join(folders, `chunk-cut-${theme}-${size.width}`)
        await cp(demo, cut, { recursive: true })
        await truncate(join(cut, 'traces.zarr', '0.4'), 1000)
        await dropFolder(page, cut)
        await settled(page)
        await page.getByRole('button', { name: 'Last gather' }).click()
        await expect(page.locator('[data-panel="before"]').getByRole('alert')).toBeVisible()
        await shoot(page, 'error-gather')
      })

      test('no WebGPU', async ({ page }) => {
        await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined }))
        await page.goto('/')
        await expect(page.getByRole('status').getByText('This browser has no WebGPU.')).toBeVisible()
        await shoot(page, 'no-gpu-start')
        await page.getByRole('button', { name: 'Open demo' }).click()
        await settled(page)
        await shoot(page, 'no-gpu-tune')
      })
    })
  }
}
