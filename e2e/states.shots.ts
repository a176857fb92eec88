/** Pictures of every state, to be looked at: scripts/screenshots.mjs. They assert nothing but that the state is reached. */
import { cp, mkdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { parquetReadObjects } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { openBenchmark, preludeToWorker, rateTable, runBenchmark } from './benchmark.ts'
import { dropFolder } from './browser.ts'
import { setOffsets } from './dataset-files.ts'
import { expect, ROOT, seisproc, test } from './fixtures.ts'
import { choosePreset, dragSlider, loadRecipe, panel, settled, TWO_STEPS } from './panels.ts'

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
]

/** A line of many small gathers, some of which are not like the others. */
async function mottledLine(folder: string): Promise<void> {
  const size = ['--gathers', '120', '--traces', '24', '--samples', '300', '--chunk', '24']
  await seisproc('demo', folder, ...size)
  await placeOnSurvey(join(folder, 'ensemble_index.parquet'))
  for (const gather of [30, 31, 77]) {
    const path = join(folder, 'traces.zarr', `0.${gather}`)
    const samples = new Float32Array(new Uint8Array(await readFile(path)).buffer)
    await writeFile(
      path,
      samples.map((sample, i) => sample + 2e4 * Math.sin(i * i)),
    )
  }
}

