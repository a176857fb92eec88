/**
 * Plan: a page opened by a link has its recipe, and a clean address. The strip of all gathers is computed on request and finds
 * the one that is not like the others: O goes there, M marks it, a drag and keys go to others, and so does the value of a header. Opened again, the dataset has
 * its figures, its mark and the height of its navigator, until the default layout is asked for. The strip as a table lists the
 * loud one first. A step of the chain is moved by dragging, put back by Escape and by Undo, and moved by keys.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { dropFolder } from './browser.ts'
import { expect, seisproc, test } from './fixtures.ts'
import { settled, TWO_STEPS } from './panels.ts'

const LINKED = { ...TWO_STEPS, name: 'Linked' }

test('the strip of all gathers finds the loud one, and keeps what it found', async ({ page, folders }) => {
  const line = join(folders, 'loud-line')
  await seisproc('demo', line, '--gathers', '12', '--traces', '24', '--samples', '200', '--chunk', '24')
  const chunk = join(line, 'traces.zarr', '0.7')
  const samples = new Float32Array(new Uint8Array(await readFile(chunk)).buffer)
  await writeFile(
    chunk,
    samples.map((sample) => 50 * sample),
  )

  await page.goto(`/?engine=cpu#recipe=${Buffer.from(JSON.stringify(LINKED)).toString('base64url')}`)
  await dropFolder(page, line)
  await expect(page.getByLabel('Name of the recipe')).toHaveValue(LINKED.name)
  expect(new URL(page.url()).hash).toBe('')
  await settled(page)

  const slider = page.getByRole('slider', { name: 'Gather', exact: true })
  const compute = page.getByRole('button', { name: /^Compute RMS for all gathers, about/ })
  await compute.click()
  await expect(page.getByTestId('qc-progress')).toHaveCount(0)
  await expect(page.getByTestId('qc-outliers')).toBeVisible()
  await expect(page.locator('.strip-mark')).not.toHaveCount(0)
  await slider.focus()
  await page.keyboard.press('Home')
  await expect(slider).toHaveAttribute('aria-valuetext', /^Gather 1 of 12/)
  await expect(async () => {
    await page.keyboard.press('o')
    await expect(slider).toHaveAttribute('aria-valuetext', 'Gather 8 of 12, outlier', { timeout: 500 })
  }).toPass()
  await page.keyboard.press('m')
  await expect(slider).toHaveAttribute('aria-valuetext', 'Gather 8 of 12, outlier, bookmarked')

  const box = await slider.boundingBox()
  if (box === null) throw new Error('There is no strip')
  const at = (gather: number) => box.x + ((gather - 0.5) / 12) * box.width
  await page.mouse.move(at(3), box.y + box.height / 2)
  await page.mouse.down()
  await expect(page.getByLabel('Go to gather')).toHaveValue('3')
  for (const gather of [5, 8, 11]) await page.mouse.move(at(gather), box.y + box.height / 2)
  await page.mouse.up()
  await expect(page.getByLabel('Go to gather')).toHaveValue('11')
  await slider.press('ArrowRight')
  await expect(page.getByLabel('Go to gather')).toHaveValue('12')

  await goByHeader(page)
  const navigator = page.getByRole('region', { name: 'Gather navigator' })
  await navigator.getByRole('button', { name: 'Show as table' }).click()
  const rows = navigator.getByRole('table', { name: 'All gathers, outliers first' }).locator('tbody tr')
  await expect(rows).toHaveCount(12)
  await expect(rows.nth(0)).toHaveText(/^8.*levelOpen$/)
  await rows.nth(1).getByRole('button', { name: 'Open gather 1' }).click()
  await expect(page.getByLabel('Go to gather')).toHaveValue('1')
  await navigator.getByRole('button', { name: 'Show as plot' }).click()
  const edge = page.getByRole('separator', { name: 'Height of the navigator' })
  await edge.press('Shift+ArrowUp')
  await expect(edge).toHaveAttribute('aria-valuenow', '146')

  await dropFolder(page, line)
  await expect(page.getByTestId('qc-outliers')).toBeVisible()
  await expect(compute).toHaveCount(0)
  await expect(page.locator('.qc-bookmark')).toHaveCount(1)
  await expect(edge).toHaveAttribute('aria-valuenow', '146')
  await page.keyboard.press('Shift+0')
  await expect(edge).toHaveAttribute('aria-valuenow', '106')
  await moveSteps(page)
})

/** From gather 12 to the third by its source, and on to the fourth, which is next by that as well. */
async function goByHeader(page: Page): Promise<void> {
  const goTo = page.getByRole('region', { name: 'Gather navigator' }).locator('.go-to')
  await goTo.fill('3')
  await goTo.press('Enter')
  await page.getByLabel('Number or key').selectOption('source_x')
  await expect(goTo).not.toHaveValue('')
  const sourceX = await goTo.inputValue()
  await page.keyboard.press('End')
  await expect(goTo).not.toHaveValue(sourceX)
  await goTo.fill(sourceX)
  await goTo.press('Enter')
  await page.getByLabel('Order of the gathers').selectOption('source_x')
  await page.getByRole('button', { name: 'Next gather' }).click()
  await page.getByLabel('Number or key').selectOption('')
  await expect(goTo).toHaveValue('4')
  await page.getByLabel('Order of the gathers').selectOption('')
}

async function moveSteps(page: Page): Promise<void> {
  const steps = page.getByRole('list', { name: 'Processing chain' }).getByRole('listitem')
  const expectOrder = (...names: string[]) => expect(steps.locator('.name')).toHaveText(names)
  const said = (text: string) => page.getByRole('status').filter({ hasText: text })
  const holdFirstBelowSecond = async () => {
    const box = await steps.nth(0).boundingBox()
    if (box === null) throw new Error('There is no step')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    for (const rows of [1, 1.8]) await page.mouse.move(box.x + box.width / 2, box.y + rows * box.height)
    await expect(steps.nth(1)).toHaveClass(/drop-after/)
  }
  await holdFirstBelowSecond()
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expectOrder('Time-frequency', 'Wavelet')
  await holdFirstBelowSecond()
  await page.mouse.up()
  await expectOrder('Wavelet', 'Time-frequency')
  await expect(said('Time-frequency is step 2 of 2')).toBeAttached()
  await page.getByRole('button', { name: 'Undo: Move Time-frequency denoise down' }).click()
  await expectOrder('Time-frequency', 'Wavelet')
  await steps.nth(1).getByRole('button').press('Alt+ArrowUp')
  await expectOrder('Wavelet', 'Time-frequency')
  await expect(steps.nth(0).getByRole('button')).toBeFocused()
  await expect(said('Wavelet is step 1 of 2')).toBeAttached()
}
