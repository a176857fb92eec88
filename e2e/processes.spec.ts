/**
 * Plan: every process can be added to the chain and run on the demo; a recipe is saved as a preset, asked about before it
 * replaces another, and is there after a reload, to be renamed, deleted and put back, by mouse and by keys; on a page that computes on a software adapter, one of
 * the whole gather runs on the CPU, is drawn all the same, and the page says so; what a step found out is shown, and so are
 * the leakage map and the outliers. A right click picks a trace for the transform plane, which follows k and whose cells are
 * outlined by keys; T takes another trace, and closes it.
 */
import { dropFolder } from './browser.ts'
import { expect, test } from './fixtures.ts'
import { runCommand } from './keys.ts'
import { choosePreset, panel, panelPicture, pictureDifference, settled } from './panels.ts'

test('what a software adapter is too slow for runs on the CPU and is drawn from the GPU', async ({ page }) => {
  await page.goto('/?engine=webgpu')
  await expect(page.getByTestId('engine')).toContainText('GPU')
  await page.getByRole('button', { name: 'Open demo' }).click()
  await choosePreset(page, 'Original SeisProc')
  await expect(page.locator('[data-metric="Last run, GPU"]')).toBeVisible()
  await expect(page.locator('[data-metric="Leakage"]')).toContainText(/0\.\d\d/)
  await expect(page.locator('[data-metric="Noise coherence"]')).toContainText(/0\.\d\d/)
  await expect(page.locator('[data-metric="SNR estimate"]')).toContainText(/\d\.\d dB/)
  const after = await panelPicture(page, 'after')
  // It knows the whole gather.
  await choosePreset(page, 'Automatic')
  await expect(page.locator('[data-metric="Last run, CPU"]')).toBeVisible()
  expect(pictureDifference(await panelPicture(page, 'after'), after).differing).toBeGreaterThan(0.05)
  await page.getByRole('button', { name: /^Undo/ }).click()
  await settled(page)
  await expect(page.locator('[data-metric="Last run, GPU"]')).toBeVisible()
  expect(pictureDifference(await panelPicture(page, 'after'), after).differing).toBe(0)
})