/** Twelve lines of ten sources, a little bent. */
async function placeOnSurvey(path: string): Promise<void> {
  const bytes = await readFile(path)
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const rows = await parquetReadObjects({ file })
  const names = ['ensemble_id', 'start_trace', 'end_trace', 'n_traces']
  const kept = names.map((name) => ({
    name,
    data: BigInt64Array.from(rows, (row) => BigInt(row[name])),
    type: 'INT64',
  }))
  const sourceX = { name: 'source_x', data: Float64Array.from(rows, (_, i) => 50 * (i % 10)), type: 'DOUBLE' }
  const lineOf = (i: number) => Math.floor(i / 10)
  const bent = (i: number) => 25 * lineOf(i) + 12 * Math.sin((i % 10) / 3)
  const sourceY = { name: 'source_y', data: Float64Array.from(rows, (_, i) => bent(i)), type: 'DOUBLE' }
  const columns = [...kept, sourceX, sourceY].map((column) => ({ ...column, nullable: false }))
  const columnData = columns as Parameters<typeof parquetWriteBuffer>[0]['columnData']
  await writeFile(path, new Uint8Array(parquetWriteBuffer({ columnData })))
}

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
        await page.keyboard.press('/')
        await page.keyboard.type('noise')
        await shoot(page, 'palette')
        await page.keyboard.press('Escape')
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
        await page.getByRole('button', { name: 'Estimate' }).click()
        await expect(page.getByText(/^About .*the slower part/)).toBeVisible()
        await page.getByRole('button', { name: 'Run 12 gathers' }).click()
        await expect(page.getByRole('progressbar', { name: 'Batch' })).not.toHaveAttribute('aria-valuenow', '0')
        await shoot(page, 'batch-running')
        await expect(page.getByTestId('batch-state')).toHaveText('done', { timeout: 60_000 })
        await shoot(page, 'batch-done')
      })

      test('spectrum: whole gather, window, f-k, table', async ({ page }) => {
        await page.goto('/')
        await page.getByRole('button', { name: 'Open demo' }).click()
        await choosePreset(page, 'Original SeisProc')
        if (size.width < 1760) await page.keyboard.press('s')
        const spectrum = page.getByRole('region', { name: 'Spectrum', exact: true })
        const shootDrawn = async (state: string): Promise<void> => {
          await expect(spectrum).toHaveAttribute('data-busy', 'false')
          await page.waitForTimeout(500)
          await shoot(page, state)
        }
        await expect(spectrum.locator('.scatterlayer .trace')).toHaveCount(3)
        await shootDrawn('spectrum')
        await page.keyboard.press('w')
        const box = await panel(page, 'after').boundingBox()
        if (box === null) throw new Error('There is no panel')
        await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.3 * box.height)
        await page.mouse.down()
        for (const part of [0.5, 0.6]) await page.mouse.move(box.x + part * box.width, box.y + part * box.height)
        await page.mouse.up()
        await page.mouse.move(box.x + 0.7 * box.width, box.y + 0.2 * box.height)
        await expect(page.getByTestId('spectrum-of')).toHaveText('window')
        await shootDrawn('spectrum-window')
        await page.getByLabel('The spectrum shows').selectOption('f-k Before')
        await expect(spectrum.locator('.heatmaplayer image')).toBeVisible()
        await shootDrawn('spectrum-fk')
        await page.getByRole('button', { name: 'Show as table' }).click()
        await shootDrawn('spectrum-table')
      })

      test('job history, a batch with outliers, stopped by a rule, its report', async ({ page, folders }) => {
        const line = join(folders, `outliers-${theme}-${size.width}`)
        await mottledLine(line)
        await page.goto('/')
        await dropFolder(page, line)
        await settled(page)
        await shoot(page, 'qc-not-computed')
        await page.getByRole('button', { name: /^Compute RMS/ }).click()
        await expect(page.getByTestId('qc-outliers')).toHaveText(/outliers/)
        await expect(page.getByTestId('qc-progress')).toHaveCount(0)
        for (const key of ['o', 'm', 'o']) {
          await page.keyboard.press(key)
          await settled(page)
        }
        await page.getByLabel('Order of the gathers').selectOption('source_x')
        await shoot(page, 'qc')
        await page.getByLabel('Number or key').selectOption('source_x')
        await page.getByLabel('Go to source_x').fill('17')
        await page.getByLabel('Go to source_x').press('Enter')
        await shoot(page, 'qc-refused')
        await page.keyboard.press('Escape')
        await loadRecipe(page, {
          format: 'seisproc-recipe/1',
          name: 'Soft db4',
          steps: [{ process: 'wavelet-denoise' }],
        })
        await page.getByRole('button', { name: 'Run on all gathers' }).click()
        await page.getByRole('button', { name: 'Estimate' }).click()
        await expect(page.getByText(/^About .*the slower part/)).toBeVisible()
        await page.getByLabel('Stop if').check()
        await page.getByLabel('Leakage above').fill('0.15')
        await page.getByLabel('On so many gathers').fill('20')
        await page.getByRole('button', { name: 'Browser storage' }).click()
        await page.getByRole('button', { name: /^Run \d/ }).click()
        await expect(page.getByTestId('batch-state')).toHaveText('paused', { timeout: 60_000 })
        await shoot(page, 'batch-stopped-by-rule')
        await page.getByRole('button', { name: 'Cancel…' }).click()
        await page.getByRole('button', { name: 'Cancel batch' }).click()
        await page.getByRole('button', { name: 'New batch' }).click()
        await shoot(page, 'batch-unfinished')
        await page.getByLabel('Stop if').uncheck()
        await page.getByRole('button', { name: 'Estimate' }).click()
        await expect(page.getByText(/^About .*the slower part/)).toBeVisible()
        await page.getByRole('button', { name: 'Browser storage' }).click()
        await page.getByRole('button', { name: /^Run \d/ }).click()
        await expect(page.getByTestId('batch-state')).toHaveText('done', { timeout: 60_000 })
        await shoot(page, 'batch-outliers')
        await page.getByRole('radio', { name: 'Map' }).click()
        await page.waitForTimeout(300)
        await shoot(page, 'batch-map')
        await page.getByRole('button', { name: 'Report', exact: true }).click()
        await expect(page.getByTestId('report-summary')).toBeVisible()
        await shoot(page, 'report')
        await page.emulateMedia({ media: 'print', colorScheme: theme })
        await page.setViewportSize({ width: 794, height: 1123 })
        const paper = join(
          ROOT,
          'test-results',
          'screenshots',
          `report-paper-${theme}-${size.width}x${size.height}.png`,
        )
        await page.screenshot({ path: paper, fullPage: true })
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
        await page.getByRole('button', { name: /^Trace axis/ }).click()
        await page.getByRole('menuitemradio', { name: 'offset' }).click()
        await page.getByRole('button', { name: 'Smooth between samples' }).click()
        await page.waitForTimeout(500)
        await shoot(page, 'wiggle-area')
        await page.keyboard.press('Shift+A')
        await page.keyboard.press('v')
        await page.keyboard.press('0')
        await dragSlider(page, 'Threshold k', 0.1)
        await page.keyboard.press('a')
        await expect(page.getByRole('heading', { name: 'A − B' })).toBeVisible()
        await settled(page)
        await page.keyboard.press('Shift+ArrowUp')
        await page.mouse.move(size.width / 2, size.height - 1)
        await shoot(page, 'compare')
      })

      test('true spacing', async ({ page, demo, folders }) => {
        const spaced = join(folders, `spaced-${theme}-${size.width}`)
        await cp(demo, spaced, { recursive: true })
        // A gap after the thirtieth trace, and traces closer together from the fiftieth on.
        const offsetOf = (j: number) => 500 + 25 * Math.min(j, 49) + 5 * Math.max(0, j - 49) + (j < 30 ? 0 : 250)
        await setOffsets(spaced, offsetOf)
        await page.goto('/?engine=cpu')
        await dropFolder(page, spaced)
        await loadRecipe(page, TWO_STEPS)
        await page.getByRole('button', { name: /^Trace axis/ }).click()
        await page.getByRole('menuitemradio', { name: 'offset' }).click()
        await page.getByRole('button', { name: /^Trace axis/ }).click()
        await shoot(page, 'trace-axis-menu')
        await page.getByRole('menuitemcheckbox').click()
        await page.keyboard.press('w')
        const box = await panel(page, 'after').boundingBox()
        if (box === null) throw new Error('There is no panel')
        await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.25 * box.height)
        await page.mouse.down()
        for (const part of [0.4, 0.8]) await page.mouse.move(box.x + part * box.width, box.y + part * box.height)
        await page.mouse.up()
        await settled(page)
        await shoot(page, 'true-spacing')
        await page.keyboard.press('v')
        await page.keyboard.press('v')
        await page.keyboard.press('w')
        for (let turn = 0; turn < 4; turn++) await page.mouse.wheel(0, -300)
        await settled(page)
        await shoot(page, 'true-spacing-wiggle')
        await page.keyboard.press('l')
        await page.keyboard.press('0')
        await expect(page.locator('canvas[data-image=shown]')).toBeVisible()
        await setOffsets(spaced, (j) => (j % 7) * 25)
        await page.reload()
        await settled(page)
        await shoot(page, 'true-spacing-not')
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

      test('benchmark of batch settings, and a dataset to be rewritten', async ({ page, folders }) => {
        await page.goto('/?engine=cpu')
        await openBenchmark(page)
        await page.getByRole('radio', { name: 'Batch settings' }).click()
        await expect(page.getByRole('region', { name: 'Machine' })).toBeVisible()
        await shoot(page, 'settings-no-dataset')
        const dataset = join(folders, `wide-chunks-${theme}-${size.width}`)
        await seisproc('demo', dataset, '--gathers', '10', '--traces', '40', '--samples', '400', '--chunk', '400')
        await dropFolder(page, dataset)
        const steps = [{ process: 'mute' }, ...TWO_STEPS.steps]
        await loadRecipe(page, { ...TWO_STEPS, name: 'Muted', steps })
        await shoot(page, 'chunks-fit-badly-and-mute')
        await openBenchmark(page)
        await page.getByRole('button', { name: 'Find best settings' }).click()
        await expect(page.getByRole('region', { name: 'Settings', exact: true }).locator('tbody tr')).toHaveCount(3)
        await shoot(page, 'settings-running')
        await expect(page.getByTestId('tuning-state')).toHaveText('done', { timeout: 80_000 })
        await page.getByRole('button', { name: 'Use these settings' }).click()
        await page.mouse.move(size.width / 2, size.height - 1)
        await shoot(page, 'settings-found')
        await page.getByRole('button', { name: 'Rewrite dataset' }).click()
        await shoot(page, 'batch-rewrite')
      })

      test('sweep: planned, done, checked', async ({ page }) => {
        await page.goto('/?engine=cpu')
        await page.getByRole('button', { name: 'Open demo' }).click()
        await choosePreset(page, 'Original SeisProc')
        const workspaces = page.getByRole('navigation', { name: 'Workspace' })
        await workspaces.getByRole('button', { name: 'Sweep' }).click()
        await shoot(page, 'sweep-planned')
        await page.getByRole('button', { name: 'Run 12 recipes' }).click()
        await expect(page.getByTestId('sweep-state')).toHaveText(/^12 of 12 done in/, { timeout: 60_000 })
        await page.mouse.move(size.width / 2, size.height - 1)
        await shoot(page, 'sweep')
        await page.getByRole('button', { name: 'Check', exact: true }).click()
        await expect(page.getByRole('button', { name: 'Check', exact: true })).toBeEnabled({ timeout: 60_000 })
        await page.getByRole('radio', { name: 'After' }).click()
        await shoot(page, 'sweep-checked')
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
