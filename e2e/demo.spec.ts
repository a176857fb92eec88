/**
 * Plan: one click on the start page makes the demo dataset and shows it: three panels with a picture; the next gather is another
 * picture; k dragged changes After and Noise and leaves Before, and is compared with the recipe from before it; wheel, pan
 * keys and Fit move all three; the cursor reads a value; S shows the spectra, W and a drag draw the window that they are
 * of, Esc clears it; Escape in the middle of a drag puts k back; the batch into the
 * browser's own storage stops by a rule, goes on, and ends with its certificate, from which its report is made; printed,
 * that is without the frame of the page.
 */
import { expect, test } from './fixtures.ts'
import {
  choosePreset,
  dragSlider,
  levelCount,
  PANELS,
  panel,
  panelPicture,
  pictureDifference,
  settled,
} from './panels.ts'

test('the demo is shown, tuned, looked into and run', async ({ page }) => {
  test.setTimeout(240_000)
  await page.goto('/')
  await page.getByRole('button', { name: 'Open demo' }).click()
  await choosePreset(page, 'Original SeisProc')
  await test.step('three panels show the demo, and the next gather is another picture', async () => {
    for (const name of PANELS) {
      await expect(page.locator(`[data-panel="${name}"]`)).toHaveAttribute('aria-label', /Traces 1 to \d+ of \d+/)
      expect(levelCount(await panelPicture(page, name)), name).toBeGreaterThan(100)
    }
    const first = await panelPicture(page, 'before')
    await page.getByRole('button', { name: 'Next gather' }).click()
    await expect(page.getByLabel('Go to gather')).toHaveValue('2')
    await settled(page)
    const second = await panelPicture(page, 'before')
    expect(pictureDifference(first, second).differing).toBeGreaterThan(0.5)
    await page.keyboard.press('ArrowLeft')
    await expect(page.getByLabel('Go to gather')).toHaveValue('1')
    await settled(page)
    expect(pictureDifference(await panelPicture(page, 'before'), first)).toEqual({ differing: 0, greatest: 0 })
  })
  await test.step('k dragged changes After and Noise, and Escape puts it back', async () => {
    const [before, after, noise] = [
      await panelPicture(page, 'before'),
      await panelPicture(page, 'after'),
      await panelPicture(page, 'noise'),
    ]
    await page.keyboard.press('Shift+A')
    await dragSlider(page, 'Threshold k', 0.05)
    await settled(page)
    expect(pictureDifference(await panelPicture(page, 'before'), before).differing).toBe(0)
    expect(pictureDifference(await panelPicture(page, 'after'), after).differing).toBeGreaterThan(0.01)
    expect(pictureDifference(await panelPicture(page, 'noise'), noise).differing).toBeGreaterThan(0.01)
    const dragged = await panelPicture(page, 'after')
    await page.keyboard.press('a')
    await expect(page.getByRole('heading', { name: 'A − B' })).toBeVisible()
    await settled(page)
    await expect(page.locator('[data-metric="Energy removed"] .metric-value')).toHaveText(/^A[\d.]+B[\d.]+$/)
    expect(pictureDifference(await panelPicture(page, 'before'), after), 'After A').toEqual({
      differing: 0,
      greatest: 0,
    })
    expect(pictureDifference(await panelPicture(page, 'after'), dragged), 'After B').toEqual({
      differing: 0,
      greatest: 0,
    })
    await page.keyboard.press('a')
    await expect(page.getByRole('heading', { name: 'Noise', exact: true })).toBeVisible()
    expect(pictureDifference(await panelPicture(page, 'before'), before).differing).toBe(0)
    const value = page.getByLabel('Threshold k, value')
    const settledValue = await value.inputValue()
    await dragSlider(page, 'Threshold k', 0.6, async () => {
      await expect(value).not.toHaveValue(settledValue)
      await page.keyboard.press('Escape')
    })
    await expect(value).toHaveValue(settledValue)
    await page.getByRole('button', { name: /^Undo/ }).click()
    await expect(value).toHaveValue('3.0')
    await settled(page)
    expect(pictureDifference(await panelPicture(page, 'after'), after).differing).toBe(0)
  })
  await test.step('all panels zoom at the cursor and fit again, and the cursor reads its sample', async () => {
    const fitted = await panelPicture(page, 'before')
    const box = await panel(page, 'after').boundingBox()
    if (box === null) throw new Error('There is no panel')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await expect(page.getByTestId('readout')).toContainText(/trace\s*\d/)
    await expect(page.getByTestId('readout')).toContainText(/After\s*[−\d]/)
    await page.mouse.wheel(0, -600)
    for (const name of PANELS) {
      await expect(page.locator(`[data-panel="${name}"]`)).not.toHaveAttribute('aria-label', /Traces 1 to/)
    }
    await settled(page)
    expect(pictureDifference(await panelPicture(page, 'before'), fitted).differing).toBeGreaterThan(0.2)
    await page.getByRole('button', { name: 'Trace axis: trace number' }).click()
    const spacing = page.getByRole('menuitemcheckbox', { name: 'True spacing' })
    await expect(spacing, 'split spread').toHaveAttribute('title', 'offset goes up and down along the traces.')
    await expect(spacing).toBeDisabled()
    await page.getByRole('menuitemradio', { name: 'offset' }).click()
    await expect(page.getByRole('button', { name: 'Trace axis: offset' })).toHaveText('offset')
    await page.getByRole('button', { name: 'Fit' }).click()
    await settled(page)
    expect(pictureDifference(await panelPicture(page, 'before'), fitted).differing).toBe(0)

    await page.keyboard.press('s')
    const plot = page.getByRole('img', { name: /^Amplitude spectra/ })
    await expect(plot).toHaveAttribute('aria-label', /whole gather, 0 to 250 Hz\. Before largest at \d+ Hz, 0 dB/)
    await expect(plot.locator('.scatterlayer .trace')).toHaveCount(3)
    await page.keyboard.press('w')
    await page.mouse.move(box.x + 0.25 * box.width, box.y + 0.25 * box.height)
    await page.mouse.down()
    for (const part of [0.4, 0.5]) await page.mouse.move(box.x + part * box.width, box.y + part * box.height)
    await page.mouse.up()
    await expect(page.locator('.panel.before .window-box')).toHaveText(/^Window · \d+–.+ ms · \d+.traces$/)
    await expect(plot).toHaveAttribute('aria-label', /window \d+–/)
    await page.getByLabel('Window to trace').fill('80')
    await page.getByLabel('Window to trace').press('Enter')
    await expect(page.locator('.panel.noise .window-box')).toBeVisible()
    await expect(plot).toHaveAttribute('aria-label', /ms · (?:1\d|2\d).traces/)
    await page.getByLabel('The spectrum shows').selectOption('f-k Noise')
    await expect(
      page.getByRole('img', { name: /^f-k spectrum of Noise, window/ }).locator('.heatmaplayer image'),
    ).toBeVisible()
    await page.getByRole('button', { name: 'Show as table' }).press('Escape')
    await expect(page.locator('.window-box')).toHaveCount(0)
    await expect(page.getByText('Showing the whole gather.')).toBeVisible()
  })
  await test.step('a batch of two gathers runs into the storage of the browser', async () => {
    await page.getByRole('button', { name: 'Run on all gathers' }).click()
    await page.getByLabel('Last gather').fill('2')
    await page.getByLabel('Last gather').press('Enter')
    await page.getByRole('button', { name: 'Estimate' }).click()
    await expect(page.getByText(/^About .*the slower part\. From 2\W+gathers/)).toBeVisible()
    await page.getByLabel('Stop if').check()
    await page.getByLabel('Leakage above').fill('0')
    await page.getByLabel('On so many gathers').fill('2')
    await page.getByLabel('On so many gathers').press('Enter')
    await page.getByRole('button', { name: 'Browser storage' }).click()
    await page.getByRole('button', { name: 'Run 2 gathers' }).click()
    await expect(page.getByText('Stopped by your rule: leakage above 0.00 on 2 gathers, 1 to 2')).toBeVisible()
    const outliers = page.getByRole('region', { name: 'Outliers' }).getByRole('button', { name: 'Gather' })
    await expect(outliers).toHaveCount(2)
    await outliers.first().click()
    await expect(page.getByRole('region', { name: 'Picked gather' })).toHaveAttribute('aria-busy', 'false')
    const isDrawn = (canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      return new Set(data).size > 10
    }
    for (const name of ['Before', 'After', 'Noise']) {
      expect(await page.getByRole('img', { name: `${name} of gather` }).evaluate(isDrawn), name).toBe(true)
    }
    await page.keyboard.press('p')
    await expect(page.getByTestId('batch-state')).toHaveText('done')
    const safety = page.getByRole('region', { name: 'Safety' })
    await expect(safety).toContainText(/Chunks written and checked\d.*Certificate\s*written, over every chunk/)
    await page.getByRole('radio', { name: 'By number' }).click()
    await expect(page.getByTestId('outcome')).toContainText('2 gathers')
    await expect(page.getByRole('img', { name: /^Energy removed, gathers 1 to 2/ })).toBeVisible()
    await expect(page.getByRole('img', { name: /^Leakage, gathers 1 to 2/ })).toBeVisible()
    await expect(page.getByRole('progressbar', { name: 'Batch' })).toHaveAttribute('aria-valuenow', '100')
    await expect(page.getByRole('region', { name: 'Job history' }).getByRole('row').nth(1)).toContainText('done')
    await page.getByRole('button', { name: 'Report', exact: true }).click()
    await expect(page.getByTestId('report-summary')).toContainText(/^2\Wgathers in .* None was set aside/)
    await expect(page.getByRole('region', { name: 'Estimate and actual' }).getByRole('row').nth(1)).toContainText(
      'Time',
    )
    await expect(page.getByRole('img', { name: /^Rate over .* traces a second/ })).toBeVisible()
    await page.getByRole('button', { name: 'Show as table: the run over time' }).click()
    await expect(page.getByRole('table', { name: 'The run over time' }).getByRole('row').nth(1)).toContainText('%')
    await expect(page.getByRole('region', { name: 'Recipe' })).toContainText(/Wavelet denoise.*Threshold k/s)
    await page.emulateMedia({ media: 'print' })
    await expect(page.getByRole('banner')).toBeHidden()
    await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
    await expect(page.getByRole('region', { name: 'Certificate' })).toBeVisible()
  })
})