test('presets replace the chain, every filter can be added to it, and Undo brings it back', async ({ page, demo }) => {
  await page.goto('/?engine=cpu')
  await dropFolder(page, demo)
  await settled(page)
  const after = await panelPicture(page, 'after')
  await choosePreset(page, 'Fast')
  await expect(page.getByRole('list', { name: 'Processing chain' }).getByRole('listitem')).toHaveCount(1)
  expect(pictureDifference(await panelPicture(page, 'after'), after).differing).toBeGreaterThan(0.05)
  await page.getByRole('button', { name: 'Undo: Preset Fast' }).click()
  await settled(page)
  expect(pictureDifference(await panelPicture(page, 'after'), after).differing).toBe(0)

  const menu = page.getByRole('button', { name: 'Presets' })
  const dialog = page.getByRole('dialog')
  const yours = page.getByRole('group', { name: 'Yours' }).getByRole('menuitem')
  await menu.click()
  await page.getByRole('menuitem', { name: 'Save as preset…' }).click()
  await dialog.getByLabel('Name').fill('Automatic')
  await expect(dialog.getByRole('button', { name: 'Save preset' })).toBeDisabled()
  await dialog.getByLabel('Name').fill('Mine')
  await dialog.getByRole('button', { name: 'Save preset' }).click()
  await expect(page.getByLabel('Name of the recipe')).toHaveValue('Mine')
  await choosePreset(page, 'Fast')
  await runCommand(page, 'save as preset')
  await page.keyboard.type('Mine')
  await expect(dialog).toContainText('Saving replaces it')
  await page.keyboard.type(' too')
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await page.reload()
  await settled(page)
  await runCommand(page, 'your preset mine too')
  await expect(page.getByLabel('Name of the recipe')).toHaveValue('Mine too')
  await menu.click()
  await expect(yours).toHaveText([/^Mine/, /^Mine too/])
  await page.getByRole('menuitem', { name: 'Rename or delete…' }).click()
  const secondName = dialog.getByLabel('Name of preset Mine too')
  await secondName.fill('Mine')
  await secondName.press('Enter')
  await expect(dialog).toContainText('Another preset has this name.')
  await secondName.press('Escape')
  await secondName.fill('Quick')
  await secondName.press('Enter')
  await expect(dialog.getByRole('button', { name: 'Delete Quick' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Delete Mine' }).click()
  await dialog.getByRole('button', { name: 'Put back Mine' }).click()
  await dialog.getByRole('button', { name: 'Delete Quick' }).press('Enter')
  await expect(dialog.getByText('Quick deleted')).toBeVisible()
  await page.keyboard.press('Escape')
  await menu.press('Enter')
  await expect(yours).toHaveText([/^Mine/])
  await page.keyboard.press('Escape')

  await choosePreset(page, 'Original SeisProc')
  const original = await panelPicture(page, 'after')
  for (const name of ['Local f-k Wiener filter', 'STFT Wiener filter', 'f-x deconvolution', 'Cadzow filter']) {
    await page.getByRole('button', { name: 'Add step' }).click()
    await page.getByRole('menuitem', { name }).click()
    await settled(page)
    await expect(page.getByRole('alert')).toHaveCount(0)
    expect(pictureDifference(await panelPicture(page, 'after'), original).differing, name).toBeGreaterThan(0.05)
    await page.getByRole('button', { name: /^Undo/ }).click()
    await settled(page)
  }
})

test('what a step found out stands below its parameters, and a trace has a transform plane', async ({ page, demo }) => {
  await page.goto('/?engine=cpu')
  await dropFolder(page, demo)
  await choosePreset(page, 'Coloured noise')
  const found = page.getByRole('region', { name: 'Found in this gather' })
  await expect(
    found.getByRole('img', { name: /^Expected error for k [\d.]+ to [\d.]+, least at [\d.]+: / }),
  ).toBeVisible()
  await found.getByRole('button', { name: 'Show as table' }).click()
  await expect(
    found.getByRole('table', { name: /^Expected error for k/ }).getByRole('row', { name: 'least' }),
  ).toBeVisible()
  await expect(found).toContainText(/Noise(?:white|coloured)/)

  await choosePreset(page, 'Original SeisProc')
  const box = await panel(page, 'after').boundingBox()
  if (box === null) throw new Error('There is no panel')
  const middle = { x: box.x + 0.5 * box.width, y: box.y + 0.5 * box.height }
  await page.mouse.click(middle.x, middle.y, { button: 'right' })
  await expect(page.getByRole('menuitem', { name: /^Pick trace \d+ for transform plane/ })).toBeFocused()
  await page.keyboard.press('Enter')
  const plane = page.getByRole('application', { name: /^Transform plane of Wavelet denoise, trace \d+, threshold k/ })
  await expect(plane).toBeVisible()
  await expect(page.locator('[data-panel="after"]')).toBeFocused()
  const share = await page.getByTestId('plane-share').textContent()
  expect(share).toMatch(/kept \d+\.\d.%/)
  for (const key of ['ArrowDown', 'ArrowRight', 'Enter']) await plane.press(key)
  await expect(page.locator('.panel.before .support-box')).toBeVisible()
  await expect(page.getByTestId('plane-cell')).toHaveText(/Hz, [\d\W]+ms: (?:kept|shrunk|zeroed|raised|passes)/)
  await page.getByLabel('Threshold k, value').fill('9')
  await page.getByLabel('Threshold k, value').press('Enter')
  await expect(page.getByTestId('plane-share')).not.toHaveText(share!)
  await plane.press('Escape')
  await expect(page.locator('.support-box')).toHaveCount(0)
  const picked = await page.getByTestId('plane-of').textContent()
  await page.mouse.move(middle.x + 0.3 * box.width, middle.y)
  await page.keyboard.press('t')
  await expect(page.getByTestId('plane-of')).not.toHaveText(picked!)
  await choosePreset(page, 'Fast')
  await expect(found).toHaveCount(0)
  await expect(page.getByText(/has no transform plane\. It weighs/)).toBeVisible()
  await page.keyboard.press('t')
  await expect(page.getByTestId('plane-of')).toHaveCount(0)
  await choosePreset(page, 'Automatic')
  await expect(found.getByRole('row', { name: /^f-k/ }).first()).toContainText(/\d\.\d\d/)
  await expect(found).toContainText(/Outliers\d+\.\d\d/)
})

test('the Noise panel shows the leakage map and the outliers', async ({ page, demo }) => {
  await page.goto('/?engine=cpu')
  await dropFolder(page, demo)
  await choosePreset(page, 'Erratic noise')
  const image = page.locator('canvas.image')
  await page.keyboard.press('l')
  await expect(image).toHaveAttribute('data-image', 'shown')
  const colours = () =>
    image.evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      return new Set(new Uint32Array(data.buffer)).size
    })
  expect(await colours()).toBeGreaterThan(50)
  await page.getByLabel('The Noise panel shows').selectOption('outliers')
  await expect(image).toHaveAttribute('data-image', 'shown')
  expect(await colours()).toBeGreaterThan(5)
  await choosePreset(page, 'Fast')
  await expect(page.getByText('No step of the chain looks for outliers.')).toBeVisible()
  await page.getByLabel('The Noise panel shows').selectOption('noise')
  await expect(image).toHaveCount(0)
})
