/**
 * Plan: every process can be added to the chain and run on the demo; on a page that computes on the GPU, one without kernels
 * runs on the CPU, is drawn all the same, and the page says so.
 */
import { expect, test } from './fixtures.ts'
import { panelPicture, pictureDifference, settled } from './panels.ts'

test('what has no kernels runs on the CPU and is drawn from the GPU', async ({ page }) => {
  await page.goto('/?engine=webgpu')
  await expect(page.getByTestId('engine')).toContainText('GPU')
  await page.getByRole('button', { name: 'Open demo' }).click()
  await settled(page)
  await expect(page.locator('[data-metric="Last run, GPU"]')).toBeVisible()
  await expect(page.locator('[data-metric="Leakage"]')).toContainText(/0\.\d\d/)
  await expect(page.locator('[data-metric="Noise coherence"]')).toContainText(/0\.\d\d/)
  await expect(page.locator('[data-metric="SNR estimate"]')).toContainText(/\d\.\d dB/)
  const after = await panelPicture(page, 'after')
  await page.getByRole('button', { name: 'Add step' }).click()
  await page.getByRole('menuitem', { name: 'Wavelet denoise' }).click()
  await settled(page)
  // Robust steps of a process of spans have no kernels, whatever else has.
  await page.getByLabel('Erratic noise').selectOption('safe')
  await settled(page)
  await expect(page.locator('[data-metric="Last run, CPU"]')).toBeVisible()
  expect(pictureDifference(await panelPicture(page, 'after'), after).differing).toBeGreaterThan(0.05)
  for (let undone = 0; undone < 2; undone++) await page.getByRole('button', { name: /^Undo/ }).click()
  await settled(page)
  await expect(page.locator('[data-metric="Last run, GPU"]')).toBeVisible()
  expect(pictureDifference(await panelPicture(page, 'after'), after).differing).toBe(0)
})

test('presets replace the chain, and Undo brings it back', async ({ page }) => {
  await page.goto('/?engine=cpu')
  await page.getByRole('button', { name: 'Open demo' }).click()
  await settled(page)
  const after = await panelPicture(page, 'after')
  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByRole('menuitem', { name: /^Fast/ }).click()
  await settled(page)
  await expect(page.getByLabel('Name of the recipe')).toHaveValue('Fast')
  await expect(page.getByRole('list', { name: 'Processing chain' }).getByRole('listitem')).toHaveCount(1)
  expect(pictureDifference(await panelPicture(page, 'after'), after).differing).toBeGreaterThan(0.05)
  await page.getByRole('button', { name: 'Undo: Preset Fast' }).click()
  await settled(page)
  expect(pictureDifference(await panelPicture(page, 'after'), after).differing).toBe(0)
})

test('the Wiener filters, f-x deconvolution and the Cadzow filter run on the CPU engine', async ({ page }) => {
  await page.goto('/?engine=cpu')
  await page.getByRole('button', { name: 'Open demo' }).click()
  await settled(page)
  const after = await panelPicture(page, 'after')
  for (const name of ['Local f-k Wiener filter', 'STFT Wiener filter', 'f-x deconvolution', 'Cadzow filter']) {
    await page.getByRole('button', { name: 'Add step' }).click()
    await page.getByRole('menuitem', { name }).click()
    await settled(page)
    await expect(page.getByRole('alert')).toHaveCount(0)
    expect(pictureDifference(await panelPicture(page, 'after'), after).differing, name).toBeGreaterThan(0.05)
    await page.getByRole('button', { name: /^Undo/ }).click()
    await settled(page)
  }
})
