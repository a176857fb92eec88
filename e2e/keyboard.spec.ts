/**
 * Plan: every job of a user by keys alone, in one sitting, on a folder of the disk, in the window that a screen of
 * 1920 x 1080 leaves at a zoom of 200 %; only the system's folder picker, which
 * no page can press the keys of, is answered. Open by the button, by its row in the list of recent folders. QC: compute
 * the strip, go to the outlier, mark it. Tune: steps, parameters, undo, single panels, flip, comparison, window,
 * spectrum, cursor. Sweep: parameters, run, choose, adopt. Batch: choices, run, pause, go on, report. Benchmark: plan,
 * run, result. On the way every control that Tab comes to shows its focus in the window, and no job ends with the focus lost.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rateTable } from './benchmark.ts'
import { answerPicker } from './browser.ts'
import { expect, seisproc, test } from './fixtures.ts'
import { expectFocusKept, pressControl, runCommand, tabTo, typeInto } from './keys.ts'
import { settled, TWO_STEPS } from './panels.ts'

const N_GATHERS = 60
const N_TRACES = 60

/** Many small gathers, of which the eighth is not like the others. */
async function loudLine(folder: string): Promise<void> {
  const size = ['--traces', String(N_TRACES), '--samples', '400', '--chunk', String(N_TRACES)]
  await seisproc('demo', folder, '--gathers', String(N_GATHERS), ...size)
  const chunk = join(folder, 'traces.zarr', '0.7')
  const samples = new Float32Array(new Uint8Array(await readFile(chunk)).buffer)
  await writeFile(
    chunk,
    samples.map((sample) => 50 * sample),
  )
}

test('open, QC, tune, sweep, batch and benchmark, by keys alone', async ({ page, folders }) => {
  test.setTimeout(240_000)
  await page.setViewportSize({ width: 960, height: 540 })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const line = join(folders, 'keys-line')
  const output = join(folders, 'keys-out')
  await loudLine(line)
  await mkdir(output)
  const keys = page.keyboard
  const panelOf = (name: string) => page.locator(`[data-panel="${name}"]`)
  const k = page.getByLabel('Threshold k, value')
  const gather = page.getByLabel('Go to gather')

  await test.step('open', async () => {
    await page.goto(`/?engine=cpu#recipe=${Buffer.from(JSON.stringify(TWO_STEPS)).toString('base64url')}`)
    await expect(page.getByRole('button', { name: 'Open demo' })).toBeEnabled()
    await answerPicker(page, line)
    await pressControl(page, 'Choose folder')
    await settled(page)
    await expectFocusKept(page)
    await runCommand(page, 'close data')
    await expect(page.getByRole('heading', { name: 'Open a dataset' })).toBeVisible()
    await pressControl(page, /^(?:Open|Allow and open)$/)
    await settled(page)
    await expectFocusKept(page)
  })

  await test.step('QC', async () => {
    const slider = page.getByRole('slider', { name: 'Gather', exact: true })
    await pressControl(page, /^Compute RMS for all gathers/)
    await expect(page.getByTestId('qc-outliers')).toHaveText(/^1.outlier$/)
    await expectFocusKept(page)
    await keys.press('o')
    await expect(slider).toHaveAttribute('aria-valuetext', `Gather 8 of ${N_GATHERS}, outlier`)
    await keys.press('m')
    await expect(slider).toHaveAttribute('aria-valuetext', /bookmarked$/)
    await keys.press('End')
    await expect(gather).toHaveValue(String(N_GATHERS))
    await keys.press('g')
    await keys.type('3')
    await keys.press('Enter')
    await expect(gather).toHaveValue('3')
    await keys.press('ArrowRight')
    await expect(gather).toHaveValue('4')
    await settled(page)
  })

  await test.step('tune', async () => {
    const chain = page.getByRole('list', { name: 'Processing chain' })
    await keys.press(']')
    await expect(chain.getByRole('listitem').nth(1)).toHaveAttribute('aria-current', 'true')
    await keys.press('e')
    await expect(page.getByRole('checkbox', { name: 'Wavelet on' })).not.toBeChecked()
    await keys.press('Control+z')
    await expect(page.getByRole('checkbox', { name: 'Wavelet on' })).toBeChecked()
    await keys.press('Shift+A')
    await keys.press('.')
    await expect(k).toHaveValue('3.1')
    await keys.press('Control+z')
    await expect(k).toHaveValue('3.0')
    await keys.press('Control+Shift+Z')
    await expect(k).toHaveValue('3.1')
    await keys.press('a')
    await expect(page.getByRole('heading', { name: 'A − B' })).toBeVisible()
    await keys.press('a')
    await keys.press('3')
    await expect(panelOf('after')).toBeHidden()
    await keys.press('Space')
    await expect(panelOf('before')).toBeVisible()
    await keys.press('4')
    await expect(panelOf('noise')).toBeVisible()
    await keys.press('s')
    await typeInto(page, 'Window to trace', '20')
    await keys.press('Enter')
    await expect(panelOf('noise').locator('.window-box')).toBeVisible()
    await keys.press('Escape')
    await keys.press('Escape')
    await expect(page.locator('.window-box')).toHaveCount(0)
    await keys.press('s')
    await tabTo(page, /^Noise, Before minus After/)
    await keys.press('ArrowDown')
    await keys.press('Shift+ArrowRight')
    await expect(page.getByTestId('readout')).toContainText(/Noise\s*[−\d]/)
    await keys.press('PageDown')
    await expect(gather).toHaveValue('5')
    await settled(page)
  })

  await test.step('sweep', async () => {
    await runCommand(page, 'sweep')
    await typeInto(page, 'Columns: from', '1')
    await typeInto(page, 'Columns: to', '5')
    await typeInto(page, 'Columns: how many values', '2')
    await tabTo(page, 'Rows: parameter')
    await keys.type('None')
    await pressControl(page, /^Run 2.recipes$/)
    await expect(page.getByTestId('sweep-state')).toHaveText(/^2 of 2 done in/)
    await expectFocusKept(page)
    await tabTo(page, /^Threshold k [15]\.0 σ: rank 1/)
    await keys.press('Home')
    await keys.press('ArrowRight')
    await keys.press('Enter')
    await settled(page)
    await expect(k).toHaveValue('5.0')
    await expectFocusKept(page)
  })

  await test.step('batch', async () => {
    const state = page.getByTestId('batch-state')
    await runCommand(page, 'batch')
    await tabTo(page, 'Processed')
    await keys.press('ArrowLeft')
    await expect(page.getByRole('radio', { name: 'Both' })).toBeChecked()
    await answerPicker(page, output)
    await pressControl(page, 'Choose folder')
    await pressControl(page, new RegExp(`^Run ${N_GATHERS}\\W+gathers$`))
    await expect(state).toHaveText('running')
    await keys.press('p')
    await expect(state).toHaveText('paused')
    await expectFocusKept(page)
    await expect(page.getByTestId('outcome')).toContainText('Safe to close.')
    await keys.press('p')
    await expect(state).toHaveText('done')
    await pressControl(page, 'Report')
    await expect(page.getByRole('region', { name: 'Certificate' })).toBeVisible()
    await expectFocusKept(page)
    await pressControl(page, 'Back to the batch')
    await expect(state).toHaveText('done')
  })

  await test.step('benchmark', async () => {
    const state = page.getByTestId('benchmark-state')
    await runCommand(page, 'benchmark')
    await tabTo(page, 'Full')
    await keys.press('ArrowRight')
    await pressControl(page, 'Run quick benchmark')
    await expect(page.getByTestId('benchmark-step')).toContainText(/step \d+ of \d+/)
    await expectFocusKept(page)
    await expect(state).toHaveText('done', { timeout: 60_000 })
    await expectFocusKept(page)
    await tabTo(page, 'Save as JSON')
    await expect(rateTable(page).locator('tbody tr').nth(1)).toContainText('%')
    await keys.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
    await keys.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  })
})
